package dev.weft.study;

import dev.weft.Decimal;
import dev.weft.metrics.Metric;
import dev.weft.run.Csv;
import dev.weft.source.DataPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What came out of a study. */
public record StudyResults(Study study, List<PartResults> parts) {
  static StudyResults of(Study study, Map<String, TrialResult> results) {
    return new StudyResults(study, study.parts().stream().map(part -> PartResults.of(part, results)).toList());
  }

  /** All trainings. */
  public List<TrialResult> trials() {
    return parts.stream()
        .flatMap(part -> Stream.concat(part.rows().stream(), part.chosen().stream()))
        .flatMap(row -> row.trials().stream())
        .toList();
  }

  /** What nested cross-validation says, for each part that has it. */
  public List<NestedEstimate> nested() {
    return parts.stream().flatMap(part -> NestedEstimate.of(part, parts).stream()).toList();
  }

  /** What {@code results.json} and {@code weft study --json} say. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("study", study.name());
    if (!nested().isEmpty()) {
      map.put("nested", nested().stream().map(NestedEstimate::toMap).toList());
    }
    map.put("parts", parts.stream().map(PartResults::toMap).toList());
    return map;
  }

  /** One line for each training. */
  String toCsv() {
    List<String> metrics = trials().stream().flatMap(trial -> trial.test().keySet().stream()).distinct().toList();
    List<Object> header =
        new ArrayList<>(
            List.of(
                "part",
                "recipe",
                "replica",
                "state",
                "epochs",
                "parameters",
                "train_seconds",
                column(DataPart.TRAIN, Metric.ACCURACY.key())));
    List<String> known = Metric.ofAnEvaluation().stream().map(Metric::key).toList();
    List<String> evaluated = metrics.stream().filter(known::contains).toList(); // further ones are of test images alone
    evaluated.forEach(name -> header.add(column(DataPart.VALIDATION, name)));
    metrics.forEach(name -> header.add(column(DataPart.TEST, name)));
    header.add("reason");
    List<List<Object>> rows = new ArrayList<>(List.of(header));
    for (TrialResult result : trials()) {
      List<Object> cells = new ArrayList<>();
      cells.add(result.trial().part());
      cells.add(result.trial().candidate().name());
      cells.add(result.trial().replica());
      cells.add(result.state().word());
      cells.add(result.epochs());
      cells.add(result.parameters());
      cells.add(result.seconds());
      cells.add(said(Metric.ACCURACY.in(result.train())));
      evaluated.forEach(name -> cells.add(said(result.validation().get(name))));
      metrics.forEach(name -> cells.add(said(result.test().get(name))));
      cells.add(result.reason());
      rows.add(cells);
    }
    return Csv.text(rows);
  }

  private static String column(DataPart part, String metric) {
    return part.word() + "_" + metric;
  }

  private static String said(Double value) {
    return value == null || value.isNaN() ? "" : Decimal.text(value);
  }
}
