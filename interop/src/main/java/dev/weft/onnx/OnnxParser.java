package dev.weft.onnx;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.onnx.OnnxFields.Attribute;
import dev.weft.onnx.OnnxFields.DataType;
import dev.weft.onnx.OnnxFields.Dimension;
import dev.weft.onnx.OnnxFields.Entry;
import dev.weft.onnx.OnnxFields.Graph;
import dev.weft.onnx.OnnxFields.Model;
import dev.weft.onnx.OnnxFields.Node;
import dev.weft.onnx.OnnxFields.OperatorSet;
import dev.weft.onnx.OnnxFields.Shape;
import dev.weft.onnx.OnnxFields.Tensor;
import dev.weft.onnx.OnnxFields.TensorType;
import dev.weft.onnx.OnnxFields.Type;
import dev.weft.onnx.OnnxFields.ValueInfo;
import dev.weft.protobuf.ProtoReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** Reads ONNX's messages; what they mean is for {@link OnnxReader}. */
final class OnnxParser {
  private static final int MOST_NODES = 100_000;

  private long opset;
  private String producer = "";
  private String name = "";
  private final List<FileNode> nodes = new ArrayList<>();
  private final Map<String, FileArray> initializers = new LinkedHashMap<>();
  private final List<FileGraph.Input> inputs = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<String> functions = new ArrayList<>();
  private boolean hasGraph;

  private OnnxParser() {}

  /**
   * @throws WeftException if it is damaged, or keeps arrays in other files
   */
  static FileGraph parse(byte[] file) {
    OnnxParser parser = new OnnxParser();
    parser.model(ProtoReader.of(file));
    if (!parser.hasGraph) {
      throw new WeftException("it holds no network; an ONNX file must have a graph.");
    }
    if (parser.opset < 1) {
      throw new WeftException(
          "it must name the version of its operators (opset_import); it does not; export it again.");
    }
    Set<String> known = parser.initializers.keySet();
    List<FileGraph.Input> given = parser.inputs.stream().filter(input -> !known.contains(input.name())).toList();
    return new FileGraph(
        parser.opset,
        parser.producer,
        parser.name,
        parser.nodes,
        parser.initializers,
        given,
        parser.outputs,
        parser.metadata,
        parser.functions);
  }

  private void model(ProtoReader model) {
    while (model.next()) {
      switch (model.field()) {
        case Model.PRODUCER_NAME -> producer = model.text();
        case Model.OPSET_IMPORT -> operatorSet(model.message());
        case Model.METADATA_PROPS -> entry(model.message());
        case Model.FUNCTIONS -> functions.add(Quoted.text(text(model.message(), 1)));
        case Model.GRAPH -> {
          if (hasGraph) {
            throw model.damaged("a file must have one graph; it has two");
          }
          hasGraph = true;
          graph(model.message());
        }
        default -> {} // versions and texts for people
      }
    }
  }

  /** The text of a field that stands at most once; empty where it is missing. */
  private static String text(ProtoReader message, int field) {
    String text = "";
    while (message.next()) {
      text = message.field() == field ? message.text() : text;
    }
    return text;
  }

  private void operatorSet(ProtoReader set) {
    String domain = "";
    long version = 0;
    while (set.next()) {
      switch (set.field()) {
        case OperatorSet.DOMAIN -> domain = set.text();
        case OperatorSet.VERSION -> version = set.varint();
        default -> {}
      }
    }
    if (domain.isEmpty() || domain.equals("ai.onnx")) {
      opset = version;
    }
  }

  private void entry(ProtoReader entry) {
    String key = "";
    String value = "";
    while (entry.next()) {
      switch (entry.field()) {
        case Entry.KEY -> key = entry.text();
        case Entry.VALUE -> value = entry.text();
        default -> {}
      }
    }
    metadata.put(key, value);
  }

  private void graph(ProtoReader graph) {
    Set<String> given = new HashSet<>();
    while (graph.next()) {
      switch (graph.field()) {
        case Graph.NODE -> {
          if (nodes.size() == MOST_NODES) {
            throw graph.damaged("a network may have at most " + MOST_NODES + " nodes");
          }
          nodes.add(node(graph.message()));
        }
        case Graph.NAME -> name = graph.text();
        case Graph.INITIALIZER -> initializer(graph);
        case Graph.INPUT -> {
          FileGraph.Input input = input(graph.message());
          if (!given.add(input.name())) {
            throw graph.damaged("each input must have a name of its own; two are '" + Quoted.text(input.name()) + "'");
          }
          inputs.add(input);
        }
        case Graph.OUTPUT -> outputs.add(text(graph.message(), ValueInfo.NAME));
        case Graph.SPARSE_INITIALIZER -> throw graph.damaged("it has a sparse array, which is not read");
        default -> {} // texts for people, shapes of inner values
      }
    }
  }

  private static FileNode node(ProtoReader node) {
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    String name = "";
    String operator = "";
    String domain = "";
    Map<String, Object> attributes = new LinkedHashMap<>();
    while (node.next()) {
      switch (node.field()) {
        case Node.INPUT -> inputs.add(node.text());
        case Node.OUTPUT -> outputs.add(node.text());
        case Node.NAME -> name = node.text();
        case Node.OP_TYPE -> operator = node.text();
        case Node.DOMAIN -> domain = node.text();
        case Node.ATTRIBUTE -> attribute(node.message(), attributes);
        default -> {}
      }
    }
    return new FileNode(name, operator, domain, inputs, outputs, attributes);
  }

