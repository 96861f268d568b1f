package dev.weft.server.predict;

import dev.weft.Quoted;
import dev.weft.server.http.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Samples as nested JSON arrays of numbers, read one after another; all have one shape. */
final class NestedNumbers {
  private static final int MOST_DEPTH = 8;
  private static final int UNKNOWN = -1;

  private final String what;
  private final List<Integer> sizes = new ArrayList<>();
  private float[] values = new float[1024];
  private int count;
  private int depth = UNKNOWN;
  private int samples;

  /**
   * @param what as a message calls them, such as {@code instances}
   */
  NestedNumbers(String what) {
    this.what = what;
  }

  /** How many were read. */
  int samples() {
    return samples;
  }

  /** The sizes of each sample, from the outermost array on; none where each is a number. */
  List<Integer> shape() {
    return List.copyOf(sizes);
  }

  /** (samples, shape) */
  float[] values() {
    return Arrays.copyOf(values, count);
  }

  /**
   * Reads one sample.
   *
   * @param json stands at its number, or at the beginning of its array
   * @throws Refusal if it is no number or array of these, has another shape than those before, or holds a number that
   *     no float is
   */
  void read(JsonParser json) {
    read(json, 0);
    samples++;
  }

  private void read(JsonParser json, int at) {
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_ARRAY) {
      array(json, at);
    } else if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
      number(json, at);
    } else {
      throw new Refusal(
          400,
          "'%s' holds numbers, or arrays of these; received %s; send numbers."
              .formatted(
                  what, Quoted.value(token == JsonToken.VALUE_STRING ? json.getString() : String.valueOf(token))));
    }
  }

  private void array(JsonParser json, int at) {
    if (at == MOST_DEPTH) {
      throw new Refusal(400, "'%s' may be nested %s deep; received more; send fewer.".formatted(what, MOST_DEPTH));
    }
    if (sizes.size() == at) {
      sizes.add(UNKNOWN);
    }
    int length = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      read(json, at + 1);
      length++;
    }
    if (sizes.get(at) == UNKNOWN) {
      sizes.set(at, length);
    } else if (sizes.get(at) != length) {
      throw uneven("one array of %s and one of %s".formatted(sizes.get(at), length));
    }
  }

  private void number(JsonParser json, int at) {
    if (depth == UNKNOWN) {
      depth = at;
    }
    if (depth != at) {
      throw uneven("numbers %s and %s deep".formatted(depth, at));
    }
    float value = json.getFloatValue();
    if (!Float.isFinite(value)) {
      throw new Refusal(
          400, "'%s' holds finite numbers of 32 bits; received %s.".formatted(what, Quoted.text(json.getString())));
    }
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = value;
  }

  private Refusal uneven(String received) {
    return new Refusal(
        400, "the arrays in '%s' have one shape; received %s; send even ones.".formatted(what, received));
  }
}
