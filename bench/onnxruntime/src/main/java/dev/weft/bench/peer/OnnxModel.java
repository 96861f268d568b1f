package dev.weft.bench.peer;

import dev.weft.bench.compare.Side;
import dev.weft.engine.Variable;
import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Add;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Dropout;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Layer;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Node;
import dev.weft.model.Padding;
import dev.weft.model.ReLU;
import dev.weft.model.Shape;
import dev.weft.model.Size;
import dev.weft.model.ZeroPadding2D;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network with its weights as an ONNX file, for inference, channels first. The fields' numbers are those of <a
 * href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>.
 */
final class OnnxModel {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private final Graph network;
  private final List<Variable> variables;
  private final Message graph = new Message();

  /** What each node's output is called in the file. */
  private final Map<String, String> names = new HashMap<>();

  private int count;

  private OnnxModel(Graph network, List<Variable> variables) {
    this.network = network;
    this.variables = variables;
    names.put(network.inputName(), "images");
  }

  /** A message of protocol buffers, written field by field. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private void varint(long value) {
      long rest = value;
      for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
        out.write((int) (rest & 0x7f | 0x80));
      }
      out.write((int) rest);
    }

    Message number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Message bytes(int field, byte[] value) {
      varint((long) field << 3 | 2);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    Message real(int field, float value) {
      varint((long) field << 3 | 5);
      ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
      out.writeBytes(bytes.array());
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.out.toByteArray());
    }
  }

  static byte[] of(Graph network, List<Variable> variables) {
    OnnxModel model = new OnnxModel(network, variables);
    network.nodes().forEach(model::add);
    int height = network.input().size(0);
    int width = network.input().size(1);
    model
        .graph
        .text(2, "network")
        .message(11, value("images", 0, network.input().size(2), height, width))
        .message(12, value(model.names.get(network.outputName()), 0, network.output().elements()));
    return new Message()
        .number(1, 8)
        .message(8, new Message().text(1, "").number(2, 13))
        .message(7, model.graph)
        .out
        .toByteArray();
  }

  /** The description of an input or output; 0 for a size that is not known. */
  private static Message value(String name, int... sizes) {
    Message shape = new Message();
    for (int size : sizes) {
      shape.message(1, size == 0 ? new Message().text(2, "batch") : new Message().number(1, size));
    }
    return new Message()
        .text(1, name)
        .message(2, new Message().message(1, new Message().number(1, FLOAT).message(2, shape)));
  }

  /** One layer: a node, and one more for its activation. */
  private void add(Node node) {
    String x = names.get(node.inputs().getFirst());
    Shape in = network.inputShape(node);
    names.put(
        node.name(),
        switch (node.layer()) {
          case Conv2D conv -> {
            String[] inputs = inputs(x, kernel(node, 3, 2, 0, 1), bias(node));
            Message[] attributes =
                window(conv.kernelSize(), conv.strides(), sides(in, conv.kernelSize(), conv.strides(), conv.padding()));
            yield activate(node("Conv", inputs, with(attributes, integer("group", conv.groups()))), conv.activation());
          }
          case DepthwiseConv2D conv -> {
            String[] inputs = inputs(x, kernel(node, 2, 3, 0, 1), bias(node));
            Message[] attributes =
                window(conv.kernelSize(), conv.strides(), sides(in, conv.kernelSize(), conv.strides(), conv.padding()));
            yield activate(node("Conv", inputs, with(attributes, integer("group", in.last()))), conv.activation());
          }
          case MaxPooling2D pool ->
              node(
                  "MaxPool",
                  inputs(x),
                  window(pool.poolSize(), pool.strides(), sides(in, pool.poolSize(), pool.strides(), pool.padding())));
          case GlobalAveragePooling2D pool -> node("Flatten", inputs(node("GlobalAveragePool", inputs(x))));
          case BatchNormalization normalization ->
              node(
                  "BatchNormalization",
                  inputs(
                      x,
                      vector(node, "gamma"),
                      vector(node, "beta"),
                      vector(node, "moving_mean"),
                      vector(node, "moving_variance")),
                  real("epsilon", normalization.epsilon()));
          case ZeroPadding2D zeros -> node("Pad", inputs(x, pads(zeros)));
          case Add add -> node("Add", inputs(x, names.get(node.inputs().get(1))));
          case ReLU relu when relu.maxValue() == 6 -> node("Clip", inputs(x, scalar(0), scalar(6)));
          case ReLU relu when Double.isInfinite(relu.maxValue()) -> node("Relu", inputs(x));
          case ActivationLayer layer -> activate(x, layer.activation());
          case Flatten flatten -> node("Flatten", inputs(x));
          case Dense dense -> activate(node("Gemm", inputs(x, denseKernel(node), bias(node))), dense.activation());
          case Dropout dropout -> x; // does nothing outside training
          case Layer other -> throw Side.unknown(other);
        });
  }

  private String activate(String x, Activation activation) {
    return switch (activation) {
      case RELU -> node("Relu", inputs(x));
      case SOFTMAX -> node("Softmax", inputs(x));
      case LINEAR -> x;
      default -> throw Side.unknown(activation);
    };
  }

