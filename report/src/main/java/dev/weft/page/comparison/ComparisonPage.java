package dev.weft.page.comparison;

import dev.weft.chart.ClassNames;
import dev.weft.chart.Line;
import dev.weft.chart.LineChart;
import dev.weft.chart.ValueRange;
import dev.weft.dataset.DataPart;
import dev.weft.dataset.ImageDataset;
import dev.weft.metrics.Metric;
import dev.weft.page.BarFigure;
import dev.weft.page.Gallery;
import dev.weft.page.LineFigure;
import dev.weft.page.Numbers;
import dev.weft.page.Page;
import dev.weft.page.Script;
import dev.weft.page.Section;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.run.FinishedRun;
import dev.weft.run.MetricsFile;
import dev.weft.study.ComparedRun;
import dev.weft.study.RunComparison;
import dev.weft.study.RunComparisons;
import dev.weft.study.RunPair;
import dev.weft.train.EpochResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The page of two runs or more: in what they differ, what that is worth, and the images that only one of them gets
 * right. All are compared with the first, A.
 */
public final class ComparisonPage {
  private final List<LetteredRun> runs;
  private final RunComparisons compared;
  private final Gallery gallery;

  private ComparisonPage(List<LetteredRun> runs, RunComparisons compared, Gallery gallery) {
    this.runs = runs;
    this.compared = compared;
    this.gallery = gallery;
  }

  /**
   * Makes the page.
   *
   * @param runs two or more
   * @param data the images that they were tested on; where they are none or others than the first run's, the page has
   *     no images and says so
   * @throws IllegalArgumentException if there are fewer than two runs
   */
  public static Page of(List<FinishedRun> runs, Optional<ImageDataset> data) {
    if (runs.size() < 2) {
      throw new IllegalArgumentException("a comparison is of 2 runs or more; received " + runs.size() + ".");
    }
    List<LetteredRun> lettered = LetteredRun.all(runs);
    RunComparisons compared = RunComparisons.of(lettered.stream().map(LetteredRun::compared).toList());
    Gallery gallery = Gallery.of(runs.subList(0, 1), data, shown(compared.pairs()));
    return Page.of("comparison/page.jte", new ComparisonPage(lettered, compared, gallery));
  }

  /** As many of each side of each pair. */
  private static List<Integer> shown(List<RunPair> pairs) {
    int ofEachSide = pairs.isEmpty() ? 0 : Gallery.MOST / 2 / pairs.size();
    Set<Integer> rows = new LinkedHashSet<>();
    for (int place = 0; place < ofEachSide; place++) {
      for (RunPair pair : pairs) {
        addAt(place, pair.onlyFirst(), rows);
        addAt(place, pair.onlySecond(), rows);
      }
    }
    return List.copyOf(rows);
  }

  private static void addAt(int place, List<Integer> from, Set<Integer> rows) {
    if (place < from.size()) {
      rows.add(from.get(place));
    }
  }

  List<LetteredRun> runs() {
    return runs;
  }

  List<RunPair> pairs() {
    return compared.pairs();
  }

  /** The letter of a run of a pair. */
  String letter(ComparedRun run) {
    return lettered(run).letter();
  }

  private LetteredRun lettered(ComparedRun run) {
    return runs.stream().filter(one -> one.title().equals(run.name())).findFirst().orElseThrow();
  }

  Gallery gallery() {
    return gallery;
  }

  String title() {
    return runs.stream().map(LetteredRun::name).collect(Collectors.joining(" and "));
  }

  BarFigure accuracies() {
    return BarFigure.of("Test accuracy", runs.stream().map(LetteredRun::bar).toList());
  }

  /** Whether all were tested on the same images. */
  boolean isOfOneTest() {
    return pairs().size() == runs.size() - 1;
  }

  /** A sentence on what came out, and one on whether it is more than chance for each run but the first. */
  List<String> verdict() {
    List<String> sentences = new ArrayList<>();
    sentences.add(isOfOneTest() ? best() : "The runs were not all tested on the same images, so none is the best.");
    compared.comparisons().stream().map(RunComparison::sentence).forEach(sentences::add);
    return sentences;
  }

  private String best() {
    LetteredRun best = runs.getFirst();
    for (LetteredRun run : runs) {
      best = Metric.ACCURACY.better(run.testAccuracy(), best.testAccuracy()) ? run : best;
    }
    return "The highest test accuracy is that of %s: %s, 95 %% interval %s (Wilson)."
        .formatted(best.title(), Numbers.figure(best.testAccuracy()), best.accuracy().interval().words());
  }

