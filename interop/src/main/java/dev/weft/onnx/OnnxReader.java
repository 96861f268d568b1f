package dev.weft.onnx;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.keras.WeftPart;
import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Graph;
import dev.weft.model.Shape;
import dev.weft.model.Value;
import dev.weft.onnx.OnnxFields.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a {@link Graph} of an ONNX graph. Its operators are read in their order, each with what those before it gave:
 * arrays where that is known, else values of the network.
 */
final class OnnxReader {
  /** The batch's size where the file leaves it open; a number that no network has elsewhere. */
  static final long OPEN_BATCH = 1_000_003;

  private static final int SLACK = 1 << 20;

  private final FileGraph graph;
  private final List<FileNode> nodes;
  private final FileGraph.Input input;
  private final Map<String, Operand> values = new HashMap<>();
  private final Map<String, Integer> readers = new HashMap<>();
  private final Set<String> failed = new HashSet<>();
  private final NetworkBuilder network = new NetworkBuilder(Value.INPUT);
  private final OnnxProblems problems = new OnnxProblems();
  private final Folding folding;
  private Shape shape;

  private OnnxReader(FileGraph graph, long fileLength) {
    this.graph = graph;
    this.input = requireOne(graph);
    this.nodes = needed(graph);
    this.folding = new Folding(fileLength + SLACK);
  }

  /**
   * What was read.
   *
   * @param takesBytes whether the file says that its input are bytes
   */
  record Result(Graph network, NetworkBuilder builder, boolean takesBytes) {}

  /**
   * @param fileLength in bytes
   * @throws WeftException naming everything that Weft does not have, or the first thing that is not as ONNX has it
   */
  static Result read(FileGraph graph, long fileLength) {
    return new OnnxReader(graph, fileLength).read();
  }

  private static String names(List<String> names) {
    return names.isEmpty() ? "none" : Quoted.list(names);
  }

  private static FileGraph.Input requireOne(FileGraph graph) {
    if (graph.inputs().size() != 1 || graph.outputs().size() != 1) {
      throw new WeftException(
          "Weft classifies one image into one set of classes; the model has the inputs %s and the outputs %s."
              .formatted(names(graph.inputs().stream().map(FileGraph.Input::name).toList()), names(graph.outputs())));
    }
    return graph.inputs().getFirst();
  }

  /** The nodes that lead to the output, in the file's order. */
  private List<FileNode> needed(FileGraph graph) {
    Set<String> wanted = new HashSet<>(graph.outputs());
    readers.merge(graph.outputs().getFirst(), 1, Integer::sum);
    List<FileNode> kept = new ArrayList<>();
    for (FileNode node : Patterns.found(graph).reversed()) {
      if (node.outputs().stream().anyMatch(wanted::contains)) {
        wanted.addAll(node.inputs());
        wanted.remove(""); // an input that is left out
        node.inputs().forEach(taken -> readers.merge(taken, 1, Integer::sum));
        kept.addFirst(node);
      }
    }
    return kept;
  }

  private Result read() {
    for (FileNode node : nodes) {
      if (!Operators.isKnown(node) || graph.functions().contains(node.operator())) {
        problems.operator(node);
      }
    }
    enter();
    for (FileNode node : nodes) {
      read(node);
    }
    if (!problems.isEmpty()) {
      throw problems.exception();
    }
    Operand output = values.get(graph.outputs().getFirst());
    if (!(output instanceof Computed computed)) {
      throw new WeftException(
          "its output '%s' must be computed of its input; it is not."
              .formatted(Quoted.text(graph.outputs().getFirst())));
    }
    return new Result(finish(computed), network, takesBytes());
  }

  private boolean takesBytes() {
    return input.type() == DataType.UINT8;
  }

