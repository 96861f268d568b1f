package dev.weft.cli.model;

import dev.weft.classifier.Classification;
import dev.weft.classifier.ClassificationJson;
import dev.weft.classifier.TrainedModel;
import java.util.LinkedHashMap;
import java.util.Map;

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

  /** As JSON has it: {@code outputs} tells classes of the same name apart. */
  Map<String, Object> toJson(TrainedModel model) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("image", image);
    if (hasFailed()) {
      json.put("error", error);
      return json;
    }
    json.putAll(ClassificationJson.of(model, answer));
    if (model.hasUniqueNames()) {
      Map<String, Double> all = new LinkedHashMap<>();
      answer.labels().forEach(label -> all.put(label.name(), label.probability()));
      json.put(answer.areScores() ? "scores" : "probabilities", all);
    }
    json.put("outputs", answer.outputs().stream().map(label -> ClassificationJson.of(model, label)).toList());
    if (!answer.remarks().isEmpty()) {
      json.put("notes", answer.remarks());
    }
    return json;
  }
}
