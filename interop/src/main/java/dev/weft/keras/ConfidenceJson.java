package dev.weft.keras;

import dev.weft.Quoted;
import dev.weft.WeftException;
import dev.weft.calibration.Confidence;
import dev.weft.calibration.ConformalSets;
import dev.weft.calibration.SelectiveThreshold;
import dev.weft.calibration.Temperature;
import dev.weft.calibration.VectorScaling;
import dev.weft.config.Schemas;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What is known of a model's probabilities, as JSON; an infinite threshold is null. */
final class ConfidenceJson {
  private static final String NAME = "'confidence'";
  private static final List<String> KEYS =
      List.of("images", "temperature", "vector_scaling", "sets", "selective", "unsure_below");

  private ConfidenceJson() {}

  static Map<String, Object> write(Confidence confidence) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("images", confidence.images());
    json.put("temperature", confidence.temperature().value());
    confidence
        .vectorScaling()
        .ifPresent(scaling ->
            json.put("vector_scaling", Schemas.ordered("factors", scaling.factors(), "shifts", scaling.shifts())));
    json.put("sets", confidence.sets().stream().map(ConfidenceJson::write).toList());
    json.put(
        "selective",
        confidence.selective().stream()
            .map(each -> Schemas.ordered("accuracy", each.accuracy(), "threshold", each.threshold()))
            .toList());
    confidence.unsureBelow().ifPresent(below -> json.put("unsure_below", below));
    return json;
  }

  private static Map<String, Object> write(ConformalSets sets) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("method", sets.method().name().toLowerCase(Locale.ROOT));
    json.put("coverage", sets.coverage());
    json.put("thresholds", sets.thresholds());
    return json;
  }

  /**
   * @throws WeftException if it has what Weft does not know, a number outside its range, or not one for each class
   */
  static Confidence read(Object value, int classes) {
    Map<String, Object> json = Json.object(value, NAME);
    for (String key : json.keySet()) {
      if (!KEYS.contains(key)) {
        throw new WeftException(
            "%s must have only %s; received '%s'; a later Weft may know it."
                .formatted(NAME, String.join(", ", KEYS), Quoted.text(key)));
      }
    }
    try {
      return new Confidence(
          images(json.get("images")),
          new Temperature(number(json, "temperature")),
          Optional.ofNullable(json.get("vector_scaling")).map(scaling -> vectorScaling(scaling, classes)),
          all(json, "sets", each -> sets(each, classes)),
          all(json, "selective", each -> new SelectiveThreshold(number(each, "accuracy"), number(each, "threshold"))),
          json.containsKey("unsure_below")
              ? OptionalDouble.of(Metadata.probability(json.get("unsure_below"), NAME + " 'unsure_below'"))
              : OptionalDouble.empty());
    } catch (IllegalArgumentException e) {
      throw new WeftException(NAME + ": " + e.getMessage(), e);
    }
  }

  private static int images(Object value) {
    if (value instanceof Integer images && images > 0) {
      return images;
    }
    throw new WeftException("%s must say how many images it is of; received %s.".formatted(NAME, Quoted.value(value)));
  }

  private static VectorScaling vectorScaling(Object value, int classes) {
    Map<String, Object> json = Json.object(value, NAME + " 'vector_scaling'");
    VectorScaling scaling = new VectorScaling(numbers(json, "factors"), numbers(json, "shifts"));
    requireOneEach(scaling.factors().size(), "vector scaling", classes);
    return scaling;
  }

  private static ConformalSets sets(Map<String, Object> json, int classes) {
    String word = Json.text(json.get("method"), NAME + " 'method'");
    for (ConformalSets.Method method : ConformalSets.Method.values()) {
      if (method.name().toLowerCase(Locale.ROOT).equals(word)) {
        ConformalSets sets = new ConformalSets(method, number(json, "coverage"), numbers(json, "thresholds"));
        if (sets.thresholds().size() > 1) {
          requireOneEach(sets.thresholds().size(), "thresholds of sets", classes);
        }
        return sets;
      }
    }
    throw new WeftException(
        "the 'method' of sets must be lac, aps or raps; received '%s'.".formatted(Quoted.text(word)));
  }

  private static void requireOneEach(int count, String what, int classes) {
    if (count != classes) {
      throw new WeftException(
          "%s must have one number for each of %s classes; received %s.".formatted(what, classes, count));
    }
  }

  private static <T> List<T> all(Map<String, Object> json, String key, Function<Map<String, Object>, T> read) {
    String what = NAME + " '" + key + "'";
    List<T> all = new ArrayList<>();
    for (Object each : Json.list(json.get(key), what)) {
      all.add(read.apply(Json.object(each, "each of " + what)));
    }
    return all;
  }

  private static double number(Map<String, Object> json, String key) {
    if (json.get(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw new WeftException("%s '%s' must be a number; received %s.".formatted(NAME, key, Quoted.value(json.get(key))));
  }

  private static List<Double> numbers(Map<String, Object> json, String key) {
    List<Double> numbers = new ArrayList<>();
    for (Object each : Json.list(json.get(key), NAME + " '" + key + "'")) {
      if (each != null && !(each instanceof Number)) {
        throw new WeftException("%s '%s' must be numbers; received %s.".formatted(NAME, key, Quoted.value(each)));
      }
      numbers.add(each == null ? Double.POSITIVE_INFINITY : ((Number) each).doubleValue());
    }
    return numbers;
  }
}
