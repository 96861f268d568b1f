package dev.weft.engine;

import dev.weft.model.Activation;
import dev.weft.model.Graph;
import dev.weft.model.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Turns the nodes of a network into ops over buffers, in the graph's order. */
final class Compiler {
  /**
   * One op of a program.
   *
   * @param node the place of its node in the graph, the first where it joins several
   * @param learns whether it has a backward pass
   */
  record Step(Op op, int node, boolean learns) {}

  private final Graph graph;
  private final int batch;
  private final boolean training;
  private final long seed;
  private final WorkerPool workers;
  private final Learning learning;
  private final Parameters parameters;
  private final List<Step> steps = new ArrayList<>();

  /** Of each value what its readers, in the graph's order, have not taken yet. */
  private final Map<String, Deque<Tensor>> values = new HashMap<>();

  private final Tensor input;
  private Lowering last;

  /** The node that ops are made of at the moment. */
  private int current;

  Compiler(FusedNetwork network, int batch, boolean training, long seed, WorkerPool workers) {
    this.graph = network.graph();
    this.batch = batch;
    this.training = training;
    this.seed = seed;
    this.workers = workers;
    learning = Learning.of(graph, training);
    parameters = new Parameters(network, learning);
    input = Tensor.of(graph.input(), batch, false);
    Map<String, Integer> reads = reads();
    define(graph.inputName(), input, reads);
    Set<Node> joined = new HashSet<>();
    for (Node node : graph.nodes()) {
      if (!joined.contains(node)) {
        PooledConvolutionFusion fusion = PooledConvolutionFusion.at(node, graph, learning);
        Node end = fusion == null ? node : fusion.last();
        joined.addAll(fusion == null ? List.of() : fusion.others());
        define(end.name(), lower(node, fusion), reads);
      }
      current++;
    }
  }

  private Map<String, Integer> reads() {
    Map<String, Integer> reads = new HashMap<>();
    Stream<String> inputs = graph.nodes().stream().flatMap(node -> node.inputs().stream());
    inputs.forEach(value -> reads.merge(value, 1, Integer::sum));
    return reads;
  }

  /** A value for each of its readers; where it learns, each has a gradient of its own. */
  private void define(String name, Tensor value, Map<String, Integer> reads) {
    int readers = Math.max(1, reads.getOrDefault(name, 1));
    List<Tensor> views = new ArrayList<>(Collections.nCopies(readers, value));
    if (readers > 1 && value.gradient() != null) {
      views.replaceAll(view -> view.withOwnGradient());
      add(new FanOutOp(value, views, workers), true);
    }
    values.put(name, new ArrayDeque<>(views));
  }

  private Tensor lower(Node node, PooledConvolutionFusion fusion) {
    Op sum = parameters.gradientsOf(node);
    if (sum != null) {
      add(sum, true);
    }
    List<Tensor> inputs = node.inputs().stream().map(value -> values.get(value).remove()).toList();
    last = new Lowering(this, node, inputs);
    return fusion == null ? last.lower(graph.shape(node)) : last.lower(fusion, graph);
  }

  private void add(Op op, boolean learns) {
    steps.add(new Step(op, current, learns));
  }

  /** Adds an op of a node. */
  void add(Node node, Op op) {
    add(op, learning.learns(node.name()));
  }

  /** A weight of a node's layer by its name; null where the layer has none of it. */
  Parameter weight(Node node, String name) {
    return parameters.of(node, name);
  }

  boolean isFrozen(Node node) {
    return graph.isFrozen(node);
  }

  /** Whether the output of a node has a gradient. */
  boolean learns(Node node) {
    return learning.learns(node.name());
  }

  int batch() {
    return batch;
  }

  long seed() {
    return seed;
  }

  WorkerPool workers() {
    return workers;
  }

  List<Step> steps() {
    return steps;
  }

  /** One for each variable, with the place of its layer's first call in the graph. */
  List<Parameter> parameters() {
    return parameters.all();
  }

  Tensor input() {
    return input;
  }

  Tensor output() {
    return values.get(graph.outputName()).peek();
  }

  /** What the network's last function is made from if that is softmax or sigmoid, else null. */
  Tensor scores() {
    return endsWithSoftmax() || last.function() == Activation.SIGMOID ? last.scores() : null;
  }

  boolean endsWithSoftmax() {
    return last.function() == Activation.SOFTMAX;
  }
}
