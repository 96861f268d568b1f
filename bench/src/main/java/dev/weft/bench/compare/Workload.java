package dev.weft.bench.compare;

import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Dropout;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Layer;
import dev.weft.model.Loss;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Optimizer;
import dev.weft.model.PReLU;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;

/** What every side is measured on. Each network is that of an experiment in {@code examples/}, without regularizers. */
public enum Workload {
  W1("784-256-10, relu, Adam", "fashion-mnist", 32, 0, mlp(256, Activation.RELU)),
  W2("784-64-10, sigmoid, mean squared error, SGD", "mnist", 128, 0, mlp(64, Activation.SIGMOID)),
  W3("convolutions of 32 and 64 filters 3x3, dropout, Adam", "mnist", 128, 0, twoConvolutions()),
  W4("convolution of 32 filters 3x3, dense 5408x256, Adam", "fashion-mnist", 32, 0, oneConvolution()),
  W5("convolutions of 128, 156 and 156 filters, tanh, Adam", "fashion-mnist", 32, 5_000, threeConvolutions()),
  W6("inference of W3's network", "mnist", 128, 0, twoConvolutions());

  private final String title;
  private final String dataset;
  private final int batch;
  private final int heldOut;
  private final Graph network;

  Workload(String title, String dataset, int batch, int heldOut, Graph network) {
    this.title = title;
    this.dataset = dataset;
    this.batch = batch;
    this.heldOut = heldOut;
    this.network = network;
  }

  public String title() {
    return title;
  }

  public String dataset() {
    return dataset;
  }

  public int batch() {
    return batch;
  }

  /** How many of the first training images are left out. */
  public int heldOut() {
    return heldOut;
  }

  public boolean inference() {
    return this == W6;
  }

  /** Whether an epoch takes less than a second or two. */
  public boolean isShort() {
    return this == W1 || this == W2;
  }

  public Graph network() {
    return network;
  }

  public Optimizer optimizer() {
    return switch (this) {
      case W2 -> SGD.of(0.01);
      case W5 -> Adam.of(5e-4);
      default -> Adam.of(1e-3);
    };
  }

  public Loss loss() {
    return this == W2 ? new Loss.MeanSquaredError() : new Loss.SparseCategoricalCrossentropy(false);
  }

  /**
   * Floating-point operations of the products for one image, a multiply-add counted as two. Training takes each product
   * three times (outputs, gradients of weights and of inputs), the first layer's but twice.
   */
  public double flops() {
    double flops = 0;
    boolean first = true;
    for (int i = 0; i < network.layers().size(); i++) {
      double multiplyAdds = multiplyAdds(network, i);
      flops += 2 * multiplyAdds * (inference() ? 1 : first ? 2 : 3);
      first &= multiplyAdds == 0;
    }
    return flops;
  }

  private static double multiplyAdds(Graph network, int i) {
    Layer layer = network.layers().get(i);
    return switch (layer) {
      case Dense dense -> (double) network.inputShape(network.nodes().get(i)).last() * dense.units();
      case Conv2D conv ->
          (double) network.shape(network.nodes().get(i)).elements()
              * conv.kernelSize().height()
              * conv.kernelSize().width()
              * network.inputShape(network.nodes().get(i)).last()
              / conv.groups();
      default -> 0;
    };
  }

  /** One hidden layer, as wide as one likes. */
  public static Graph mlp(int units, Activation activation) {
    return Sequential.of(
        Input.of(28, 28, 1),
        Flatten.of(),
        Dense.of(units).activation(activation),
        Dense.of(10).activation(Activation.SOFTMAX));
  }

  private static Graph twoConvolutions() {
    return Sequential.of(
        Input.of(28, 28, 1),
        Conv2D.of(32, 3).activation(Activation.RELU),
        MaxPooling2D.of(2),
        Conv2D.of(64, 3).activation(Activation.RELU),
        MaxPooling2D.of(2),
        Flatten.of(),
        Dropout.of(0.5),
        Dense.of(10).activation(Activation.SOFTMAX));
  }

  private static Graph oneConvolution() {
    return Sequential.of(
        Input.of(28, 28, 1),
        Conv2D.of(32, 3).activation(Activation.RELU),
        MaxPooling2D.of(2),
        Flatten.of(),
        Dense.of(256).activation(Activation.RELU),
        Dense.of(10).activation(Activation.SOFTMAX));
  }

  private static Graph threeConvolutions() {
    return Sequential.of(
        Input.of(28, 28, 1),
        Conv2D.of(128, 5).activation(Activation.TANH),
        MaxPooling2D.of(3, 2),
        Conv2D.of(156, 3).activation(Activation.TANH),
        MaxPooling2D.of(3, 2),
        Conv2D.of(156, 3).activation(Activation.TANH),
        Flatten.of(),
        Dense.of(84),
        PReLU.of(),
        Dense.of(84),
        PReLU.of(),
        Dense.of(10).activation(Activation.SOFTMAX));
  }
}
