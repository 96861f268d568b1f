package dev.weft.keras;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.outlier.ClassDistance;
import dev.weft.outlier.Standard;
import dev.weft.outlier.Unlikeness;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What tells a model's images from others, as JSON; a row of numbers is its bytes as floats, in Base64. */
final class UnlikenessJson {
  private static final String NAME = "'unlikeness'";

  private UnlikenessJson() {}

  static Map<String, Object> write(Unlikeness unlikeness) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("false_alarm_rate", unlikeness.falseAlarmRate());
    json.put("threshold", unlikeness.threshold());
    json.put("images", unlikeness.images());
    json.put("alarms", unlikeness.alarms());
    json.put("validated", unlikeness.validated());
    json.put("energy", write(unlikeness.energy()));
    json.put("layers", unlikeness.layers().stream().map(UnlikenessJson::write).toList());
    return json;
  }

  private static Map<String, Object> write(Standard standard) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mean", standard.mean());
    json.put("deviation", standard.deviation());
    return json;
  }

  private static Map<String, Object> write(Unlikeness.OfLayer layer) {
    ClassDistance.Fit fit = layer.distance().fit();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("node", layer.node());
    json.put("distance", write(layer.standard()));
    json.put("divided", fit.divided());
    json.put("length", fit.length());
    json.put("means", Arrays.stream(fit.means()).map(UnlikenessJson::text).toList());
    json.put("directions", Arrays.stream(fit.directions()).map(UnlikenessJson::text).toList());
    json.put("variances", Arrays.stream(fit.variances()).boxed().toList());
    json.put("rest", fit.rest());
    return json;
  }

  private static String text(float[] row) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * row.length);
    bytes.asFloatBuffer().put(row);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /**
   * @throws WeftException if it has a number outside its range
   */
  static Unlikeness read(Object value) {
    Map<String, Object> json = Json.object(value, NAME);
    try {
      return new Unlikeness(
          standard(json, "energy"),
          Json.list(json.get("layers"), NAME + " 'layers'").stream().map(UnlikenessJson::layer).toList(),
          number(json, "false_alarm_rate"),
          number(json, "threshold"),
          count(json, "images"),
          count(json, "alarms"),
          flag(json, "validated"));
    } catch (IllegalArgumentException e) {
      throw new WeftException(NAME + ": " + e.getMessage(), e);
    }
  }

  private static Unlikeness.OfLayer layer(Object value) {
    Map<String, Object> json = Json.object(value, "each of " + NAME + " 'layers'");
    List<?> variances = Json.list(json.get("variances"), NAME + " 'variances'");
    double[] numbers = new double[variances.size()];
    Arrays.setAll(numbers, i -> number(variances.get(i), "variances"));
    ClassDistance.Fit fit =
        new ClassDistance.Fit(
            !json.containsKey("divided") || flag(json, "divided"),
            number(json, "length"),
            rows(json, "means"),
            rows(json, "directions"),
            numbers,
            number(json, "rest"));
    return new Unlikeness.OfLayer(
        Json.text(json.get("node"), NAME + " 'node'"), new ClassDistance(fit), standard(json, "distance"));
  }

  private static float[][] rows(Map<String, Object> json, String key) {
    String what = NAME + " '" + key + "'";
    return Json.list(json.get(key), what).stream()
        .map(row -> floats(Json.text(row, "each of " + what), what))
        .toArray(float[][]::new);
  }

  private static float[] floats(String text, String what) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      float[] numbers = new float[bytes.length / Float.BYTES];
      ByteBuffer.wrap(bytes).asFloatBuffer().get(numbers);
      return numbers;
    } catch (IllegalArgumentException e) {
      throw new WeftException(what + " must be floats in Base64; received '" + Quoted.text(text) + "'.", e);
    }
  }

  private static Standard standard(Map<String, Object> json, String key) {
    Map<String, Object> standard = Json.object(json.get(key), NAME + " '" + key + "'");
    return new Standard(number(standard, "mean"), number(standard, "deviation"));
  }

  private static double number(Map<String, Object> json, String key) {
    return number(json.get(key), key);
  }

  private static double number(Object value, String key) {
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw new WeftException("%s '%s' must be a number; received %s.".formatted(NAME, key, Quoted.value(value)));
  }

  private static boolean flag(Map<String, Object> json, String key) {
    if (json.get(key) instanceof Boolean flag) {
      return flag;
    }
    throw new WeftException(
        "%s '%s' must be true or false; received %s.".formatted(NAME, key, Quoted.value(json.get(key))));
  }

  private static int count(Map<String, Object> json, String key) {
    if (json.get(key) instanceof Integer count && count >= 0) {
      return count;
    }
    throw new WeftException(
        "%s '%s' must be a whole number from 0 on; received %s.".formatted(NAME, key, Quoted.value(json.get(key))));
  }
}
