package dev.weft.page.run;

import dev.weft.WeftException;
import dev.weft.chart.Chart;
import dev.weft.chart.Charts;
import dev.weft.chart.ClassNames;
import dev.weft.chart.ConfusionCells;
import dev.weft.chart.PointMap;
import dev.weft.chart.ValueRange;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.explain.embedding.Embedder;
import dev.weft.explain.embedding.EmbeddingMap;
import dev.weft.metrics.ConfusionMatrix;
import dev.weft.metrics.Metric;
import dev.weft.metrics.Predictions;
import dev.weft.page.EvaluationTime;
import dev.weft.page.HiddenLayers;
import dev.weft.page.Numbers;
import dev.weft.page.Provenance;
import dev.weft.run.FinishedRun;
import dev.weft.run.MetricsFile;
import dev.weft.run.RunFolder;
import dev.weft.source.DataPart;
import dev.weft.train.EpochResult;
import dev.weft.train.History;
import dev.weft.train.Model;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The charts of a finished run, by their names; each is drawn when it is asked for. */
public final class RunCharts {
  private static final int MOST_ON_A_MAP = 2_000;

  private static final Set<String> OF_THE_WHOLE_RUN =
      Set.of(
          "curves",
          "history",
          Metric.ACCURACY.key(),
          Metric.LOSS.key(),
          "learning-rate",
          "filters",
          "network",
          "results");

  private final FinishedRun run;
  private final MetricsFile metrics;
  private final ChartOptions options;
  private final Map<String, Supplier<Chart>> charts = new LinkedHashMap<>();

  /**
   * @param data the data set that the run is about
   * @throws WeftException if it has other images than the run was tested on, or not the part that is asked for
   */
  public RunCharts(FinishedRun run, ImageDataset data, ChartOptions options) {
    if (!new Provenance(run).isOf(data)) {
      throw new WeftException(
          "%s must be drawn with the images that it was tested on; those of %s are others (their checksums differ)."
              .formatted(run.name(), data.name()));
    }
    this.run = run;
    this.options = options;
    metrics = run.metrics();
    JudgedPart judged = new JudgedPart(run, data, options.part().orElse(DataPart.TEST));
    addCurves();
    addScores(judged);
    addImages(judged);
    if (options.part().isPresent()) {
      addCounts("class-counts", judged.part(), judged.images());
    } else {
      addCounts("class-counts", DataPart.TRAIN, data.train());
      addCounts("test-class-counts", DataPart.TEST, data.test());
    }
    ImageSet sampled = options.part().isPresent() ? judged.images() : data.train();
    charts.put("samples", () -> ofPart(Charts.samples(sampled, options.from(), options.count())));
    if (Files.exists(run.folder().resolve(RunFolder.MODEL))) {
      charts.put("filters", () -> Charts.filters(run.model()));
      addMap(judged, data);
    }
    charts.put("network", () -> Charts.network(RunNetwork.of(run, data)));
    charts.put("results", () -> Charts.table("Results of " + run.name(), results()));
  }

  private void addCurves() {
    List<EpochResult> epochs = metrics.epochs();
    ValueRange x = options.epochs();
    ValueRange y = options.values();
    charts.put("curves", () -> Charts.curves(epochs, x, y));
    charts.put("history", () -> Charts.history(epochs, x, y));
    charts.put(Metric.ACCURACY.key(), () -> Charts.accuracy(epochs, x, y));
    charts.put(Metric.LOSS.key(), () -> Charts.loss(epochs, x, y));
    ValueRange rates = y.equals(ValueRange.FITTED) ? ValueRange.FROM_ZERO : y;
    charts.put("learning-rate", () -> Charts.learningRate(epochs, x, rates));
  }

  private void addScores(JudgedPart judged) {
    List<String> names = run.classNames();
    for (ConfusionCells cells : ConfusionCells.values()) {
      String name = cells == ConfusionCells.COUNTS ? "confusion" : "confusion-" + cells.name().toLowerCase(Locale.ROOT);
      charts.put(name, () -> ofPart(Charts.confusion(ConfusionMatrix.of(judged.predictions()), names, cells)));
    }
    charts.put("per-class", () -> ofPart(Charts.perClass(ConfusionMatrix.of(judged.predictions()), names)));
    charts.put("roc", () -> ofPart(Charts.roc(judged.predictions(), names)));
  }

  /** Says of what part, where the user chose one. */
  private Chart ofPart(Chart chart) {
    return options.part().map(part -> chart.titled(chart.title() + ", " + part.images())).orElse(chart);
  }

  private void addCounts(String name, DataPart part, ImageSet set) {
    String title = "Number of %s of each class".formatted(part.images());
    charts.put(name, () -> Charts.classCounts(set, false).titled(title));
    charts.put(name + "-sorted", () -> Charts.classCounts(set, true).titled(title));
  }

