package dev.weft.model;

import java.util.List;

/**
 * One call of a layer in a {@link Graph}.
 *
 * @param name unique in its graph; other nodes name it among their inputs
 * @param layerName the layer's name; nodes of one layer name are calls of one layer, which share its weights
 * @param layer what it computes
 * @param inputs names of nodes, or the graph's input, in the order in which the layer takes them
 */
public record Node(String name, String layerName, Layer layer, List<String> inputs) {
  public Node {
    inputs = List.copyOf(inputs);
  }

  /** The first, mostly the only call of a layer: the node has the layer's name. */
  public static Node of(String name, Layer layer, String... inputs) {
    return new Node(name, name, layer, List.of(inputs));
  }

  /** The same call with other inputs. */
  public Node inputs(List<String> inputs) {
    return new Node(name, layerName, layer, inputs);
  }

  /** The same call of another layer. */
  public Node layer(Layer layer) {
    return new Node(name, layerName, layer, inputs);
  }

  /** Whether an earlier node may have called the layer: then this one shares its weights. */
  public boolean isLaterCall() {
    return !name.equals(layerName);
  }
}
