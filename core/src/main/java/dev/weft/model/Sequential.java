package dev.weft.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A network in which each layer's output is the next one's input. A value: it has no weights' numbers, only their
 * shapes. See <a href="https://keras.io/api/models/sequential/">Keras</a>.
 *
 * @param name the network's name
 * @param input the shape of one sample
 * @param layers from the input to the output, without {@link Input}
 * @param names one unique name for each layer, such as {@code dense_1}
 * @param frozen the names of layers that training does not change, in any order; their batch normalization works as in
 *     inference, and their weights have no penalty
 */
public record Sequential(String name, Shape input, List<Layer> layers, List<String> names, List<String> frozen) {
  private static final int MOST_OF_A_WEIGHT = Integer.MAX_VALUE / Float.BYTES;

  /**
   * @throws IllegalArgumentException when there is no layer, when a weight is too large, when two have the same name,
   *     or when one cannot take the output of the one before it
   */
  public Sequential {
    layers = List.copyOf(layers);
    names = List.copyOf(names);
    frozen = names.stream().filter(frozen::contains).toList();
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one layer after its input; received none.");
    }
    if (names.size() != layers.size() || new HashSet<>(names).size() != names.size()) {
      throw new IllegalArgumentException("each layer needs a name of its own; received " + names + ".");
    }
    checkSizes(layers, shapes(input, layers), input);
  }

  /** Weights are stored in arrays of bytes, and counted in whole numbers of 32 bits. */
  private static void checkSizes(List<Layer> layers, List<Shape> shapes, Shape input) {
    long total = 0;
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      List<Weight> weights;
      try {
        weights = layer.weights(i == 0 ? input : shapes.get(i - 1));
      } catch (IllegalArgumentException e) {
        throw new LayerException(i, layer.kind() + ": " + e.getMessage());
      }
      for (Weight weight : weights) {
        total += weight.shape().elements();
        if (weight.shape().elements() > MOST_OF_A_WEIGHT || total > Integer.MAX_VALUE) {
          throw new LayerException(
              i,
              "a weight may have at most 2^29 - 1 numbers (2 GB) and a network 2^31 - 1; received %s with %s of shape %s."
                  .formatted(layer.kind(), weight.name(), weight.shape()));
        }
      }
    }
  }

  /** A network of which training changes every layer. */
  public Sequential(String name, Shape input, List<Layer> layers, List<String> names) {
    this(name, input, layers, names, List.of());
  }

  /** A network whose first layer is its {@link Input}. */
  public static Sequential of(Layer... layers) {
    if (layers.length == 0 || !(layers[0] instanceof Input first)) {
      throw new IllegalArgumentException(
          "a network begins with Input.of(...); received "
              + (layers.length == 0 ? "no layer" : layers[0].kind() + " first")
              + ".");
    }
    return of(first.shape(), Arrays.asList(layers).subList(1, layers.length));
  }

  /** A network named {@code sequential} with layers named as Keras names them: {@code dense}, {@code dense_1}, ... */
  public static Sequential of(Shape input, List<Layer> layers) {
    return new Sequential("sequential", input, layers, defaultNames(layers));
  }

  public Sequential named(String name) {
    return new Sequential(name, input, layers, names, frozen);
  }

  /**
   * This network with layers that training does not change: Keras's {@code trainable = False}.
   *
   * @throws IllegalArgumentException if there is no layer of such a name
   */
  public Sequential freeze(String... layers) {
    List<String> frozen = new ArrayList<>(this.frozen);
    for (String layer : layers) {
      if (!names.contains(layer)) {
        throw new IllegalArgumentException("the network has the layers " + names + "; received '" + layer + "'.");
      }
      frozen.add(layer);
    }
    return new Sequential(name, input, this.layers, names, frozen);
  }

  /** Whether training leaves layer {@code i} as it is. */
  public boolean isFrozen(int i) {
    return frozen.contains(names.get(i));
  }

  /** The shape that leaves each layer. */
  public List<Shape> shapes() {
    return shapes(input, layers);
  }

  /** The shape that enters layer {@code i}, counted from 0. */
  public Shape inputOf(int i) {
    return i == 0 ? input : shapes().get(i - 1);
  }

  public Shape output() {
    return shapes().getLast();
  }

  /** The weights of layer {@code i}; those of a frozen one are not trainable. */
  public List<Weight> weights(int i) {
    List<Weight> weights = layers.get(i).weights(inputOf(i));
    return isFrozen(i) ? weights.stream().map(Weight::frozen).toList() : weights;
  }

  /** The number of all weights, trainable or not. */
  public int parameters() {
    return parameters(true) + parameters(false);
  }

  /** The number of weights that are (or are not) trainable. */
  public int parameters(boolean trainable) {
    int total = 0;
    for (int i = 0; i < layers.size(); i++) {
      for (Weight weight : weights(i)) {
        total += weight.trainable() == trainable ? weight.shape().elements() : 0;
      }
    }
    return total;
  }

  /** The network as a table, as Keras prints it. */
  public String summary() {
    return Summary.of(this);
  }

  /** Keras's names for layers that were given none: the class in snake case, numbered from the second on. */
  public static List<String> defaultNames(List<Layer> layers) {
    Map<String, Integer> seen = new HashMap<>();
    return layers.stream()
        .map(layer -> snakeCase(layer.kind()))
        .map(name -> {
          int count = seen.merge(name, 1, Integer::sum);
          return count == 1 ? name : name + "_" + (count - 1);
        })
        .toList();
  }

  /** Keras's rule: {@code Conv2D} is conv2d, {@code MaxPooling2D} max_pooling2d, {@code PReLU} p_re_lu. */
  public static String snakeCase(String name) {
    return name.replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  private static List<Shape> shapes(Shape input, List<Layer> layers) {
    List<Shape> shapes = new ArrayList<>();
    Shape shape = input;
    for (int i = 0; i < layers.size(); i++) {
      try {
        shape = layers.get(i).outputShape(shape);
      } catch (IllegalArgumentException e) {
        throw new LayerException(i, e.getMessage());
      }
      shapes.add(shape);
    }
    return shapes;
  }

  /** A layer that cannot stand where it stands: {@code index} counts layers from 0, without the input. */
  public static final class LayerException extends IllegalArgumentException {
    private final int index;

    LayerException(int index, String message) {
      super("layer " + (index + 1) + ": " + message);
      this.index = index;
    }

    public int index() {
      return index;
    }
  }
}
