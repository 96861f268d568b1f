package dev.weft.onnx;

import dev.weft.protobuf.ProtoWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A file's graph while it is made. Nodes are added one after the other; those that do not lead to the output are not
 * written.
 */
final class OnnxGraph {
  /** The first axis of what goes in and out. */
  private static final String BATCH = "batch";

  private final Set<String> names;
  private final List<OnnxNode> nodes = new ArrayList<>();
  private final Map<OnnxValue, OnnxNode> makers = new IdentityHashMap<>();
  private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();

  /** What a value that only has other sizes was made of. */
  private final Map<OnnxValue, OnnxValue> viewed = new IdentityHashMap<>();

  /** The layer whose nodes are added, and the first of them. */
  private String layer = "";

  private int first;

  /**
   * @param reserved names that only {@link #end} gives
   */
  OnnxGraph(Set<String> reserved) {
    names = new HashSet<>(reserved);
  }

  /** From now on nodes are of this layer. */
  void begin(String layer) {
    this.layer = layer;
    first = nodes.size();
  }

  /** Gives a value the name of its layer, and the node that made it; a value of an earlier layer keeps its own. */
  void end(OnnxValue value) {
    OnnxNode maker = makers.get(value);
    if (maker != null && nodes.indexOf(maker) >= first) {
      maker.name(layer);
      value.name(layer);
    }
  }

  private String unused(String name) {
    String unused = name;
    for (int i = 1; !names.add(unused); i++) {
      unused = name + "_" + i;
    }
    return unused;
  }

  // ---- nodes

  /** A node with attributes, and what leaves it. */
  OnnxValue add(String operator, Map<String, Object> attributes, int[] sizes, OnnxValue... inputs) {
    String name = unused(layer + "/" + operator);
    OnnxValue output = new OnnxValue(name, sizes);
    OnnxNode node = new OnnxNode(name, operator, new TreeMap<>(attributes), new ArrayList<>(List.of(inputs)), output);
    nodes.add(node);
    makers.put(output, node);
    return output;
  }

  OnnxValue add(String operator, int[] sizes, OnnxValue... inputs) {
    return add(operator, Map.of(), sizes, inputs);
  }

  /** A function of each number; the sizes are those of the first input. */
  OnnxValue apply(String operator, OnnxValue... inputs) {
    return add(operator, Map.of(), inputs[0].sizes(), inputs);
  }

  OnnxValue apply(String operator, Map<String, Object> attributes, OnnxValue... inputs) {
    return add(operator, attributes, inputs[0].sizes(), inputs);
  }

  /** The node that makes a value; null where it comes in or is a constant. */
  OnnxNode maker(OnnxValue value) {
    return makers.get(value);
  }

  /** The same numbers with other sizes. */
  OnnxValue view(OnnxValue value, int... sizes) {
    OnnxValue source = viewed.getOrDefault(value, value);
    if (Arrays.equals(source.sizes(), sizes)) {
      return source;
    }
    OnnxValue view =
        sizes.length == 1
            ? add("Flatten", Map.of("axis", 1), sizes, source)
            : add("Reshape", sizes, source, longs("shape", withBatch(sizes)));
    viewed.put(view, source);
    return view;
  }

  /** Whether a value only has other sizes than what it was made of. */
  boolean isView(OnnxValue value) {
    return viewed.containsKey(value);
  }

  /** 0 stands for the size that is there: that of the batch. */
  private static long[] withBatch(int[] sizes) {
    long[] all = new long[sizes.length + 1];
    for (int i = 0; i < sizes.length; i++) {
      all[i + 1] = sizes[i];
    }
    return all;
  }

  /** The axes in another order; what was transposed comes back by itself. */
  OnnxValue transpose(OnnxValue value, int... order) {
    OnnxNode maker = makers.get(value);
    if (maker != null && maker.operator().equals("Transpose") && undoes(order, maker)) {
      return maker.inputs().getFirst();
    }
    int[] perm = new int[order.length + 1];
    Arrays.setAll(perm, i -> i == 0 ? 0 : order[i - 1] + 1);
    for (OnnxNode node : nodes) {
      if (node.operator().equals("Transpose")
          && node.inputs().getFirst() == value
          && Arrays.equals((int[]) node.attributes().get("perm"), perm)) {
        return node.output();
      }
    }
    int[] sizes = Arrays.stream(order).map(axis -> value.sizes()[axis]).toArray();
    return add("Transpose", Map.of("perm", perm), sizes, value);
  }

