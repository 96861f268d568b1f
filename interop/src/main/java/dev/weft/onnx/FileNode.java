package dev.weft.onnx;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One operator of an ONNX graph with its inputs.
 *
 * @param domain empty for ONNX's own operators
 * @param inputs names of values; empty for one that is left out
 * @param attributes Float, Long, String, FileArray, float[] or long[], by name; of other kinds null
 */
record FileNode(
    String name,
    String operator,
    String domain,
    List<String> inputs,
    List<String> outputs,
    Map<String, Object> attributes) {
  /** For messages, such as {@code node '/conv1/Conv' (Conv)}. */
  String where() {
    String named = name.isEmpty() ? outputs.isEmpty() ? "" : outputs.getFirst() : name;
    return "node '" + Quoted.text(named) + "' (" + kind() + ")";
  }

  /** The operator, with its domain where that is not ONNX's own. */
  String kind() {
    boolean own = domain.isEmpty() || domain.equals("ai.onnx");
    return Quoted.text(own ? operator : domain + "::" + operator);
  }

  boolean has(String attribute) {
    return attributes.get(attribute) != null;
  }

  long integer(String attribute, long otherwise) {
    return get(attribute, Long.class, otherwise, "a whole number");
  }

  /** As the decimal that its 32 bits are closest to. */
  double decimal(String attribute, double otherwise) {
    Float value = get(attribute, Float.class, null, "a number");
    return value == null ? otherwise : exact(value);
  }

  static double exact(float value) {
    return Double.parseDouble(Float.toString(value));
  }

  String text(String attribute, String otherwise) {
    return get(attribute, String.class, otherwise, "a text");
  }

  /** Null where it is not there. */
  long[] integers(String attribute) {
    return get(attribute, long[].class, null, "whole numbers");
  }

  /**
   * Whole numbers, as many as there have to be.
   *
   * @param otherwise each of them, where the attribute is not there
   */
  long[] integers(String attribute, int count, long otherwise) {
    long[] values = integers(attribute);
    if (values == null) {
      values = new long[count];
      Arrays.fill(values, otherwise);
    }
    if (values.length != count) {
      throw new WeftException(
          "'%s' must be %s whole numbers; received %s.".formatted(attribute, count, Arrays.toString(values)));
    }
    return values;
  }

  private <T> T get(String attribute, Class<T> type, T otherwise, String what) {
    Object value = attributes.get(attribute);
    if (value == null) {
      return otherwise;
    }
    if (!type.isInstance(value)) {
      throw new WeftException("'%s' must be %s.".formatted(Quoted.text(attribute), what));
    }
    return type.cast(value);
  }
}
