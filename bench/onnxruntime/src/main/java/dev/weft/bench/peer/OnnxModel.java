package dev.weft.bench.peer;

import dev.weft.bench.compare.Side;
import dev.weft.model.Activation;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Dropout;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Layer;
import dev.weft.model.MaxPooling2D;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * A network with random weights as an ONNX file, for inference, channels first. The fields' numbers are those of <a
 * href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>.
 */
final class OnnxModel {
  private static final int FLOAT = 1;

  private final Message graph = new Message();
  private final SplittableRandom random = new SplittableRandom(1);
  private String last = "images";
  private int names;

  private OnnxModel() {}

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

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.out.toByteArray());
    }
  }

  static byte[] of(Graph network) {
    OnnxModel model = new OnnxModel();
    for (int i = 0; i < network.layers().size(); i++) {
      model.add(network.layers().get(i), network.inputShape(network.nodes().get(i)).last());
    }
    model
        .graph
        .text(2, "network")
        .message(11, value("images", 0, 1, 28, 28))
        .message(12, value(model.last, 0, network.output().elements()));
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

  private void add(Layer layer, int in) {
    switch (layer) {
      case Conv2D conv -> {
        int size = conv.kernelSize().height();
        node("Conv", new String[] {last, weight(conv.filters(), in, size, size), weight(conv.filters())});
        activate(conv.activation());
      }
      case MaxPooling2D pool ->
          node(
              "MaxPool",
              new String[] {last},
              integers("kernel_shape", pool.poolSize().height(), pool.poolSize().width()),
              integers("strides", pool.strides().height(), pool.strides().width()));
      case Flatten flatten -> node("Flatten", new String[] {last});
      case Dense dense -> {
        node("Gemm", new String[] {last, weight(in, dense.units()), weight(dense.units())});
        activate(dense.activation());
      }
      case Dropout dropout -> {} // does nothing outside training
      default -> throw Side.unknown(layer);
    }
  }

  private void activate(Activation activation) {
    switch (activation) {
      case RELU -> node("Relu", new String[] {last});
      case SOFTMAX -> node("Softmax", new String[] {last});
      case LINEAR -> {}
      default -> throw Side.unknown(activation);
    }
  }

  private void node(String kind, String[] inputs, Message... attributes) {
    Message node = new Message();
    for (String input : inputs) {
      node.text(1, input);
    }
    last = kind + names++;
    node.text(2, last).text(4, kind);
    for (Message attribute : attributes) {
      node.message(5, attribute);
    }
    graph.message(1, node);
  }

  private static Message integers(String name, int... values) {
    Message attribute = new Message().text(1, name).number(20, 7);
    for (int value : values) {
      attribute.number(8, value);
    }
    return attribute;
  }

  private String weight(int... sizes) {
    Message tensor = new Message();
    int elements = 1;
    for (int size : sizes) {
      tensor.number(1, size);
      elements *= size;
    }
    ByteBuffer values = ByteBuffer.allocate(4 * elements).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < elements; i++) {
      values.putFloat((float) random.nextDouble(-0.1, 0.1));
    }
    String name = "weight" + names++;
    graph.message(5, tensor.number(2, FLOAT).text(8, name).bytes(9, values.array()));
    return name;
  }
}
