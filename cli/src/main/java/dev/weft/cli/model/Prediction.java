package dev.weft.cli.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What a model predicts for one image.
 *
 * @param image as the user named it
 * @param seen what the network saw: (height, width, channels), unsigned bytes
 * @param values (classes): probabilities, calibrated unless they are wanted raw, or scores; empty if there is an error
 * @param set the classes that hold the true one for the model's share of images; none where it knows no sets
 * @param unlikeness how unlike it is to all that the model learned; empty where the model does not know it
 * @param notes what a person should know of the image, a sentence each
 * @param hint names another option that may fit better, if one does
 * @param error why there is none, with the image's name; null if there is one
 */
record Prediction(
    String image,
    byte[] seen,
    double[] values,
    List<Integer> set,
    OptionalDouble unlikeness,
    List<String> notes,
    Optional<String> hint,
    String error) {
  static Prediction failed(String image, String error) {
    return new Prediction(
        image, new byte[0], new double[0], List.of(), OptionalDouble.empty(), List.of(), Optional.empty(), error);
  }

  boolean hasFailed() {
    return error != null;
  }

  /** The classes, the likeliest first. */
  int[] ranked() {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer label) -> values[label]).reversed())
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The names of the set's classes, each as no other class has it. */
  List<String> setNames(UsedModel model) {
    return set.stream().map(model::called).toList();
  }

  /** Whether it is unlike anything that the model learned; empty where the model does not know it. */
  Optional<Boolean> isUnlike(UsedModel model) {
    return unlikeness.isEmpty()
        ? Optional.empty()
        : model.unlikeness().map(known -> known.isUnlike(unlikeness.getAsDouble()));
  }

  /** Notes and hint. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>(notes);
    hint.ifPresent(remarks::add);
    return remarks;
  }

  /** As JSON has it: {@code outputs} tells classes of the same name apart. */
  Map<String, Object> toJson(UsedModel model) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("image", image);
    if (hasFailed()) {
      json.put("error", error);
      return json;
    }
    int[] ranked = ranked();
    String kind = model.kind();
    json.put("class", model.classNames().get(ranked[0]));
    json.put("index", ranked[0]);
    json.put(kind, values[ranked[0]]);
    model.isUnsure(values[ranked[0]]).ifPresent(unsure -> json.put("unsure", unsure));
    unlikeness.ifPresent(score -> json.put("unlikeness", score));
    isUnlike(model).ifPresent(unlike -> json.put("unlike", unlike));
    if (!set.isEmpty()) {
      json.put("set", setNames(model));
      json.put("set_indexes", set);
    }
    if (model.hasUniqueNames()) {
      Map<String, Double> all = new LinkedHashMap<>();
      for (int label : ranked) {
        all.put(model.classNames().get(label), values[label]);
      }
      json.put(kind.equals("score") ? "scores" : "probabilities", all);
    }
    json.put(
        "outputs",
        IntStream.range(0, values.length)
            .mapToObj(label -> {
              Map<String, Object> output = new LinkedHashMap<>();
              output.put("index", label);
              output.put("class", model.classNames().get(label));
              output.put(kind, values[label]);
              return output;
            })
            .toList());
    if (!remarks().isEmpty()) {
      json.put("notes", remarks());
    }
    return json;
  }
}
