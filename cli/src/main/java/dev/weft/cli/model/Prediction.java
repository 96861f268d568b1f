package dev.weft.cli.model;

import dev.weft.classifier.Classification;
import dev.weft.classifier.Classification.Label;
import dev.weft.classifier.TrainedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a model predicts for one image of a user's.
 *
 * @param image as the user named it
 * @param answer null if there is an error
 * @param error why there is none, with the image's name; null if there is one
 */
record Prediction(String image, Classification answer, String error) {
  static Prediction of(String image, Classification answer) {
    return new Prediction(image, answer, null);
  }

  static Prediction failed(String image, String error) {
    return new Prediction(image, null, error);
  }

  boolean hasFailed() {
    return error != null;
  }

  /** The names of the set's classes, each as no other class has it. */
  List<String> setNames(TrainedModel model) {
    return answer.setIndexes().stream().map(model::called).toList();
  }

  /** Notes and hint. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>(answer.notes());
    answer.hint().ifPresent(remarks::add);
    return remarks;
  }

  /** As JSON has it: {@code outputs} tells classes of the same name apart. */
  Map<String, Object> toJson(TrainedModel model) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("image", image);
    if (hasFailed()) {
      json.put("error", error);
      return json;
    }
    String kind = model.kind();
    Label best = answer.best();
    json.put("class", best.name());
    json.put("index", best.index());
    json.put(kind, best.probability());
    answer.unsure().ifPresent(unsure -> json.put("unsure", unsure));
    answer.unlikeness().ifPresent(score -> json.put("unlikeness", score));
    answer.unlike().ifPresent(unlike -> json.put("unlike", unlike));
    if (!answer.setIndexes().isEmpty()) {
      json.put("set", setNames(model));
      json.put("set_indexes", answer.setIndexes());
    }
    if (model.hasUniqueNames()) {
      Map<String, Double> all = new LinkedHashMap<>();
      answer.labels().forEach(label -> all.put(label.name(), label.probability()));
      json.put(kind.equals("score") ? "scores" : "probabilities", all);
    }
    double[] values = answer.probabilities();
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
