package dev.weft.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A network: named calls of layers, each of which takes the input or outputs of calls before it. It has one input and
 * one output, as Weft classifies one image into one set of classes. A value: it has no weights' numbers, only their
 * shapes. {@link Sequential#of} makes one that is a chain, {@link Value#input} begins any other. See <a
 * href="https://keras.io/api/models/model/">Keras</a>.
 */
public final class Graph {
  private static final int MOST_OF_A_WEIGHT = Integer.MAX_VALUE / Float.BYTES;

  private final String name;
  private final String inputName;
  private final Shape input;
  private final List<Node> nodes;
  private final String outputName;
  private final List<String> frozen;

  /** The shape of each value by its name, the input among them. */
  private final Map<String, Shape> shapes;

  private final Map<String, Node> byName = new LinkedHashMap<>();

  /** The first call of each layer, by the layer's name. */
  private final Map<String, Node> layers = new LinkedHashMap<>();

  /**
   * @param name the network's name
   * @param inputName the name by which nodes take the input
   * @param input the shape of one sample
   * @param nodes each after those whose outputs it takes, without {@link Input}
   * @param outputName the node whose output is the network's
   * @param frozen the names of layers that training does not change, in any order; their batch normalization works as
   *     in inference, and their weights have no penalty
   * @throws LayerException if a node takes what is not there before it, if a layer cannot take its inputs, or if a
   *     weight is too large
   * @throws IllegalArgumentException if there is no node, if two have the same name, if two calls of one layer differ,
   *     or if a node does not lead to the output
   */
  public Graph(String name, String inputName, Shape input, List<Node> nodes, String outputName, List<String> frozen) {
    this.name = name;
    this.inputName = inputName;
    this.input = input;
    this.nodes = List.copyOf(nodes);
    this.outputName = outputName;
    requireNames();
    shapes = computeShapes();
    this.frozen = layers.keySet().stream().filter(new HashSet<>(frozen)::contains).toList();
    requireSizes();
    requireAllLeadToTheOutput();
  }

  private void requireNames() {
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one layer after its input; received none.");
    }
    for (Node node : nodes) {
      if (node.name().equals(inputName) || byName.put(node.name(), node) != null) {
        throw new IllegalArgumentException(
            "each layer needs a name of its own; received " + nodes.stream().map(Node::name).toList() + ".");
      }
      Node first = layers.putIfAbsent(node.layerName(), node);
      if (first != null && !first.layer().equals(node.layer())) {
        throw new IllegalArgumentException(
            "all calls of the layer %s must be of one layer; received %s and %s."
                .formatted(node.layerName(), first.layer(), node.layer()));
      }
    }
    if (!byName.containsKey(outputName)) {
      throw new IllegalArgumentException(
          "the output must be one of the layers " + byName.keySet() + "; received " + outputName + ".");
    }
  }

  private Map<String, Shape> computeShapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put(inputName, input);
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      List<Shape> inputs = new ArrayList<>();
      for (String from : node.inputs()) {
        if (!shapes.containsKey(from)) {
          throw new LayerException(
              i,
              node.name(),
              "%s takes the output of a layer before it; received '%s', and there are %s."
                  .formatted(node.name(), from, shapes.keySet()));
        }
        inputs.add(shapes.get(from));
      }
      try {
        shapes.put(node.name(), node.layer().outputShape(inputs));
      } catch (IllegalArgumentException e) {
        throw new LayerException(i, node.name(), e.getMessage());
      } catch (ArithmeticException e) {
        throw new LayerException(
            i,
            node.name(),
            "%s: a shape may have at most 2^31 - 1 elements; received sizes that give more; use smaller ones."
                .formatted(node.layer().kind()));
      }
    }
    return Collections.unmodifiableMap(shapes);
  }

  /** Weights are stored in arrays of bytes, and counted in whole numbers of 32 bits. */
  private void requireSizes() {
    long total = 0;
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      List<Weight> weights;
      try {
        weights = node.layer().weights(inputShape(node));
      } catch (IllegalArgumentException e) {
        throw new LayerException(i, node.name(), node.layer().kind() + ": " + e.getMessage());
      }
      Node first = layers.get(node.layerName());
      if (!first.equals(node) && !first.layer().weights(inputShape(first)).equals(weights)) {
        throw new LayerException(
            i,
            node.name(),
            "the layer %s shares its weights among its calls; received inputs of shape %s and %s."
                .formatted(node.layerName(), inputShape(first), inputShape(node)));
      }
      for (Weight weight : first.equals(node) ? weights : List.<Weight>of()) {
        total += weight.shape().elements();
        if (weight.shape().elements() > MOST_OF_A_WEIGHT || total > Integer.MAX_VALUE) {
          throw new LayerException(
              i,
              node.name(),
              "a weight may have at most 2^29 - 1 numbers (2 GB) and a network 2^31 - 1; received %s with %s of shape %s."
                  .formatted(node.layer().kind(), weight.name(), weight.shape()));
        }
      }
    }
  }

  private void requireAllLeadToTheOutput() {
    Set<String> leading = new HashSet<>(Set.of(outputName));
    for (Node node : nodes.reversed()) {
      if (!leading.contains(node.name())) {
        throw new IllegalArgumentException(
            "each layer must lead to the output, %s; nothing takes the output of %s; leave it out."
                .formatted(outputName, node.name()));
      }
      leading.addAll(node.inputs());
    }
  }

  /** The network's name. */
  public String name() {
    return name;
  }

  /** The name by which nodes take the input. */
  public String inputName() {
    return inputName;
  }

  /** The shape of one sample. */
  public Shape input() {
    return input;
  }

  /** The calls of layers, each after those whose outputs it takes. */
  public List<Node> nodes() {
    return nodes;
  }

  /** The layer of each node, in the graph's order. */
  public List<Layer> layers() {
    return nodes.stream().map(Node::layer).toList();
  }

  /** The name of each node, in the graph's order. */
  public List<String> names() {
    return nodes.stream().map(Node::name).toList();
  }

  /** The name of the node whose output is the network's. */
  public String outputName() {
    return outputName;
  }

  /** The names of the layers that training does not change, in the graph's order. */
  public List<String> frozen() {
    return frozen;
  }

  /** The shape of the network's output. */
  public Shape output() {
    return shapes.get(outputName);
  }

  /**
   * The node of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Node node(String name) {
    Node node = byName.get(name);
    if (node == null) {
      throw new IllegalArgumentException(
          "the network has the layers " + byName.keySet() + "; received '" + name + "'.");
    }
    return node;
  }

  /** The first call of each layer, in the graph's order; each layer once. */
  public List<Node> firstCalls() {
    return List.copyOf(layers.values());
  }

  /** The names of all layers, in the graph's order. */
  public List<String> layerNames() {
    return List.copyOf(layers.keySet());
  }

  /** All calls of a layer, in the graph's order. */
  public List<Node> calls(String layerName) {
    return nodes.stream().filter(node -> node.layerName().equals(layerName)).toList();
  }

  /** Whether a node is its layer's first call, the one that makes its weights. */
  public boolean isFirstCall(Node node) {
    return layers.get(node.layerName()).equals(node);
  }

  /**
   * The nodes that take the output of a node or the input, in the graph's order; one that takes it twice stands once.
   */
  public List<Node> readers(String name) {
    return nodes.stream().filter(node -> node.inputs().contains(name)).toList();
  }

  /** The shape of a node's output, or of the input, by its name. */
  public Shape shape(String name) {
    return shapes.get(name);
  }

  /** The shape of what leaves a node. */
  public Shape shape(Node node) {
    return shapes.get(node.name());
  }

  /** The shape of what enters a node; of several inputs, the first. */
  public Shape inputShape(Node node) {
    return shapes.get(node.inputs().getFirst());
  }

  /** The shapes of all that enters a node. */
  public List<Shape> inputShapes(Node node) {
    return node.inputs().stream().map(shapes::get).toList();
  }

  /**
   * The same layers on an input of another shape.
   *
   * @throws LayerException if a layer cannot take that
   */
  public Graph on(Shape input) {
    return new Graph(name, inputName, input, nodes, outputName, frozen);
  }

  /** The weights of a node's layer, which all its calls share; those of a frozen one are not trainable. */
  public List<Weight> weights(Node node) {
    List<Weight> weights = node.layer().weights(inputShape(node));
    return isFrozen(node) ? weights.stream().map(Weight::frozen).toList() : weights;
  }

  /** Whether training leaves a node's layer as it is. */
  public boolean isFrozen(Node node) {
    return frozen.contains(node.layerName());
  }

  /** Whether each layer is called once, with the output of the one before it. */
  public boolean isChain() {
    String last = inputName;
    for (Node node : nodes) {
      if (!node.inputs().equals(List.of(last)) || node.isLaterCall()) {
        return false;
      }
      last = node.name();
    }
    return outputName.equals(last);
  }

  /** The number of all weights, trainable or not; those of a shared layer count once. */
  public int parameters() {
    return parameters(true) + parameters(false);
  }

  /** The number of weights that are (or are not) trainable. */
  public int parameters(boolean trainable) {
    int total = 0;
    for (Node node : firstCalls()) {
      for (Weight weight : weights(node)) {
        total += weight.trainable() == trainable ? weight.shape().elements() : 0;
      }
    }
    return total;
  }

  /** The same network under another name. */
  public Graph named(String name) {
    return new Graph(name, inputName, input, nodes, outputName, frozen);
  }

  /**
   * This network with layers that training does not change: Keras's {@code trainable = False}.
   *
   * @throws IllegalArgumentException if there is no layer of such a name
   */
  public Graph freeze(String... layerNames) {
    List<String> all = new ArrayList<>(frozen);
    all.addAll(known(layerNames));
    return new Graph(name, inputName, input, nodes, outputName, all);
  }

  /**
   * This network with layers that training changes again: Keras's {@code trainable = True}.
   *
   * @throws IllegalArgumentException if there is no layer of such a name
   */
  public Graph unfreeze(String... layerNames) {
    List<String> rest = new ArrayList<>(frozen);
    rest.removeAll(known(layerNames));
    return new Graph(name, inputName, input, nodes, outputName, rest);
  }

  private List<String> known(String... layerNames) {
    for (String layer : layerNames) {
      if (!layers.containsKey(layer)) {
        throw new IllegalArgumentException(
            "the network has the layers " + layers.keySet() + "; received '" + layer + "'.");
      }
    }
    return List.of(layerNames);
  }

  /** The network as a table, as Keras prints it. */
  public String summary() {
    return Summary.of(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Graph graph
        && name.equals(graph.name)
        && inputName.equals(graph.inputName)
        && input.equals(graph.input)
        && nodes.equals(graph.nodes)
        && outputName.equals(graph.outputName)
        && frozen.equals(graph.frozen);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, input, nodes, outputName);
  }

  @Override
  public String toString() {
    return "Graph[" + name + ", " + input + ", " + nodes + ", " + outputName + ", frozen " + frozen + "]";
  }
}
