package dev.weft.bench.compare;

import dev.weft.engine.Variable;
import dev.weft.model.Activation;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Dropout;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.PReLU;
import dev.weft.model.Padding;
import dev.weft.model.ReLU;
import dev.weft.model.Sequential;
import dev.weft.model.Shape;
import dev.weft.model.Value;
import dev.weft.zoo.Family;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The networks of the workloads: those of W1 to W5 are of experiments in {@code examples/}, without regularizers; most
 * others are of the zoo.
 */
final class Networks {
  /** Of the first weights of every side. */
  static final long SEED = 1;

  private static final int CLASSES = 10;
  private static final int CLASSES_OF_IMAGENET = 1_000;

  private Networks() {}

  /** One hidden layer, as wide as one likes. */
  static Graph mlp(int units, Activation activation) {
    return Sequential.of(
        Input.of(28, 28, 1),
        Flatten.of(),
        Dense.of(units).activation(activation),
        Dense.of(CLASSES).activation(Activation.SOFTMAX));
  }

  static Graph twoConvolutions(int side) {
    return Sequential.of(
        Input.of(side, side, 1),
        Conv2D.of(32, 3).activation(Activation.RELU),
        MaxPooling2D.of(2),
        Conv2D.of(64, 3).activation(Activation.RELU),
        MaxPooling2D.of(2),
        Flatten.of(),
        Dropout.of(0.5),
        Dense.of(CLASSES).activation(Activation.SOFTMAX));
  }

  static Graph oneConvolution(int side) {
    return Sequential.of(
        Input.of(side, side, 1),
        Conv2D.of(32, 3).activation(Activation.RELU),
        MaxPooling2D.of(2),
        Flatten.of(),
        Dense.of(256).activation(Activation.RELU),
        Dense.of(CLASSES).activation(Activation.SOFTMAX));
  }

  static Graph threeConvolutions(int side) {
    return Sequential.of(
        Input.of(side, side, 1),
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
        Dense.of(CLASSES).activation(Activation.SOFTMAX));
  }

  /** The network of the recipes for Fashion-MNIST, for images of any side. */
  static Graph recipe(int side) {
    Value x = Value.input(side, side, 1);
    x = normalized(normalized(x, 32), 64).then(MaxPooling2D.of(2));
    x = normalized(normalized(x, 128), 128).then(MaxPooling2D.of(2));
    x = normalized(x, 256).then(GlobalAveragePooling2D.of());
    return x.then(Dense.of(CLASSES).activation(Activation.SOFTMAX)).toGraph("recipe");
  }

  private static Value normalized(Value x, int filters) {
    return x.then(Conv2D.of(filters, 3).padding(Padding.SAME).useBias(false))
        .then(BatchNormalization.of())
        .then(ReLU.of());
  }

  static Graph resNet(int side) {
    return Family.RESNET20.network(Shape.of(side, side, 3), CLASSES);
  }

  static Graph resNet50(int side) {
    return Family.RESNET50.network(Shape.of(side, side, 3), CLASSES_OF_IMAGENET);
  }

  static Graph mobileNet(int side) {
    return Family.MOBILENET_V2.network(Shape.of(side, side, 3), CLASSES_OF_IMAGENET);
  }

  /** MobileNetV2 with a new head, all but that frozen. */
  static Graph fineTuned(int side) {
    Graph all = Family.MOBILENET_V2.network(Shape.of(side, side, 3), FineTuning.CLASSES);
    List<String> base = all.names().subList(0, all.names().size() - 1);
    return new Graph(all.name(), all.inputName(), all.input(), all.nodes(), all.outputName(), base);
  }

  /** The first weights of a network, see {@link #asIfTrained}. */
  static List<Variable> variables(Graph network, boolean inference) {
    List<Variable> variables = Variable.of(network, SEED);
    if (inference) {
      asIfTrained(variables);
    }
    return variables;
  }

  /** Gives batch normalization averages as a training does, so that who leaves them out computes something else. */
  static void asIfTrained(List<Variable> variables) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (Variable variable : variables) {
      float[] values = variable.values();
      for (int i = 0; i < values.length; i++) {
        switch (variable.weight().name()) {
          case "gamma", "moving_variance" -> values[i] = (float) random.nextDouble(0.8, 1.25);
          case "beta", "moving_mean", "bias" -> values[i] = (float) random.nextDouble(-0.1, 0.1);
          default -> {}
        }
      }
    }
  }
}
