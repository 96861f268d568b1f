package dev.weft.bench.compare;

import dev.weft.augment.Augmentation;
import dev.weft.augment.RandomCrop;
import dev.weft.augment.RandomFlip;
import dev.weft.engine.Variable;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Graph;
import dev.weft.model.Layer;
import dev.weft.model.Loss;
import dev.weft.model.Node;
import dev.weft.model.Optimizer;
import dev.weft.model.SGD;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** What every side is measured on. The networks are in {@link Networks}. */
public enum Workload {
  W1("784-256-10, relu, Adam", "fashion-mnist", 60_000, 256, units -> Networks.mlp(units, Activation.RELU), 32),
  W2(
      "784-64-10, sigmoid, mean squared error, SGD",
      "mnist",
      60_000,
      64,
      units -> Networks.mlp(units, Activation.SIGMOID),
      128),
  W3("convolutions of 32 and 64 filters 3x3, dropout, Adam", "mnist", 12_000, 28, Networks::twoConvolutions, 128),
  W4("convolution of 32 filters 3x3, dense 5408x256, Adam", "fashion-mnist", 12_000, 28, Networks::oneConvolution, 32),
  W5(
      "convolutions of 128, 156 and 156 filters, tanh, Adam",
      "fashion-mnist",
      2_400,
      28,
      Networks::threeConvolutions,
      32),
  W6("inference of W3's network", "mnist", 10_000, 28, Networks::twoConvolutions, 128, 1),
  W7("ResNet-20, 32x32x3, SGD with momentum", "fashion-mnist", 1_280, 32, Networks::resNet, 128),
  W8("conv 32, 64 | 128, 128 | 256, batch normalization, Adam", "fashion-mnist", 1_280, 28, Networks::recipe, 128),
  W8_AUGMENTED("W8 with random flips, and shifts by up to 2 pixels", "fashion-mnist", 1_280, 28, Networks::recipe, 128),
  W9("inference of MobileNetV2, 224x224x3", "fashion-mnist", 96, 224, Networks::mobileNet, 32, 1),
  W10("inference of ResNet50, 224x224x3", "fashion-mnist", 32, 224, Networks::resNet50, 32, 1),
  W11(
      "fine-tuning: frozen MobileNetV2, 160x160x3, new head, from files, 10 epochs",
      "fashion-mnist",
      2_000,
      160,
      Networks::fineTuned,
      32);

  /** The epochs of {@link #W11}, which is measured as a whole. */
  static final int FINE_TUNING_EPOCHS = 10;

  private final String title;
  private final String dataset;
  private final int images;
  private final int size;
  private final IntFunction<Graph> network;
  private final List<Integer> batches;

  /**
   * @param images of an epoch: as many as a comparison can wait for
   * @param size what growth changes: units of a hidden layer, or pixels of an image's side
   */
  Workload(String title, String dataset, int images, int size, IntFunction<Graph> network, Integer... batches) {
    this.title = title;
    this.dataset = dataset;
    this.images = images;
    this.size = size;
    this.network = network;
    this.batches = List.of(batches);
  }

  /** As commands, files and pages call it, such as {@code w8-augmented}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The workload of such a name. */
  public static Workload of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  public String title() {
    return title;
  }

  public String dataset() {
    return dataset;
  }

  public int images() {
    return images;
  }

  public int size() {
    return size;
  }

  /** The batches that it is measured with, the usual one first. */
  public List<Integer> batches() {
    return batches;
  }

  public boolean inference() {
    return this == W6 || this == W9 || this == W10;
  }

  /** Whether the whole of it is measured, from the start of the process to its end, and not its epochs. */
  public boolean wholly() {
    return this == W11;
  }

  /** Whether the network is one of convolutions, whose images lie channels first or channels last. */
  public boolean convolutional() {
    return this != W1 && this != W2;
  }

  /** The network of a size, see {@link #size()}. */
  public Graph network(int size) {
    return network.apply(size);
  }

  /** The weights from which every side begins. */
  List<Variable> firstWeights(Graph network) {
    return wholly() ? FineTuning.weights(network, this) : Networks.variables(network, inference());
  }

  public Optimizer optimizer() {
    return switch (this) {
      case W2, W6, W9, W10 -> SGD.of(0.01); // for inference: it has no slot variables
      case W5 -> Adam.of(5e-4);
      case W7 -> SGD.of(0.05).momentum(0.9);
      default -> Adam.of(1e-3);
    };
  }

  public Loss loss() {
    return this == W2 ? new Loss.MeanSquaredError() : new Loss.SparseCategoricalCrossentropy(false);
  }

  /** How many pixels an image is shifted by at most when it is augmented; 0 where it is not. */
  public int shift() {
    return this == W8_AUGMENTED ? 2 : 0;
  }

  /** How training images are changed at random. */
  public List<Augmentation> augmentations() {
    return shift() == 0 ? List.of() : List.of(new RandomFlip(RandomFlip.Mode.HORIZONTAL), RandomCrop.of(shift()));
  }

  /** How many times as fast as the fastest other library Weft shall be. */
  public double target(int batch) {
    return switch (this) {
      case W1, W2, W6 -> 1.3;
      case W3, W4, W5 -> 2;
      case W7 -> 1.5;
      case W8, W8_AUGMENTED -> 1.75;
      case W9, W10 -> batch == 1 ? 1 : 1.1;
      case W11 -> 3;
    };
  }

  /**
   * Floating-point operations of the products for one image, a multiply-add counted as two. Training takes each product
   * three times (outputs, gradients of weights and of inputs), the first layer's but twice. Of {@link #W11}, those of
   * one pass over all images.
   */
  public double flops() {
    Graph graph = network(size);
    double flops = 0;
    boolean first = true;
    for (Node node : graph.nodes()) {
      double multiplyAdds = multiplyAdds(graph, node);
      flops += 2 * multiplyAdds * (inference() || wholly() ? 1 : first ? 2 : 3);
      first &= multiplyAdds == 0;
    }
    return flops;
  }

  private static double multiplyAdds(Graph graph, Node node) {
    double outputs = graph.shape(node).elements();
    int in = graph.inputShape(node).last();
    return switch (node.layer()) {
      case Dense dense -> outputs * in;
      case Conv2D conv -> outputs * conv.kernelSize().height() * conv.kernelSize().width() * in / conv.groups();
      case DepthwiseConv2D conv -> outputs * conv.kernelSize().height() * conv.kernelSize().width();
      case Layer other -> 0;
    };
  }
}
