package dev.weft.engine;

import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Add;
import dev.weft.model.Graph;
import dev.weft.model.Layer;
import dev.weft.model.Node;
import dev.weft.model.ReLU;
import dev.weft.model.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is done in place to the output of a linear layer, in inference, while it is in the cache: its activation, then
 * the layers behind it, each of which alone takes what is before it. They are functions of single numbers, and
 * additions of a value that is there already.
 *
 * @param activation of the linear layer itself
 * @param nodes the layers behind it
 */
record Tail(Activation activation, List<Node> nodes) {
  /**
   * The tail of a node; null where it is no linear layer, or ends with a function of more than single numbers.
   *
   * @param isThere whether a value is computed before the node
   */
  static Tail at(Node node, Graph graph, Predicate<String> isThere) {
    Activation activation = LinearLayer.activation(node.layer());
    if (activation == null
        || activation != Activation.LINEAR && Elementwise.inPlace(ActivationLayer.of(activation)) == null) {
      return null;
    }
    List<Node> nodes = new ArrayList<>();
    Node end = node;
    Node next = Fusion.onlyReader(end, graph);
    while (next != null && takes(next, end, graph, isThere)) {
      nodes.add(next);
      end = next;
      next = Fusion.onlyReader(end, graph);
    }
    return new Tail(activation, nodes);
  }

  private static boolean takes(Node next, Node end, Graph graph, Predicate<String> isThere) {
    if (!(next.layer() instanceof Add)) {
      return Elementwise.inPlace(next.layer()) != null;
    }
    Shape shape = graph.shape(end.name());
    List<String> others = others(next, end.name());
    return next.inputs().size() == 2
        && others.size() == 1
        && graph.shape(others.getFirst()).equals(shape)
        && isThere.test(others.getFirst());
  }

  private static List<String> others(Node sum, String value) {
    return sum.inputs().stream().filter(input -> !input.equals(value)).toList();
  }

  /** The name of its last node; of the linear layer where there is none behind. */
  String end(Node linear) {
    return nodes.isEmpty() ? linear.name() : nodes.getLast().name();
  }

  /** The values that are added, one after the other. */
  List<String> added(Node linear) {
    List<String> added = new ArrayList<>();
    String value = linear.name();
    for (Node node : nodes) {
      if (node.layer() instanceof Add) {
        added.addAll(others(node, value));
      }
      value = node.name();
    }
    return added;
  }

  /**
   * All of it as one function that works in place; null where there is nothing to do.
   *
   * @param added the values of {@link #added}
   */
  Elementwise function(List<Tensor> added) {
    List<Elementwise.Forward> steps = new ArrayList<>();
    if (activation != Activation.LINEAR) {
      steps.add(step(ActivationLayer.of(activation)));
    }
    int sums = 0;
    for (Node node : nodes) {
      steps.add(node.layer() instanceof Add ? new InTiles.Sum(added.get(sums++)) : step(node.layer()));
    }
    return steps.isEmpty() ? null : Elementwise.ofInference(steps.stream().reduce(Tail::inTurn).get());
  }

  private static Elementwise.Forward step(Layer layer) {
    return switch (layer) {
      case ActivationLayer(Activation function) when function == Activation.RELU ->
          new InTiles.Clamp(Float.POSITIVE_INFINITY);
      case ActivationLayer(Activation function) when function == Activation.RELU6 -> new InTiles.Clamp(6);
      case ReLU(double most, double slope, double threshold) when slope == 0 && threshold == 0 ->
          new InTiles.Clamp((float) most);
      default -> Elementwise.of(layer).forward();
    };
  }

  private static Elementwise.Forward inTurn(Elementwise.Forward first, Elementwise.Forward second) {
    if (first instanceof InTiles a && second instanceof InTiles b) {
      return new InTiles.Both(a, b);
    }
    return (x, y, from, to) -> {
      first.apply(x, y, from, to);
      second.apply(y, y, from, to);
    };
  }
}
