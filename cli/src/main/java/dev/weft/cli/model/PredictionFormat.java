package dev.weft.cli.model;

import dev.weft.Quoted;
import dev.weft.calibration.Confidence;
import dev.weft.classifier.Classification;
import dev.weft.classifier.Classification.Label;
import dev.weft.classifier.TrainedModel;
import dev.weft.keras.Json;
import dev.weft.run.Csv;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How predictions are written: all but JSON one by one, so that a long list is seen while it grows. */
enum PredictionFormat {
  TEXT,
  JSON,
  JSON_LINES,
  CSV;

  /** What stands before all predictions. */
  String head(TrainedModel model) {
    if (this != CSV) {
      return "";
    }
    List<String> columns =
        new ArrayList<>(List.of("image", "class", "index", model.kind(), "unsure", "set", "unlikeness", "unlike"));
    IntStream.range(0, model.classNames().size()).forEach(label -> columns.add(model.called(label)));
    columns.add("notes");
    columns.add("error");
    return row(columns);
  }

  /**
   * One prediction.
   *
   * @param top how many classes a person sees
   */
  String line(TrainedModel model, Prediction prediction, int top) {
    return switch (this) {
      case JSON -> "";
      case JSON_LINES -> Json.line(prediction.toJson(model));
      case CSV -> row(cells(model, prediction));
      case TEXT ->
          prediction.hasFailed()
              ? ""
              : Quoted.text(prediction.image(), 1000) + ": " + sentence(model, prediction, top) + "\n";
    };
  }

  /** What stands behind them. */
  String tail(TrainedModel model, List<Prediction> predictions) {
    if (this != JSON) {
      return "";
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("model", model.name());
    if (!model.notes().isEmpty()) {
      all.put("notes", model.notes());
    }
    model.confidence().ifPresent(known -> all.put("calibration", map(known)));
    model.unlikeness().ifPresent(known -> all.put("unlike_above", known.threshold()));
    all.put("predictions", predictions.stream().map(prediction -> prediction.toJson(model)).toList());
    return Json.pretty(all);
  }

  private static Map<String, Object> map(Confidence confidence) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("temperature", confidence.temperature().value());
    map.put("validation_images", confidence.images());
    confidence.shownSets().ifPresent(sets -> map.put("coverage", sets.coverage()));
    return map;
  }

  private static String sentence(TrainedModel model, Prediction prediction, int top) {
    boolean areScores = prediction.answer().areScores();
    String number = areScores ? "%s (score %.4f)" : "%s %.1f%%";
    double factor = areScores ? 1 : 100;
    String doubt =
        prediction.answer().doubt(model.called(prediction.answer().setIndexes()).stream().map(Quoted::text).toList());
    return prediction.answer().labels().stream()
        .limit(top)
        .map(label ->
            String.format(Locale.ROOT, number, Quoted.text(model.called(label.index())), factor * label.probability()))
        .collect(Collectors.joining(", ", "", doubt));
  }

  private static List<String> cells(TrainedModel model, Prediction prediction) {
    List<String> cells = new ArrayList<>(List.of(prediction.image()));
    if (prediction.hasFailed()) {
      cells.addAll(IntStream.range(0, 8 + model.classNames().size()).mapToObj(empty -> "").toList());
      cells.add(prediction.error());
      return cells;
    }
    Classification answer = prediction.answer();
    Label best = answer.best();
    cells.add(best.name());
    cells.add(String.valueOf(best.index()));
    cells.add(String.valueOf((float) best.probability()));
    cells.add(answer.unsure().map(unsure -> unsure ? "yes" : "no").orElse(""));
    cells.add(String.join("|", model.called(answer.setIndexes())));
    cells.add(answer.unlikeness().isEmpty() ? "" : String.valueOf((float) answer.unlikeness().getAsDouble()));
    cells.add(answer.unlike().map(unlike -> unlike ? "yes" : "no").orElse(""));
    for (double value : answer.probabilities()) {
      cells.add(String.valueOf((float) value));
    }
    cells.add(String.join(" ", answer.remarks()));
    cells.add("");
    return cells;
  }

  private static String row(List<String> cells) {
    return Csv.text(List.of(cells.stream().map(Quoted::line).toList()));
  }
}
