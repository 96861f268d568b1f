package dev.weft.classifier;

import dev.weft.classifier.Classification.Label;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a model says of one image, as JSON: the best class, and how far it can be believed. */
public final class ClassificationJson {
  private ClassificationJson() {}

  /** The best class with its number, doubt, likeness and conformal set; what is not known is left out. */
  public static Map<String, Object> of(TrainedModel model, Classification image) {
    Map<String, Object> json = new LinkedHashMap<>(of(model, image.best()));
    image.unsure().ifPresent(unsure -> json.put("unsure", unsure));
    image.unlikeness().ifPresent(score -> json.put("unlikeness", score));
    image.unlike().ifPresent(unlike -> json.put("unlike", unlike));
    if (!image.setIndexes().isEmpty()) {
      json.put("set", model.called(image.setIndexes()));
      json.put("set_indexes", image.setIndexes());
    }
    return json;
  }

  /** A class with its place among the outputs and its number, a {@code probability} or a {@code score}. */
  public static Map<String, Object> of(TrainedModel model, Label label) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("class", label.name());
    json.put("index", label.index());
    json.put(model.kind(), label.probability());
    return json;
  }
}
