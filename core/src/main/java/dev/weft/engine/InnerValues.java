package dev.weft.engine;

import dev.weft.model.ActivationLayer;
import dev.weft.model.Concatenate;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Layer;
import dev.weft.model.Node;
import dev.weft.model.Reshape;
import dev.weft.model.SeparableConv2D;
import dev.weft.model.Shape;
import dev.weft.model.Softmax;
import dev.weft.model.ZeroPadding2D;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A network that gives more than its outputs, in one row: its outputs, as many scores, which enter its last softmax or
 * sigmoid, and what some of its layers take. Its outputs keep every bit.
 *
 * @param graph gives the row
 * @param outputs how many outputs there are, and scores
 * @param nodes whose values stand behind the scores, one after the other: the mean over places where they have some
 * @param sizes how many numbers each of them has in the row
 */
public record InnerValues(Graph graph, int outputs, List<String> nodes, List<Integer> sizes) {
  private static final int MOST_NODES = 4;

  /** Of a layer that takes more numbers a model file would have too many. */
  private static final int MOST_NUMBERS = 4096;

  public InnerValues {
    nodes = List.copyOf(nodes);
    sizes = List.copyOf(sizes);
  }

  /**
   * What dense layers and convolutions of a network take, of at most four of them, the first and the last among them.
   * The image itself is among these where a dense layer takes it; a layer that takes more than 4,096 numbers is not.
   *
   * @throws IllegalArgumentException if the network's output is no row
   */
  public static InnerValues of(Graph network) {
    List<String> all = taken(network);
    int count = Math.min(MOST_NODES, all.size());
    List<String> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(all.get(count == 1 ? 0 : i * (all.size() - 1) / (count - 1)));
    }
    return of(network, some);
  }

  /** Without those within several layers that one op computes. */
  private static List<String> taken(Graph network) {
    Set<String> learned = new HashSet<>();
    List<String> taken = new ArrayList<>();
    for (Node node : network.nodes()) {
      String value = maker(network, node.inputs().getFirst());
      boolean dense = node.layer() instanceof Dense;
      boolean mixes = dense || node.layer() instanceof Conv2D || node.layer() instanceof SeparableConv2D;
      boolean isImage = !learned.contains(value);
      boolean fits = isImage ? dense : !isOfDepthwise(network, value);
      fits &= numbers(network, value) <= MOST_NUMBERS;
      if (mixes && fits && !taken.contains(value)) {
        taken.add(value);
      }
      if (!network.weights(node).isEmpty() || node.inputs().stream().anyMatch(learned::contains)) {
        learned.add(node.name());
      }
    }
    return taken;
  }

  /** How many a value has in the row. */
  private static int numbers(Graph network, String value) {
    Shape shape = network.shape(value);
    return shape.rank() == 1 || isImage(network, value) ? shape.elements() : shape.last();
  }

  /** The node that made a value's numbers: not one that puts them in another order, or zeros around them. */
  private static String maker(Graph network, String value) {
    String maker = value;
    while (!maker.equals(network.inputName()) && passesOn(network.node(maker).layer())) {
      maker = network.node(maker).inputs().getFirst();
    }
    return maker;
  }

  private static boolean passesOn(Layer layer) {
    return layer.isIdleInInference()
        || layer instanceof Flatten
        || layer instanceof Reshape
        || layer instanceof ZeroPadding2D;
  }

  private static boolean isOfDepthwise(Graph network, String value) {
    String maker = value;
    while (!maker.equals(network.inputName()) && LinearLayer.activation(network.node(maker).layer()) == null) {
      maker = network.node(maker).inputs().getFirst();
    }
    return !maker.equals(network.inputName()) && network.node(maker).layer() instanceof DepthwiseConv2D;
  }

  /**
   * The values of these nodes; the image, and what is made of it without weights, is taken whole.
   *
   * @throws IllegalArgumentException if there is no such node, or if the network's output is no row
   */
  public static InnerValues of(Graph network, List<String> nodes) {
    if (network.output().rank() != 1) {
      throw new IllegalArgumentException(
          "a network must give a row; received one that gives " + network.output() + ".");
    }
    String last = LastFunctionRemoval.last(network);
    Rewrite rewrite = new Rewrite(network);
    network
        .nodes()
        .forEach(node -> {
          rewrite.keep(node);
          if (node.name().equals(last)) {
            split(node, network, rewrite);
          }
        });
    Graph split = rewrite.graph();
    List<Node> more = new ArrayList<>(split.nodes());
    List<String> row = new ArrayList<>(List.of(split.outputName()));
    row.add(inRow(more, split, scores(split, last), true));
    List<Integer> sizes = new ArrayList<>();
    for (String node : nodes) {
      Shape shape = split.shape(node.equals(network.inputName()) ? node : split.node(node).name());
      boolean whole = shape.rank() == 1 || isImage(network, node);
      row.add(inRow(more, split, node, whole));
      sizes.add(whole ? shape.elements() : shape.last());
    }
    String output = unused(split, "row");
    more.add(new Node(output, output, Concatenate.of(), row));
    Graph graph = new Graph(split.name(), split.inputName(), split.input(), more, output, split.frozen());
    return new InnerValues(graph, network.output().elements(), nodes, sizes);
  }

  /** Makes the function of the last layer one of its own, unless another call of the layer has it, too. */
  private static void split(Node node, Graph network, Rewrite rewrite) {
    Layer without = LastFunctionRemoval.withoutFunction(node.layer());
    boolean hasFunction = LinearLayer.activation(node.layer()) != null && !without.equals(node.layer());
    if (hasFunction && network.calls(node.layerName()).size() == 1) {
      rewrite.change(node, without);
      rewrite.append(node, "function", ActivationLayer.of(LinearLayer.activation(node.layer())));
    }
  }

  /** What the last function takes; the output where there is none. */
  private static String scores(Graph split, String last) {
    if (last.equals(split.inputName())) {
      return split.outputName();
    }
    Node function = split.node(LastFunctionRemoval.last(split));
    boolean isFunction =
        function.layer() instanceof Softmax
            || function.layer() instanceof ActivationLayer
                && !LastFunctionRemoval.withoutFunction(function.layer()).equals(function.layer());
    return isFunction ? function.inputs().getFirst() : split.outputName();
  }

  private static boolean isImage(Graph network, String node) {
    if (node.equals(network.inputName())) {
      return true;
    }
    Node maker = network.node(node);
    return network.weights(maker).isEmpty() && maker.inputs().stream().allMatch(input -> isImage(network, input));
  }

  /** Puts a value into a row of its own: all of it, or the mean over its places. */
  private static String inRow(List<Node> nodes, Graph graph, String value, boolean whole) {
    String name = unused(graph, "row" + nodes.size());
    if (whole) {
      nodes.add(Node.of(name, Flatten.of(), value));
      return name;
    }
    Shape shape = graph.shape(value);
    String places = unused(graph, "places" + nodes.size());
    nodes.add(Node.of(places, Reshape.of(shape.elements() / shape.last(), 1, shape.last()), value));
    nodes.add(Node.of(name, GlobalAveragePooling2D.of(), places));
    return name;
  }

  private static String unused(Graph graph, String name) {
    String unused = name;
    while (graph.shape(unused) != null || graph.layerNames().contains(unused)) {
      unused += "_";
    }
    return unused;
  }

  /** How many numbers a row has. */
  public int width() {
    return graph.output().elements();
  }
}
