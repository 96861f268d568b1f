package dev.weft.interop;

import dev.weft.WeftException;
import dev.weft.data.Scaling;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a model needs to be used on pictures, and what made it; Weft keeps it beside the model, in an entry that Keras
 * ignores.
 *
 * @param classNames what each output stands for
 * @param dataset the name of the data it was trained on, empty if unknown
 * @param scaling how bytes became the numbers that it was trained on
 * @param provenance how it was made: checksums, seed, versions, ...; maps, lists, texts, numbers, booleans and nulls
 */
public record Metadata(List<String> classNames, String dataset, Scaling scaling, Map<String, Object> provenance) {
  public Metadata {
    classNames = List.copyOf(classNames);
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
  }

  /** What is assumed of a file that Keras wrote: classes {@code "0"}, {@code "1"}, ... and bytes divided by 255. */
  public static Metadata unknown(int features, int classes) {
    return new Metadata(
        IntStream.range(0, classes).mapToObj(String::valueOf).toList(), "", Scaling.rescale(features), Map.of());
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("class_names", classNames);
    json.put("dataset", dataset);
    json.put("scaling", toJson(scaling));
    json.put("provenance", provenance);
    return json;
  }

  private static Map<String, Object> toJson(Scaling scaling) {
    return scaling.name().equals("rescale")
        ? Map.of("name", "rescale")
        : Map.of("name", scaling.name(), "scale", toDoubles(scaling.scale()), "offset", toDoubles(scaling.offset()));
  }

  static Metadata fromJson(Map<String, Object> json, int features, int classes) {
    List<String> names =
        Json.list(json.get("class_names"), "'class_names'").stream()
            .map(name -> Json.text(name, "each of 'class_names'"))
            .toList();
    if (names.size() != classes && !(classes == 1 && names.size() == 2)) {
      throw new WeftException(
          "'class_names' must be as many as the network's outputs, " + classes + "; received " + names.size() + ".");
    }
    return new Metadata(
        names,
        Json.text(json.get("dataset"), "'dataset'"),
        scaling(Json.object(json.get("scaling"), "'scaling'"), features),
        Json.object(json.get("provenance"), "'provenance'"));
  }

  private static Scaling scaling(Map<String, Object> json, int features) {
    String name = Json.text(json.get("name"), "'scaling'");
    return name.equals("rescale")
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