  private static String[] inputs(String... names) {
    return Arrays.stream(names).filter(name -> name != null).toArray(String[]::new);
  }

  private String node(String kind, String[] inputs, Message... attributes) {
    Message node = new Message();
    for (String input : inputs) {
      node.text(1, input);
    }
    String output = kind + count++;
    node.text(2, output).text(4, kind);
    for (Message attribute : attributes) {
      node.message(5, attribute);
    }
    graph.message(1, node);
    return output;
  }

  private static Message[] with(Message[] attributes, Message more) {
    Message[] all = Arrays.copyOf(attributes, attributes.length + 1);
    all[attributes.length] = more;
    return all;
  }

  private static Message[] window(Size size, Size strides, int[] sides) {
    return new Message[] {
      integers("kernel_shape", size.height(), size.width()),
      integers("strides", strides.height(), strides.width()),
      integers("pads", sides)
    };
  }

  /** Zeros above, to the left, below and to the right. */
  private static int[] sides(Shape in, Size size, Size strides, Padding padding) {
    int top = padding.before(in.size(0), size.height(), strides.height());
    int left = padding.before(in.size(1), size.width(), strides.width());
    int bottom = padding.total(in.size(0), size.height(), strides.height()) - top;
    int right = padding.total(in.size(1), size.width(), strides.width()) - left;
    return new int[] {top, left, bottom, right};
  }

  private static Message integers(String name, int... values) {
    Message attribute = new Message().text(1, name).number(20, 7);
    for (int value : values) {
      attribute.number(8, value);
    }
    return attribute;
  }

  private static Message integer(String name, int value) {
    return new Message().text(1, name).number(20, 2).number(3, value);
  }

  private static Message real(String name, double value) {
    return new Message().text(1, name).number(20, 1).real(2, (float) value);
  }

  private float[] numbers(Node node, String name) {
    return variables.stream()
        .filter(variable -> variable.path().equals(node.layerName() + "/" + name))
        .findFirst()
        .map(Variable::values)
        .orElse(null);
  }

  private String vector(Node node, String name) {
    float[] values = numbers(node, name);
    return tensor(values, values.length);
  }

  private String bias(Node node) {
    float[] values = numbers(node, "bias");
    return values == null ? null : tensor(values, values.length);
  }

  /** A convolution's kernel, (height, width, channels, filters), with its axes in another order. */
  private String kernel(Node node, int... axes) {
    int[] sizes = network.weights(node).getFirst().shape().sizes().stream().mapToInt(Integer::intValue).toArray();
    return tensor(
        permuted(numbers(node, "kernel"), sizes, axes), Arrays.stream(axes).map(axis -> sizes[axis]).toArray());
  }

  /** A dense kernel; where its input was an image, that has its channels first here. */
  private String denseKernel(Node node) {
    float[] kernel = numbers(node, "kernel");
    int units = network.shape(node).last();
    int in = kernel.length / units;
    Shape image = flattened(node);
    if (image != null) {
      int[] sizes = {image.size(0), image.size(1), image.size(2), units};
      kernel = permuted(kernel, sizes, 2, 0, 1, 3);
    }
    return tensor(kernel, in, units);
  }

  /** The shape of the image that was flattened right before; null if none was. */
  private Shape flattened(Node node) {
    String before = node.inputs().getFirst();
    while (!before.equals(network.inputName()) && network.node(before).layer() instanceof Dropout) {
      before = network.node(before).inputs().getFirst();
    }
    boolean flat = !before.equals(network.inputName()) && network.node(before).layer() instanceof Flatten;
    return flat && network.inputShape(network.node(before)).rank() == 3
        ? network.inputShape(network.node(before))
        : null;
  }

  static float[] permuted(float[] values, int[] sizes, int... axes) {
    int[] steps = new int[sizes.length];
    for (int axis = sizes.length - 1, step = 1; axis >= 0; axis--) {
      steps[axis] = step;
      step *= sizes[axis];
    }
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      int rest = i;
      int from = 0;
      for (int k = axes.length - 1; k >= 0; k--) {
        from += rest % sizes[axes[k]] * steps[axes[k]];
        rest /= sizes[axes[k]];
      }
      result[i] = values[from];
    }
    return result;
  }

  private String scalar(float value) {
    return tensor(new float[] {value});
  }

  private String tensor(float[] values, int... sizes) {
    Message tensor = new Message();
    for (int size : sizes) {
      tensor.number(1, size);
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return constant(tensor.number(2, FLOAT), bytes);
  }

  private String pads(ZeroPadding2D zeros) {
    ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    int[] sides = {
      0, 0, zeros.padding().top(), zeros.padding().left(), 0, 0, zeros.padding().bottom(), zeros.padding().right()
    };
    for (int side : sides) {
      bytes.putLong(side);
    }
    return constant(new Message().number(1, sides.length).number(2, INT64), bytes);
  }

  private String constant(Message tensor, ByteBuffer bytes) {
    String name = "weight" + count++;
    graph.message(5, tensor.text(8, name).bytes(9, bytes.array()));
    return name;
  }
}
