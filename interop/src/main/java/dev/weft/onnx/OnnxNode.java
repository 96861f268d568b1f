package dev.weft.onnx;

import dev.weft.onnx.OnnxFields.Attribute;
import dev.weft.protobuf.ProtoWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A node of a file's graph while it is made: an operator with its inputs. It gives one value. */
final class OnnxNode {
  private final String operator;
  private final Map<String, Object> attributes;
  private final List<OnnxValue> inputs;
  private final OnnxValue output;
  private String name;

  /**
   * @param attributes whole numbers, floats, texts and arrays of whole numbers
   * @param inputs can be changed
   */
  OnnxNode(String name, String operator, Map<String, Object> attributes, List<OnnxValue> inputs, OnnxValue output) {
    this.name = name;
    this.operator = operator;
    this.attributes = attributes;
    this.inputs = inputs;
    this.output = output;
  }

  String name() {
    return name;
  }

  void name(String other) {
    name = other;
  }

  String operator() {
    return operator;
  }

  Map<String, Object> attributes() {
    return attributes;
  }

  List<OnnxValue> inputs() {
    return inputs;
  }

  OnnxValue output() {
    return output;
  }

  ProtoWriter toMessage() {
    ProtoWriter message = new ProtoWriter();
    inputs.forEach(input -> message.text(OnnxFields.Node.INPUT, input.name()));
    message.text(OnnxFields.Node.OUTPUT, output.name());
    if (operator.equals("TopK")) {
      message.text(OnnxFields.Node.OUTPUT, output.name() + "/places"); // which nobody reads, but it must have a name
    }
    message.text(OnnxFields.Node.NAME, name).text(OnnxFields.Node.OP_TYPE, operator);
    attributes.forEach((key, value) -> message.message(OnnxFields.Node.ATTRIBUTE, attribute(key, value)));
    return message;
  }

  private static ProtoWriter attribute(String name, Object value) {
    ProtoWriter message = new ProtoWriter().text(Attribute.NAME, name);
    return switch (value) {
      case Integer number -> message.number(Attribute.I, number).number(Attribute.TYPE, Attribute.TYPE_INT);
      case Float number -> message.decimal(Attribute.F, number).number(Attribute.TYPE, Attribute.TYPE_FLOAT);
      case String text -> message.text(Attribute.S, text).number(Attribute.TYPE, Attribute.TYPE_STRING);
      case int[] numbers -> {
        Arrays.stream(numbers).forEach(number -> message.number(Attribute.INTS, number));
        yield message.number(Attribute.TYPE, Attribute.TYPE_INTS);
      }
      default -> throw new AssertionError(value);
    };
  }
}