  private static boolean undoes(int[] order, OnnxNode transpose) {
    int[] perm = (int[]) transpose.attributes().get("perm");
    for (int i = 0; i < order.length; i++) {
      if (perm[order[i] + 1] != i + 1) {
        return false;
      }
    }
    return true;
  }

  // ---- constants

  /** A constant of the layer; the same one again where it has the same numbers. */
  OnnxValue floats(String name, float[] values, int... sizes) {
    return constant(name, new OnnxTensor(sizes, values, null));
  }

  OnnxValue longs(String name, long... values) {
    return constant(name, new OnnxTensor(new int[] {values.length}, null, values));
  }

  /** One number, for every value. */
  OnnxValue scalar(String name, double value) {
    return floats(name, new float[] {(float) value});
  }

  private OnnxValue constant(String name, OnnxTensor tensor) {
    return constantOf(layer, name, tensor);
  }

  /** A weight of a layer, which may have several calls. */
  OnnxValue weight(String owner, String name, float[] values, int... sizes) {
    return constantOf(owner, name, new OnnxTensor(sizes, values, null));
  }

  private OnnxValue constantOf(String owner, String weight, OnnxTensor tensor) {
    String name = owner + "/" + weight;
    for (int i = 1; tensors.containsKey(name); i++) {
      if (tensors.get(name).equals(tensor)) {
        return new OnnxValue(name, tensor.sizes());
      }
      name = owner + "/" + weight + "_" + i;
    }
    String unused = unused(name);
    tensors.put(unused, tensor);
    return new OnnxValue(unused, tensor.sizes());
  }

  // ---- writing

  /** The graph's message. */
  ProtoWriter toMessage(String name, OnnxValue input, int inputType, OnnxValue output) {
    List<OnnxNode> leading = leadingTo(output);
    Set<String> used = new HashSet<>();
    leading.forEach(node -> node.inputs().forEach(value -> used.add(value.name())));
    ProtoWriter message = new ProtoWriter();
    leading.forEach(node -> message.message(OnnxFields.Graph.NODE, node.toMessage()));
    message.text(OnnxFields.Graph.NAME, name);
    tensors.forEach((each, tensor) -> {
      if (used.contains(each)) {
        message.message(OnnxFields.Graph.INITIALIZER, tensor.toMessage(each));
      }
    });
    return message
        .message(OnnxFields.Graph.INPUT, description(input, inputType))
        .message(OnnxFields.Graph.OUTPUT, description(output, OnnxFields.DataType.FLOAT));
  }

  private List<OnnxNode> leadingTo(OnnxValue output) {
    Set<OnnxValue> leading = Collections.newSetFromMap(new IdentityHashMap<>());
    leading.add(output);
    List<OnnxNode> found = new ArrayList<>();
    for (OnnxNode node : nodes.reversed()) {
      if (leading.contains(node.output())) {
        leading.addAll(node.inputs());
        found.addFirst(node);
      }
    }
    return found;
  }

  private static ProtoWriter description(OnnxValue value, int type) {
    ProtoWriter shape =
        new ProtoWriter().message(OnnxFields.Shape.DIM, new ProtoWriter().text(OnnxFields.Dimension.DIM_PARAM, BATCH));
    for (int size : value.sizes()) {
      shape.message(OnnxFields.Shape.DIM, new ProtoWriter().number(OnnxFields.Dimension.DIM_VALUE, size));
    }
    ProtoWriter tensor =
        new ProtoWriter().number(OnnxFields.TensorType.ELEM_TYPE, type).message(OnnxFields.TensorType.SHAPE, shape);
    return new ProtoWriter()
        .text(OnnxFields.ValueInfo.NAME, value.name())
        .message(OnnxFields.ValueInfo.TYPE, new ProtoWriter().message(OnnxFields.Type.TENSOR_TYPE, tensor));
  }
}
