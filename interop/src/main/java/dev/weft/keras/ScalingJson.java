package dev.weft.keras;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.dataset.Scaling;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A scaling as JSON: its name, its factors and its offsets; one number stands for all where they are the same. {@code
 * rescale} needs none.
 */
final class ScalingJson {
  private static final String RESCALE = "rescale";

  private ScalingJson() {}

  static Map<String, Object> write(Scaling scaling) {
    if (scaling.name().equals(RESCALE)) {
      return Map.of("name", RESCALE);
    }
    return Map.of(
        "name",
        scaling.name(),
        "scale",
        numbers(scaling, scaling.scale()),
        "offset",
        numbers(scaling, scaling.offset()));
  }

  static Scaling read(Map<String, Object> json, int features) {
    String name = Json.text(json.get("name"), "'scaling'");
    return name.equals(RESCALE)
        ? Scaling.rescale(features)
        : Scaling.of(name, toFloats(json, "scale", features), toFloats(json, "offset", features));
  }

  /** Doubles, because each float is one of them, to the bit. */
  private static Object numbers(Scaling scaling, float[] values) {
    return scaling.isUniform()
        ? (Object) (double) values[0]
        : IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static float[] toFloats(Map<String, Object> json, String name, int features) {
    Object value = json.get(name);
    List<?> numbers =
        value instanceof Number ? Collections.nCopies(features, value) : Json.list(value, "'" + name + "'");
    if (numbers.size() != features) {
      throw new WeftException(
          "'"
              + name
              + "' must have one number for each of the network's "
              + features
              + " inputs; received "
              + numbers.size()
              + ".");
    }
    float[] values = new float[features];
    for (int i = 0; i < features; i++) {
      if (!(numbers.get(i) instanceof Number number) || !Float.isFinite(number.floatValue())) {
        throw new WeftException(
            "'" + name + "' must be finite numbers; received " + Quoted.value(numbers.get(i)) + ".");
      }
      values[i] = number.floatValue();
    }
    return values;
  }
}
