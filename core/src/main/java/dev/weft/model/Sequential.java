package dev.weft.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Networks in which each layer's output is the next one's input. See <a
 * href="https://keras.io/api/models/sequential/">Keras</a>.
 */
public final class Sequential {
  private Sequential() {}

  /**
   * A network whose first layer is its {@link Input}.
   *
   * @throws IllegalArgumentException if the first layer is another, if there is no further one, or as {@link Graph}
   *     does
   */
  public static Graph of(Layer... layers) {
    return of(Arrays.asList(layers));
  }

  /** As {@link #of(Layer...)}, of layers that a program collected. */
  public static Graph of(List<Layer> layers) {
    if (layers.isEmpty() || !(layers.getFirst() instanceof Input first)) {
      throw new IllegalArgumentException(
          "a network begins with Input.of(...); received "
              + (layers.isEmpty() ? "no layer" : layers.getFirst().kind() + " first")
              + ".");
    }
    return of(first.shape(), layers.subList(1, layers.size()));
  }

  /** A network named {@code sequential} with layers named as Keras names them: {@code dense}, {@code dense_1}, ... */
  public static Graph of(Shape input, List<Layer> layers) {
    return of("sequential", input, layers, LayerNames.of(layers));
  }

  /**
   * A network with names of one's own.
   *
   * @param names one unique name for each layer
   */
  public static Graph of(String name, Shape input, List<Layer> layers, List<String> names) {
    if (names.size() != layers.size()) {
      throw new IllegalArgumentException("each layer needs a name of its own; received " + names + ".");
    }
    List<Node> nodes = new ArrayList<>();
    String last = Value.INPUT;
    for (int i = 0; i < layers.size(); i++) {
      nodes.add(Node.of(names.get(i), layers.get(i), last));
      last = names.get(i);
    }
    return new Graph(name, Value.INPUT, input, nodes, last, List.of());
  }
}
