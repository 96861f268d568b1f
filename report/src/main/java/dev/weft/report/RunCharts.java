package dev.weft.report;

import dev.weft.WeftException;
import dev.weft.chart.Chart;
import dev.weft.chart.Charts;
import dev.weft.chart.ConfusionCells;
import dev.weft.data.ImageDataset;
import dev.weft.data.ImageSet;
import dev.weft.experiment.FinishedRun;
import dev.weft.experiment.MetricsFile;
import dev.weft.experiment.RunFolder;
import dev.weft.experiment.Trial;
import dev.weft.interop.KerasFile;
import dev.weft.metrics.ConfusionMatrix;
import dev.weft.metrics.Predictions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** The charts of a finished run, by their names; each is drawn when it is asked for. */
public final class RunCharts {
  private final FinishedRun run;
  private final MetricsFile metrics;
  private final Map<String, Supplier<Chart>> charts = new LinkedHashMap<>();

  /**
   * @param data the data set that the run is about
   * @throws WeftException if it has other pictures than the run was tested on
   */
  public RunCharts(FinishedRun run, ImageDataset data, ChartOptions options) {
    if (!new Provenance(run).isOf(data)) {
      throw new WeftException(
          "%s must be drawn with the pictures that it was tested on; those of %s are others (their checksums differ)."
              .formatted(run.name(), data.name()));
    }
    this.run = run;
    metrics = run.metrics();
    addCurves(options);
    addScores();
    addPictures(data.test(), options);
    addCounts("class-counts", "Training pictures", data.train());
    addCounts("test-class-counts", "Test pictures", data.test());
    charts.put("samples", () -> Charts.samples(data.train(), options.count()));
    charts.put("filters", () -> Charts.filters(KerasFile.read(run.folder().resolve(RunFolder.MODEL)).model()));
    charts.put("network", () -> Charts.network(Trial.of(run.experiment(), data).network()));
    charts.put("results", () -> Charts.table("Results of " + run.name(), results()));
  }

  private void addCurves(ChartOptions options) {
    charts.put("curves", () -> Charts.curves(metrics.epochs()));
    charts.put("accuracy", () -> Charts.accuracy(metrics.epochs(), options.range()));
    charts.put("loss", () -> Charts.loss(metrics.epochs(), options.range()));
    charts.put("learning-rate", () -> Charts.learningRate(metrics.epochs()));
  }

  private void addScores() {
    Predictions predictions = run.predictions().predictions();
    List<String> names = run.predictions().classNames();
    ConfusionMatrix matrix = ConfusionMatrix.of(predictions);
    charts.put("confusion", () -> Charts.confusion(matrix, names, ConfusionCells.COUNTS));
    charts.put("confusion-normalized", () -> Charts.confusion(matrix, names, ConfusionCells.NORMALIZED));
    charts.put("confusion-mistakes", () -> Charts.confusion(matrix, names, ConfusionCells.MISTAKES));
    charts.put("per-class", () -> Charts.perClass(matrix, names));
    charts.put("roc", () -> Charts.roc(predictions, names));
  }

  private void addCounts(String name, String what, ImageSet set) {
    charts.put(name, () -> Charts.classCounts(set, false).titled(what + " of each class"));
    charts.put(name + "-sorted", () -> Charts.classCounts(set, true).titled(what + " of each class"));
  }

  private void addPictures(ImageSet test, ChartOptions options) {
    Predictions predictions = run.predictions().predictions();
    if (options.picture() >= test.size()) {
      throw new WeftException("a test picture is 0 to %d; received %d.".formatted(test.size() - 1, options.picture()));
    }
    charts.put("first-mistakes", () -> Charts.firstMistakes(test, predictions, options.count()));
    charts.put("worst-mistakes", () -> Charts.worstMistakes(test, predictions, options.count()));
    charts.put("predictions", () -> Charts.predictions(test, predictions, options.count()));
    charts.put("probabilities", () -> Charts.probabilities(test, predictions, options.picture()));
    charts.put("numbers", () -> Charts.numbers(test, options.picture()));
    charts.put(
        "pair",
        () -> {
          ChartOptions.Pair pair = options.pair().orElseGet(() -> mostConfused(predictions));
          return Charts.pair(test, predictions, pair.a(), pair.b());
        });
  }

  private static ChartOptions.Pair mostConfused(Predictions predictions) {
    List<ConfusionMatrix.Confusion> confused = ConfusionMatrix.of(predictions).mostConfused(1);
    return confused.isEmpty()
        ? new ChartOptions.Pair(0, 1)
        : new ChartOptions.Pair(confused.getFirst().actual(), confused.getFirst().predicted());
  }

  private List<List<String>> results() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "validation", "test"));
    metrics
        .test()
        .forEach((name, value) -> rows.add(List.of(name, number(metrics.validation().get(name)), number(value))));
    rows.add(List.of("seconds", "", String.format(Locale.ROOT, "%.1f", metrics.seconds())));
    return rows;
  }

  private static String number(Double value) {
    return value == null || value.isNaN() ? "" : String.format(Locale.ROOT, "%.4f", value);
  }

  /** All that can be drawn. */
  public List<String> names() {
    return List.copyOf(charts.keySet());
  }

  /** One of {@link #names}. */
  public Chart of(String name) {
    return charts.get(name).get();
  }
}
