package dev.weft.page.comparison;

import dev.weft.chart.Line;
import dev.weft.chart.LineChart;
import dev.weft.chart.ValueRange;
import dev.weft.experiment.Data;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.Validation;
import dev.weft.metrics.Metric;
import dev.weft.page.LineFigure;
import dev.weft.train.EpochResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How runs learned. Only curves of the same images have one axis: those of other images may lie higher for that alone.
 *
 * @param groups runs that learned from and were validated on the same images
 */
record ComparedCurves(List<List<LetteredRun>> groups) {
  /** Of more groups, only those of two runs or more are drawn. */
  private static final int MOST_GROUPS = 4;

  /** On which images a run was validated, and from which it learned. */
  private record Images(String checksum, Integer trainSize, Validation validation, long seed) {
    static Images of(LetteredRun run) {
      Experiment experiment = run.run().experiment();
      Data data = experiment.data();
      boolean isDrawn =
          data.validation() instanceof Validation.Random || data.validation() instanceof Validation.Stratified;
      return new Images(
          run.provenance().checksum(), data.trainSize(), data.validation(), isDrawn ? experiment.training().seed() : 0);
    }
  }

  static ComparedCurves of(List<LetteredRun> runs) {
    Map<Images, List<LetteredRun>> groups =
        runs.stream().collect(Collectors.groupingBy(Images::of, LinkedHashMap::new, Collectors.toList()));
    return new ComparedCurves(List.copyOf(groups.values()));
  }

  /** Those that are drawn. */
  private List<List<LetteredRun>> drawn() {
    return groups.size() <= MOST_GROUPS ? groups : groups.stream().filter(group -> group.size() > 1).toList();
  }

  /** Accuracy and loss of each group: where all its runs were validated, on those images; else while they trained. */
  List<LineFigure> charts() {
    List<LineFigure> charts = new ArrayList<>();
    for (List<LetteredRun> group : drawn()) {
      boolean isValidated =
          group.stream().flatMap(run -> run.run().metrics().epochs().stream()).allMatch(EpochResult::validated);
      String part = isValidated ? "Validation" : "Training";
      charts.add(chart(part, Metric.ACCURACY, group, isValidated ? EpochResult::valAccuracy : EpochResult::accuracy));
      charts.add(chart(part, Metric.LOSS, group, isValidated ? EpochResult::valLoss : EpochResult::loss));
    }
    return charts;
  }

  private LineFigure chart(String part, Metric metric, List<LetteredRun> group, ToDoubleFunction<EpochResult> value) {
    String what = part + " " + metric.words();
    List<Line> lines = group.stream().map(run -> Line.of(run.title(), run.run().metrics().epochs(), value)).toList();
    String title = groups.size() == 1 ? what : "%s of %s".formatted(what, letters(group));
    return LineFigure.of(
        new LineChart(title, "", "epoch", what, ValueRange.FITTED, ValueRange.FITTED, lines).of(metric));
  }

  private static String letters(List<LetteredRun> runs) {
    return runs.stream().map(LetteredRun::letter).collect(Collectors.joining(", "));
  }

  /** Why there are several axes, or why some curves are missing; empty where all runs share one. */
  String note() {
    if (groups.size() == 1) {
      return "";
    }
    String alone =
        groups.stream()
            .filter(group -> !drawn().contains(group))
            .map(ComparedCurves::letters)
            .collect(Collectors.joining(", "));
    String reason = "Only curves of the same training and validation images share an axis";
    return alone.isEmpty()
        ? reason + "; those of others cannot be read beside them."
        : "%s. Of their images no other run is, so no curve is drawn: %s; each run's own page has it."
            .formatted(reason, alone);
  }
}
