package dev.weft.engine;

import dev.weft.WeftException;
import dev.weft.model.Activation;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Graph;
import dev.weft.model.Node;
import dev.weft.model.Shape;
import dev.weft.model.Sides;
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
  /** What a program is for. */
  enum Mode {
    /** Weights learn; nodes that follow each other may become one op. */
    TRAINING,

    /** Outputs alone; nodes that follow each other may become one op. */
    INFERENCE,

    /** Gradients of outputs by all values, but not by kernels, as in inference; each node has ops of its own. */
    GRADIENTS;

    static Mode of(boolean training) {
      return training ? TRAINING : INFERENCE;
    }
  }

  /**
   * One op of a program.
   *
   * @param node the place of its node in the graph, the first where it joins several
   * @param layers the names of all layers that it computes
   * @param learns whether it has a backward pass
   */
  record Step(Op op, int node, Set<String> layers, boolean learns) {}

  private final Graph graph;
  private final Buffers buffers;
  private final Lifetimes lifetimes;
  private final long seed;
  private final WorkerPool workers;
  private final Learning learning;
  private final Mode mode;

  /**
   * Nodes whose arrays hold the network's output. It is read after a step, too, so no op before them uses those arrays.
   */
  private final Set<String> outputs;

  private boolean readLater;
  private final Parameters parameters;
  private final List<Step> steps = new ArrayList<>();

  /** Of each value what its readers, in the graph's order, have not taken yet. */
  private final Map<String, Deque<Tensor>> values = new HashMap<>();

  /** The value of each node. */
  private final Map<String, Tensor> all = new HashMap<>();

  /** The tensors of the node at work. */
  private final List<Tensor> made = new ArrayList<>();

  /** The names of the nodes that are computed with one before them, by its name. */
  private final Map<String, List<String>> others = new HashMap<>();

  /** Of the nodes that put zeros around an image which its reader does without. */
  private final Map<String, Sides> paddings;

  /** What the ops of all nodes up to each one take. */
  private final List<Long> bytes = new ArrayList<>();

  private final Tensor input;
  private Lowering last;

  private final Neighbours neighbours;

  /** The node that ops are made of at the moment. */
  private int current;

  Compiler(FusedNetwork network, Buffers buffers, Mode mode, long seed, WorkerPool workers) {
    this(network, null, buffers, mode, seed, workers);
  }

  /**
   * @param weights of the same network; null for new ones of its variables
   */
  Compiler(FusedNetwork network, Parameters weights, Buffers buffers, Mode mode, long seed, WorkerPool workers) {
    this.graph = network.graph();
    this.buffers = buffers;
    lifetimes = new Lifetimes(buffers);
    neighbours = new Neighbours(lifetimes, buffers);
    this.seed = seed;
    this.mode = mode;
    this.workers = workers;
    learning = mode == Mode.GRADIENTS ? Learning.ofAll(graph) : Learning.of(graph, mode == Mode.TRAINING);
    outputs = outputs(graph);
    parameters = weights == null ? new Parameters(network, learning, mode != Mode.GRADIENTS, buffers) : weights;
    input = buffers.tensor(graph.input(), learning.learns(graph.inputName()));
    lifetimes.keep(input);
    Map<String, Integer> reads = reads();
    define(graph.inputName(), input, reads);
    Set<Node> joined = new HashSet<>();
    paddings = mode == Mode.INFERENCE ? PaddingFusion.paddings(graph) : Map.of();
    for (Node node : graph.nodes()) {
      if (!joined.contains(node)) {
        boolean padded = paddings.containsKey(node.inputs().getFirst());
        Fusion fusion = padded || mode == Mode.GRADIENTS ? null : Fusion.at(node, graph, learning);
        if (fusion == null && mode == Mode.INFERENCE) {
          fusion = DepthwiseFusion.at(node, graph, paddings::containsKey, values::containsKey);
        }
        Node end = fusion == null ? node : fusion.last();
        if (fusion != null) {
          joined.addAll(fusion.others());
          others.put(node.name(), fusion.others().stream().map(Node::name).toList());
        }
        boolean hasTail = mode == Mode.INFERENCE && fusion == null;
        Tail tail = hasTail ? Tail.at(node, graph, values::containsKey) : null;
        if (tail != null) {
          joined.addAll(tail.nodes());
          others.put(node.name(), tail.nodes().stream().map(Node::name).toList());
        }
        lowerWithinLimits(node, fusion, tail, tail == null ? end.name() : tail.end(node), reads);
      }
      current++;
      bytes.add(buffers.bytesBetween() + buffers.bytesWithin());
    }
  }

  /** The output, and the nodes before it whose output is the same array. */
  static Set<String> outputs(Graph graph) {
    Set<String> outputs = new HashSet<>();
    String value = graph.outputName();
    while (outputs.add(value) && !value.equals(graph.inputName()) && Lowering.isView(graph.node(value).layer())) {
      value = graph.node(value).inputs().getFirst();
    }
    return outputs;
  }

  private Map<String, Integer> reads() {
    Map<String, Integer> reads = new HashMap<>();
    Stream<String> inputs = graph.nodes().stream().flatMap(node -> node.inputs().stream());
    inputs.forEach(value -> reads.merge(value, 1, Integer::sum));
    return reads;
  }

  /** A value for each of its readers; where it learns, each has a gradient of its own. */
  private void define(String name, Tensor value, Map<String, Integer> reads) {
    all.put(name, value);
    int readers = reads.getOrDefault(name, 1);
    List<Tensor> views = new ArrayList<>(Collections.nCopies(readers, value));
    if (readers > 1 && value.gradient() != null) {
      views.subList(1, readers).replaceAll(buffers::withOwnGradient);
      FanOutOp fan = new FanOutOp(value, views, workers);
      add(fan, true);
      neighbours.share(value, fan);
    }
    views.forEach(view -> lifetimes.expect(view, 1));
    values.put(name, new ArrayDeque<>(views));
  }

  /** What a layer works in may be longer than its input and its output. */
  private void lowerWithinLimits(Node node, Fusion fusion, Tail tail, String end, Map<String, Integer> reads) {
    try {
      lower(node, fusion, tail, end, reads);
    } catch (ArithmeticException e) {
      throw new WeftException(
          ("a layer may work on at most 2^31 - 1 numbers of a batch; received batches of %s samples for %s; use"
                  + " a smaller batch_size.")
              .formatted(buffers.batch(), node.name()),
          e);
    }
  }

  private void lower(Node node, Fusion fusion, Tail tail, String end, Map<String, Integer> reads) {
    Op sum = parameters.gradientsOf(node);
    if (sum != null) {
      add(sum, true);
    }
    List<Tensor> inputs = take(node.inputs());
    List<Tensor> added = take(tail != null ? tail.added(node) : fusion != null ? fusion.added() : List.of());
    last = new Lowering(this, node, inputs, tail, added);
    made.clear();
    readLater = outputs.contains(end);
    define(end, fusion == null ? last.lower(graph.shape(node)) : lower(fusion), reads);
    made.forEach(lifetimes::read);
    neighbours.hold(inputs, added);
    if (!leavesWork(node)) {
      neighbours.part();
    }
  }

  /** Whether an op of the next node may do work of this one or the other way round. */
  private boolean leavesWork(Node node) {
    return node.layer() instanceof BatchNormalization
        || graph.readers(node.name()).stream().anyMatch(reader -> reader.layer() instanceof BatchNormalization);
  }

  private Tensor lower(Fusion fusion) {
    return switch (fusion) {
      case PooledConvolutionFusion pooled -> last.lower(pooled, graph);
      case NormalizationFusion norm -> last.lower(norm, graph);
      case DepthwiseFusion rows -> last.lower(rows, graph);
    };
  }

  private List<Tensor> take(List<String> names) {
    return names.stream().map(value -> values.get(value).remove()).toList();
  }

  private void add(Op op, boolean learns) {
    Node node = graph.nodes().get(current);
    Set<String> layers = new HashSet<>(Set.of(node.layerName()));
    others.getOrDefault(node.name(), List.of()).forEach(name -> layers.add(graph.node(name).layerName()));
    steps.add(new Step(op, current, layers, learns));
  }

  /** Adds an op of a node, which makes a tensor of others. */
  void add(Node node, Op op, List<Tensor> in, Tensor out) {
    boolean learns = learning.learns(node.name());
    add(op, learns);
    if (mode != Mode.GRADIENTS) {
      neighbours.link(op, in.getFirst(), out);
    }
    if (learns && op.keepsInput()) {
      in.forEach(lifetimes::keep);
    }
    if (learns && op.keepsOutput()) {
      lifetimes.keep(out);
    }
  }

  /** What an op of a node makes. */
  Tensor tensor(Shape shape, Node node) {
    boolean learns = learning.learns(node.name());
    Tensor tensor = readLater ? buffers.freshTensor(shape, learns) : buffers.tensor(shape, learns);
    lifetimes.expect(tensor, 1);
    made.add(tensor);
    return tensor;
  }

  /** A weight of a node's layer by its name; null where the layer has none of it. */
  Parameter weight(Node node, String name) {
    return parameters.of(node, name);
  }

  /**
   * What the op of a convolution works on.
   *
   * @param kernel its name within the node's layer
   */
  Convolution.Operands operands(Node node, String kernel, boolean useBias, Tensor x, Tensor y, Elementwise function) {
    Parameter bias = useBias ? weight(node, "bias") : null;
    return new Convolution.Operands(x, y, buffers, weight(node, kernel), bias, function, workers);
  }

  /** The zeros that a value has yet to get around it; null where none are missing. */
  Sides padding(String value) {
    return paddings.get(value);
  }

  /** Whether a node works as in inference all the time. */
  boolean isFrozen(Node node) {
    return mode != Mode.TRAINING || graph.isFrozen(node);
  }

  /**
   * Whether windows with the same numbers must give the same output, which Winograd's transforms do not: then the first
   * of several equal maxima has the gradient, and no rounding decides it.
   */
  boolean givesEqualWindowsEqualOutputs() {
    return mode == Mode.GRADIENTS;
  }

  Buffers buffers() {
    return buffers;
  }

  long seed() {
    return seed;
  }

  WorkerPool workers() {
    return workers;
  }

  /** The names of the nodes that are computed with one before them, by its name. */
  Map<String, List<String>> others() {
    return others;
  }

  /** What the ops of a node take besides what those before it do. */
  long bytes(int node) {
    return bytes.get(node) - (node == 0 ? 0 : bytes.get(node - 1));
  }

  List<Step> steps() {
    return steps;
  }

  Parameters weights() {
    return parameters;
  }

  /** One for each variable, with the place of its layer's first call in the graph. */
  List<Parameter> parameters() {
    return parameters.all();
  }

  Tensor input() {
    return input;
  }

  /** What each node that has ops of its own makes, as its first reader sees it, by its name. */
  Map<String, Tensor> allValues() {
    return all;
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
