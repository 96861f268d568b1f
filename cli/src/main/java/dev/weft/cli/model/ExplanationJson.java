package dev.weft.cli.model;

import dev.weft.classifier.TrainedModel;
import dev.weft.explain.Answer;
import dev.weft.explain.Answer.ConformalSet;
import dev.weft.explain.Explanation;
import dev.weft.explain.Explanation.CheckedMap;
import dev.weft.explain.Explanation.OfClass;
import dev.weft.explain.NearImage;
import dev.weft.explain.attribution.MapCheck;
import dev.weft.explain.attribution.Region;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An explanation as JSON: the prediction as {@code weft predict} has it, and why. */
final class ExplanationJson {
  private ExplanationJson() {}

  static Map<String, Object> of(TrainedModel model, Prediction prediction, Explanation why) {
    Map<String, Object> json = new LinkedHashMap<>(prediction.toJson(model));
    Answer answer = why.answer();
    json.put("given", answer.values());
    answer.calibrated().ifPresent(all -> json.put("calibrated", all));
    answer.set().ifPresent(set -> json.put("conformal_set", map(model, set)));
    why.truth().ifPresent(label -> json.put("true_class", model.classNames().get(label)));
    json.put("explained", why.classes().stream().map(asked -> map(model, why, asked)).toList());
    json.put("nearest", why.nearest().stream().map(near -> map(model, near)).toList());
    json.put("nearest_in_words", why.nearestInWords());
    return json;
  }

  private static Map<String, Object> map(TrainedModel model, ConformalSet set) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("coverage", set.coverage());
    json.put("classes", set.labels().stream().map(model.classNames()::get).toList());
    return json;
  }

  private static Map<String, Object> map(TrainedModel model, Explanation why, OfClass asked) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("class", model.classNames().get(asked.label()));
    json.put("index", asked.label());
    json.put("maps", asked.maps().stream().map(map -> map(why, map)).toList());
    return json;
  }

  private static Map<String, Object> map(Explanation why, CheckedMap map) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("method", map.attribution().method().key());
    json.put("holds", map.check().passes());
    if (!map.check().passes()) {
      json.put("failure", map.check().failure());
    }
    json.put("check", map(map.check()));
    map.attribution().difference().ifPresent(missed -> json.put("sum_misses", missed));
    json.put("regions", map.regions().stream().map(ExplanationJson::map).toList());
    json.put("map", rows(map.attribution().map(), why.image().size(1)));
    return json;
  }

  private static Map<String, Object> map(MapCheck check) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("deletion_area", check.curves().deletionArea());
    json.put("deletion_area_of_noise", check.deletionOfNoise());
    json.put("insertion_area", check.curves().insertionArea());
    json.put("insertion_area_of_noise", check.insertionOfNoise());
    json.put("maps_of_noise", check.noiseMaps());
    json.put("maps_of_noise_as_good", check.asGood());
    json.put("likeness_to_random_weights", check.likeness());
    json.put("deletion", check.curves().deletion());
    json.put("insertion", check.curves().insertion());
    return json;
  }

  private static Map<String, Object> map(Region region) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("place", region.place());
    json.put("rows", List.of(region.top(), region.bottom()));
    json.put("columns", List.of(region.left(), region.right()));
    json.put("share", region.share());
    return json;
  }

  private static Map<String, Object> map(TrainedModel model, NearImage near) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("index", near.index());
    near.name().ifPresent(name -> json.put("name", name));
    json.put("class", model.classNames().get(near.label()));
    json.put("predicted", model.classNames().get(near.predicted()));
    json.put("distance", near.distance());
    return json;
  }

  /** (height, width). */
  private static List<List<Float>> rows(float[] map, int width) {
    List<List<Float>> rows = new ArrayList<>();
    for (int from = 0; from < map.length; from += width) {
      List<Float> row = new ArrayList<>();
      for (int x = 0; x < width; x++) {
        row.add(map[from + x]);
      }
      rows.add(row);
    }
    return rows;
  }
}