  List<String> warnings() {
    List<String> warnings = new ArrayList<>(compared.warnings());
    for (LetteredRun run : runs) {
      run.run().metrics().warnings().values().forEach(warning -> warnings.add(run.letter() + ": " + warning));
    }
    return warnings;
  }

  /** Settings and provenance in which not all runs agree. */
  Table settings() {
    return SettingsTable.of(runs);
  }

  Table results() {
    List<List<Cell>> rows = new ArrayList<>();
    Set<String> metrics = new LinkedHashSet<>();
    runs.forEach(run -> metrics.addAll(run.run().metrics().test().keySet()));
    for (String metric : metrics) {
      rows.add(
          row(
              DataPart.TEST.word() + " " + Metric.words(metric),
              file -> Cell.of(file.test().getOrDefault(metric, Double.NaN))));
    }
    rows.add(row(Metric.ACCURACY.words(DataPart.VALIDATION), file -> Cell.of(Metric.ACCURACY.in(file.validation()))));
    rows.add(row("parameters", file -> Cell.of((long) file.parameters())));
    rows.add(row("epochs", file -> Cell.of((long) file.epochs().size())));
    rows.add(row("training time", file -> Cell.seconds(file.seconds())));
    List<String> header = Stream.concat(Stream.of("figure"), runs.stream().map(LetteredRun::title)).toList();
    return new Table("Results", header, rows);
  }

  private List<Cell> row(String head, Function<MetricsFile, Cell> cell) {
    return Stream.concat(Stream.of(Cell.of(head)), runs.stream().map(run -> cell.apply(run.run().metrics()))).toList();
  }

  /** Where all were validated, on those images; else while they trained. */
  List<LineFigure> curves() {
    boolean validated =
        runs.stream().flatMap(run -> run.run().metrics().epochs().stream()).allMatch(EpochResult::validated);
    return validated
        ? List.of(
            chart("Validation accuracy", Metric.ACCURACY, EpochResult::valAccuracy),
            chart("Validation loss", Metric.LOSS, EpochResult::valLoss))
        : List.of(
            chart("Training accuracy", Metric.ACCURACY, EpochResult::accuracy),
            chart("Training loss", Metric.LOSS, EpochResult::loss));
  }

  private LineFigure chart(String title, Metric metric, ToDoubleFunction<EpochResult> value) {
    List<Line> lines = runs.stream().map(run -> Line.of(run.title(), run.run().metrics().epochs(), value)).toList();
    return LineFigure.of(
        new LineChart(title, "", "epoch", title, ValueRange.FITTED, ValueRange.FITTED, lines).of(metric));
  }

  List<Section> contents() {
    return List.of(
        new Section("verdict", "Verdict"),
        new Section("warnings", "Warnings"),
        new Section("settings", "Settings"),
        new Section("results", "Results"),
        new Section("curves", "Learning curves"),
        new Section("images", "Images"),
        new Section("provenance", "Provenance"));
  }

  String data() {
    Map<String, Object> map = new LinkedHashMap<>();
    FinishedRun first = runs.getFirst().run();
    map.put("classes", ClassNames.shown(first.classNames()));
    List<FinishedRun> same = new ArrayList<>(List.of(first));
    pairs().forEach(pair -> same.add(lettered(pair.second()).run()));
    map.put("images", gallery.toMap(same));
    map.put("pairs", IntStream.range(0, pairs().size()).mapToObj(this::slots).toList());
    return Script.data(map);
  }

  /** Where in the gallery the images are that only one of two has right. */
  private Map<String, Object> slots(int number) {
    RunPair pair = pairs().get(number);
    Map<Integer, Integer> slots = new HashMap<>();
    for (int slot = 0; slot < gallery.rows().length; slot++) {
      slots.put(gallery.rows()[slot], slot);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("first", letter(pair.first()));
    map.put("second", letter(pair.second()));
    map.put("secondRun", number + 1);
    map.put("onlyFirst", pair.onlyFirst().stream().map(slots::get).filter(Objects::nonNull).toList());
    map.put("onlySecond", pair.onlySecond().stream().map(slots::get).filter(Objects::nonNull).toList());
    return map;
  }
}