  private static void attribute(ProtoReader attribute, Map<String, Object> attributes) {
    String name = "";
    int type = 0;
    float number = 0;
    long integer = 0;
    String text = "";
    FileArray tensor = null;
    DoubleStream.Builder numbers = DoubleStream.builder();
    LongStream.Builder integers = LongStream.builder();
    while (attribute.next()) {
      switch (attribute.field()) {
        case Attribute.NAME -> name = attribute.text();
        case Attribute.TYPE -> type = (int) attribute.varint();
        case Attribute.F -> number = attribute.fixed32();
        case Attribute.I -> integer = attribute.varint();
        case Attribute.S -> text = latin(attribute.bytes());
        case Attribute.T -> tensor = tensor(attribute.message()).array;
        case Attribute.FLOATS -> attribute.floats(numbers::add);
        case Attribute.INTS -> attribute.varints(integers::add);
        default -> {}
      }
    }
    attributes.put(
        name,
        switch (type) {
          case Attribute.TYPE_FLOAT -> number;
          case Attribute.TYPE_INT -> integer;
          case Attribute.TYPE_STRING -> text;
          case Attribute.TYPE_TENSOR -> tensor;
          case Attribute.TYPE_FLOATS -> floats(numbers.build().toArray());
          case Attribute.TYPE_INTS -> integers.build().toArray();
          default -> null;
        });
  }

  private static String latin(ByteBuffer bytes) {
    StringBuilder text = new StringBuilder();
    while (bytes.hasRemaining() && text.length() < 1000) {
      text.append((char) (bytes.get() & 0xff));
    }
    return text.toString();
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static FileGraph.Input input(ProtoReader info) {
    String name = "";
    int type = 0;
    List<Long> dims = null;
    while (info.next()) {
      if (info.field() == ValueInfo.NAME) {
        name = info.text();
      } else if (info.field() == ValueInfo.TYPE) {
        ProtoReader kind = info.message();
        while (kind.next()) {
          if (kind.field() != Type.TENSOR_TYPE) {
            continue;
          }
          ProtoReader array = kind.message();
          while (array.next()) {
            switch (array.field()) {
              case TensorType.ELEM_TYPE -> type = (int) array.varint();
              case TensorType.SHAPE -> dims = shape(array.message());
              default -> {}
            }
          }
        }
      }
    }
    long[] sizes = dims == null ? null : dims.stream().mapToLong(size -> size).toArray();
    return new FileGraph.Input(name, type, sizes);
  }

  private static List<Long> shape(ProtoReader shape) {
    List<Long> dims = new ArrayList<>();
    while (shape.next()) {
      if (shape.field() == Shape.DIM) {
        long size = -1;
        ProtoReader dimension = shape.message();
        while (dimension.next()) {
          size = dimension.field() == Dimension.DIM_VALUE ? dimension.varint() : size;
        }
        dims.add(size < 1 ? -1 : size);
        if (dims.size() > FileArray.MOST_AXES) {
          throw shape.damaged("an input may have at most " + FileArray.MOST_AXES + " axes");
        }
      }
    }
    return dims;
  }

  // ---- arrays

  private record Named(String name, FileArray array) {}

  private void initializer(ProtoReader graph) {
    Named tensor = tensor(graph.message());
    if (initializers.put(tensor.name, tensor.array) != null) {
      throw graph.damaged("each array must have a name of its own; two are '" + Quoted.text(tensor.name) + "'");
    }
  }

  private static Named tensor(ProtoReader message) {
    String name = "";
    int type = 0;
    LongStream.Builder dims = LongStream.builder();
    ByteBuffer raw = null;
    Numbers numbers = new Numbers();
    while (message.next()) {
      switch (message.field()) {
        case Tensor.NAME -> name = message.text();
        case Tensor.DATA_TYPE -> type = (int) message.varint();
        case Tensor.DIMS -> message.varints(dims::add);
        case Tensor.RAW_DATA -> raw = message.bytes();
        case Tensor.FLOAT_DATA -> message.floats(numbers.floats::add);
        case Tensor.DOUBLE_DATA -> message.doubles(numbers.floats::add);
        case Tensor.INT32_DATA, Tensor.INT64_DATA, Tensor.UINT64_DATA -> message.varints(numbers.integers::add);
        case Tensor.EXTERNAL_DATA, Tensor.DATA_LOCATION -> {
          if (message.field() == Tensor.EXTERNAL_DATA || message.varint() != 0) {
            throw new WeftException(
                "it keeps its arrays in another file, which is not read; save the model in one file"
                    + " (torch.onnx.export: external_data=False; onnx.save: save_as_external_data=False).");
          }
        }
        default -> {}
      }
    }
    try {
      return new Named(name, numbers.array(dims.build().toArray(), type, raw));
    } catch (WeftException e) {
      throw new WeftException("the array '%s': %s".formatted(Quoted.text(name), e.getMessage()), e);
    }
  }

  /** The numbers that do not stand as raw bytes. */
  private static final class Numbers {
    private final DoubleStream.Builder floats = DoubleStream.builder();
    private final LongStream.Builder integers = LongStream.builder();

    FileArray array(long[] dims, int type, ByteBuffer raw) {
      if (raw != null) {
        return FileArray.of(dims, type, raw);
      }
      FileArray.width(type);
      long[] whole = integers.build().toArray();
      if (type == DataType.FLOAT || type == DataType.DOUBLE) {
        return FileArray.of(dims, floats(floats.build().toArray()));
      }
      if (type == DataType.FLOAT16 || type == DataType.BFLOAT16) {
        ByteBuffer bits = ByteBuffer.allocate(whole.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : whole) {
          bits.putShort((short) value);
        }
        return FileArray.of(dims, type, bits.flip());
      }
      return FileArray.of(dims, whole);
    }
  }
}