  private void addImages(JudgedPart judged) {
    ImageSet set = judged.images();
    requireImage("--image", options.image(), judged);
    requireImage("--from", options.from(), judged);
    int count = options.count();
    charts.put("first-mistakes", () -> ofPart(Charts.firstMistakes(set, judged.predictions(), count)));
    charts.put("worst-mistakes", () -> ofPart(Charts.worstMistakes(set, judged.predictions(), count)));
    charts.put("predictions", () -> ofPart(Charts.predictions(set, judged.predictions(), options.from(), count)));
    charts.put("probabilities", () -> ofPart(Charts.probabilities(set, judged.predictions(), options.image())));
    charts.put("numbers", () -> ofPart(Charts.numbers(set, options.image())));
    charts.put(
        "pair",
        () -> {
          ChartOptions.Pair pair = options.pair().orElseGet(() -> mostConfused(judged.predictions()));
          return ofPart(Charts.pair(set, judged.predictions(), pair.a(), pair.b()));
        });
  }

  private void addMap(JudgedPart judged, ImageDataset data) {
    boolean isOfFile = run.experiment().model().from() != null;
    if (judged.images().size() >= EmbeddingMap.LEAST && (isOfFile || Embedder.isFor(RunNetwork.of(run, data)))) {
      charts.put("map", () -> ofPart(map(judged)));
    }
  }

  private Chart map(JudgedPart judged) {
    Model model = run.model();
    Predictions predictions = judged.predictions();
    int[] rows = EmbeddingMap.rows(predictions, MOST_ON_A_MAP, 1);
    int threads = Runtime.getRuntime().availableProcessors();
    EmbeddingMap map = EmbeddingMap.of(model, judged.images(), rows, 1, threads);
    EmbeddingMap.Layout layout = map.layouts().getFirst();
    boolean[] wrong = new boolean[rows.length];
    for (int i = 0; i < wrong.length; i++) {
      wrong[i] = !predictions.isRight(rows[i]);
    }
    int[] labels = judged.images().subset(rows).labels();
    String note =
        "%s of %s, %s, trustworthiness %s"
            .formatted(
                Numbers.count(rows.length),
                Numbers.of(predictions.size(), "image"),
                layout.name(),
                Numbers.figure(layout.trustworthiness()));
    return Charts.map(
        new PointMap(
            "Images as the network sees them",
            note,
            layout.places(),
            labels,
            wrong,
            "a mistake",
            ClassNames.shown(run.classNames())));
  }

  private static void requireImage(String option, int image, JudgedPart judged) {
    int size = judged.images().size();
    if (image >= size) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "%s must be from 0 to %,d, as there are %,d %s; received %,d.",
              option,
              size - 1,
              size,
              judged.part().images(),
              image));
    }
  }

  private static ChartOptions.Pair mostConfused(Predictions predictions) {
    List<ConfusionMatrix.Confusion> confused = ConfusionMatrix.of(predictions).mostConfused(1);
    return confused.isEmpty()
        ? new ChartOptions.Pair(0, 1)
        : new ChartOptions.Pair(confused.getFirst().actual(), confused.getFirst().predicted());
  }

  /** The training's figures are those of its last epoch, while the weights moved. */
  private List<List<String>> results() {
    EpochResult last = metrics.epochs().getLast();
    Map<String, Double> train = last.metrics(DataPart.TRAIN);
    List<List<String>> rows = new ArrayList<>();
    rows.add(Stream.concat(Stream.of(""), Stream.of(DataPart.values()).map(DataPart::word)).toList());
    metrics
        .test()
        .forEach((name, value) ->
            rows.add(
                List.of(
                    Metric.words(name),
                    number(train.get(name)),
                    number(metrics.validation().get(name)),
                    number(value))));
    double best = History.bestAccuracy(metrics.epochs());
    rows.add(List.of("best accuracy of an epoch", "", number(best), ""));
    rows.add(List.of("train accuracy less test accuracy", "", "", number(gap())));
    HiddenLayers hidden = HiddenLayers.of(run.experiment().model().layers());
    rows.add(List.of("nodes (units or filters of hidden layers)", hidden.words(), "", ""));
    rows.add(List.of("hidden layers", String.valueOf(hidden.count()), "", ""));
    rows.add(List.of("parameters", Numbers.count(metrics.parameters()), "", ""));
    rows.add(List.of("seconds", seconds(metrics.seconds()), "", seconds(EvaluationTime.of(run))));
    return rows;
  }

  private double gap() {
    return metrics.epochs().getLast().accuracy() - Metric.ACCURACY.in(metrics.test());
  }

  private static String seconds(double seconds) {
    return Double.isNaN(seconds) ? "" : String.format(Locale.ROOT, seconds < 10 ? "%.3f" : "%.1f", seconds);
  }

  private static String number(Double value) {
    return value == null || value.isNaN() ? "" : String.format(Locale.ROOT, "%.4f", value);
  }

  /** What the file of a chart is called: with the part of the data before it, where the user chose one. */
  public String file(String name) {
    String start = OF_THE_WHOLE_RUN.contains(name) ? "" : options.part().map(part -> part.word() + "-").orElse("");
    return start + name;
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