  /** The input as Weft has it: images with their channels last. */
  private void enter() {
    long[] dims = input.dims();
    if (dims == null || dims.length < 2 || Arrays.stream(dims).skip(1).anyMatch(size -> size < 0)) {
      throw new WeftException(
          "the input's shape must be known but for the batch; the file leaves sizes open, '%s' %s: export the model"
                  .formatted(Quoted.text(input.name()), dims == null ? "" : Arrays.toString(dims).replace("-1", "?"))
              + " again with the size of your images.");
    }
    long batch = dims[0] < 0 ? OPEN_BATCH : dims[0];
    List<Axis> onnx = new ArrayList<>();
    for (int i = 1; i < dims.length; i++) {
      onnx.add(Axis.of(Math.toIntExact(dims[i])));
    }
    FileArray.elements(Arrays.copyOfRange(dims, 1, dims.length));
    Computed value = new Computed(batch, Value.INPUT, onnx, onnx, takesBytes(), false);
    if (dims.length == 4 && isChannelsFirst(dims)) {
      value = new Computed(batch, Value.INPUT, value.channelsLast(), onnx, takesBytes(), false);
    }
    shape = new Shape(NetworkBuilder.sizes(value.weft()));
    values.put(input.name(), value);
  }

  /** By what the first layer takes that knows channels, else by their number; Weft's own files have them last. */
  private boolean isChannelsFirst(long[] dims) {
    if (graph.metadata().containsKey(WeftPart.OF_ONNX)) {
      return false;
    }
    Set<String> same = new HashSet<>(Set.of(input.name()));
    for (FileNode node : nodes) {
      if (node.inputs().stream().noneMatch(same::contains)) {
        continue;
      }
      switch (node.operator()) {
        case "Conv", "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool", "BatchNormalization" -> {
          return true;
        }
        case "Transpose" -> {
          return !Arrays.equals(node.integers("perm"), new long[] {0, 3, 1, 2});
        }
        default -> same.addAll(node.outputs());
      }
    }
    boolean first = dims[1] == 1 || dims[1] == 3;
    boolean last = dims[3] == 1 || dims[3] == 3;
    return first || !last;
  }

  private void read(FileNode node) {
    if (node.inputs().stream().anyMatch(failed::contains) || !Operators.isKnown(node)) {
      failed.addAll(node.outputs());
      return;
    }
    List<Operand> inputs = new ArrayList<>();
    for (String taken : node.inputs()) {
      inputs.add(taken.isEmpty() ? null : operand(taken, node));
    }
    List<? extends Operand> outputs;
    try {
      outputs = Operators.read(new Call(node, inputs, network, graph.opset(), LayerName.of(node, graph)), folding);
    } catch (WeftException | IllegalArgumentException | ArithmeticException e) {
      problems.add(node, e instanceof ArithmeticException ? "its sizes are too large" : Quoted.message(e));
      failed.addAll(node.outputs());
      return;
    }
    for (int i = 0; i < node.outputs().size(); i++) {
      String name = node.outputs().get(i);
      if (name.isEmpty()) {
        continue;
      }
      boolean again = values.containsKey(name) || graph.initializers().containsKey(name);
      if (again || failed.contains(name)) {
        throw new WeftException("each value must have a name of its own; two are '" + Quoted.text(name) + "'.");
      }
      if (i < outputs.size()) {
        Operand output = outputs.get(i);
        values.put(name, output instanceof Computed value ? value.read(readers.getOrDefault(name, 0) == 1) : output);
      } else {
        failed.add(name);
      }
    }
  }

  private Operand operand(String name, FileNode node) {
    Operand value = values.get(name);
    if (value == null) {
      value = graph.initializers().get(name);
    }
    if (value == null) {
      throw new WeftException(
          "%s takes '%s', which is no input, no array and no output of a node before it."
              .formatted(node.where(), Quoted.text(name)));
    }
    return value;
  }

  /** One row of classes, in ONNX's order. */
  private Graph finish(Computed output) {
    long classes = Axis.joined(output.onnx()).size();
    if (output.onnx().stream().filter(axis -> axis.size() > 1).count() > 1) {
      throw new WeftException(
          "the network's output must be one score for each class; it has the shape %s."
              .formatted(Call.shown(output.dims())));
    }
    Axis row = classes == 1 ? Axis.ONE : Axis.joined(output.onnx());
    Computed last = network.arranged(output, List.of(row));
    String node = last.node();
    if (network.layer(node) == null) {
      node = network.add(ActivationLayer.of(Activation.LINEAR), node);
    }
    String name = graph.name().matches("[A-Za-z][A-Za-z0-9_.-]{0,60}") ? graph.name() : "onnx";
    try {
      return network.graph(name, shape, node);
    } catch (IllegalArgumentException e) {
      throw new WeftException(e.getMessage(), e);
    }
  }
}
