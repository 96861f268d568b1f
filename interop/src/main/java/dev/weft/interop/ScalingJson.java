package dev.weft.interop;

import dev.weft.WeftException;
import dev.weft.data.Scaling;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A scaling as JSON: its name, and its numbers unless the name says them. */
final class ScalingJson {
  private static final String RESCALE = "rescale";

  private ScalingJson() {}

  static Map<String, Object> write(Scaling scaling) {
    return scaling.name().equals(RESCALE)
        ? Map.of("name", RESCALE)
        : Map.of("name", scaling.name(), "scale", toDoubles(scaling.scale()), "offset", toDoubles(scaling.offset()));
  }

  static Scaling read(Map<String, Object> json, int features) {
    String name = Json.text(json.get("name"), "'scaling'");
    return name.equals(RESCALE)
        ? Scaling.rescale(features)
        : Scaling.of(name, toFloats(json, "scale", features), toFloats(json, "offset", features));
  }

  /** Doubles, because each float is one of them, to the bit. */
  private static double[] toDoubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static float[] toFloats(Map<String, Object> json, String name, int features) {
    List<?> numbers = Json.list(json.get(name), "'" + name + "'");
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
            "'" + name + "' must be finite numbers; received " + Json.shortly(numbers.get(i)) + ".");
      }
      values[i] = number.floatValue();
    }
    return values;
  }
}
