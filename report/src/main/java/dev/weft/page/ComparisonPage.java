package dev.weft.page;

import dev.weft.chart.ClassNames;
import dev.weft.dataset.DataPart;
import dev.weft.dataset.ImageDataset;
import dev.weft.diagnostics.OtherData;
import dev.weft.diagnostics.WithinNoise;
import dev.weft.metrics.Metric;
import dev.weft.model.Layer;
import dev.weft.page.LineChart.Line;
import dev.weft.page.Table.Cell;
import dev.weft.run.FinishedRun;
import dev.weft.statistics.Holm;
import dev.weft.statistics.Verdict;
import dev.weft.statistics.Wilson;
import dev.weft.train.EpochResult;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final List<FinishedRun> runs;
  private final List<Pair> pairs;
  private final Gallery gallery;

  private ComparisonPage(List<FinishedRun> runs, Optional<ImageDataset> data) {
    this.runs = runs;
    FinishedRun first = runs.getFirst();
    pairs = runs.stream().skip(1).filter(run -> sameImages(first, run)).map(run -> Pair.of(first, run)).toList();
    gallery = Gallery.of(runs.subList(0, 1), data, shown());
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
    return Page.of("comparison.jte", new ComparisonPage(List.copyOf(runs), data));
  }

  private static boolean sameImages(FinishedRun first, FinishedRun other) {
    return new Provenance(first).checksum().equals(new Provenance(other).checksum())
        && Arrays.equals(first.predictions().images(), other.predictions().images());
  }

  /** As many of each side of each pair. */
  private List<Integer> shown() {
    int ofEachSide = pairs.isEmpty() ? 0 : Gallery.MOST / 2 / pairs.size();
    Set<Integer> rows = new LinkedHashSet<>();
    for (int place = 0; place < ofEachSide; place++) {
      for (Pair pair : pairs) {
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

  List<FinishedRun> runs() {
    return runs;
  }

  List<Pair> pairs() {
    return pairs;
  }

  Gallery gallery() {
    return gallery;
  }

  String title() {
    return runs.stream().map(FinishedRun::name).collect(Collectors.joining(" and "));
  }

  /** A, B, ... */
  String letter(FinishedRun run) {
    return letter(runs.indexOf(run));
  }

  private static String letter(int place) {
    return place < 26 ? String.valueOf((char) ('A' + place)) : "R" + (place + 1);
  }

  Provenance provenance(FinishedRun run) {
    return new Provenance(run);
  }

  private static double testAccuracy(FinishedRun run) {
    return Metric.ACCURACY.in(run.metrics().test());
  }

  Wilson accuracy(FinishedRun run) {
    int images = run.predictions().predictions().size();
    return new Wilson((int) Math.round(testAccuracy(run) * images), images);
  }

  IntervalChart accuracies() {
    return IntervalChart.of(
        "Test accuracy",
        runs.stream()
            .map(run ->
                IntervalChart.Bar.of(
                    letter(run) + " " + run.name(), testAccuracy(run), Optional.of(accuracy(run).interval())))
            .toList());
  }

  /** What each difference from the first run is worth, corrected for their number. */
  List<Verdict> verdicts() {
    return Holm.verdicts(pairs.stream().map(Pair::test).toList());
  }

  /** Whether all were tested on the same images. */
  boolean isOfOneTest() {
    return pairs.size() == runs.size() - 1;
  }

  /** A sentence on what came out, and one on whether it is more than chance for each run but the first. */
  List<String> verdict() {
    List<String> sentences = new ArrayList<>();
    sentences.add(isOfOneTest() ? best() : "The runs were not all tested on the same images, so none is the best.");
    List<Verdict> verdicts = verdicts();
    for (int i = 0; i < pairs.size(); i++) {
      sentences.add(
          "%s against %s is %s."
              .formatted(letter(pairs.get(i).first()), letter(pairs.get(i).second()), verdicts.get(i).sentence()));
    }
    return sentences;
  }

  private String best() {
    FinishedRun best = runs.getFirst();
    for (FinishedRun run : runs) {
      best = testAccuracy(run) > testAccuracy(best) ? run : best;
    }
    return "The highest test accuracy is that of %s %s: %s, 95 %% interval %s (Wilson)."
        .formatted(letter(best), best.name(), Numbers.figure(testAccuracy(best)), accuracy(best).interval().words());
  }

  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (FinishedRun run : runs.subList(1, runs.size())) {
      otherData(runs.getFirst(), run).ifPresent(warning -> warnings.add(warning.sentence()));
    }
    List<Verdict> verdicts = verdicts();
    for (int i = 0; i < pairs.size(); i++) {
      withinNoise(pairs.get(i), verdicts.get(i)).ifPresent(warning -> warnings.add(warning.sentence()));
    }
    runs.forEach(
        run -> run.metrics().warnings().values().forEach(warning -> warnings.add(letter(run) + ": " + warning)));
    return warnings;
  }

  private static Optional<OtherData> otherData(FinishedRun first, FinishedRun second) {
    return new OtherData(
            first.name(),
            first.experiment().data().dataset(),
            new Provenance(first).checksum(),
            second.name(),
            second.experiment().data().dataset(),
            new Provenance(second).checksum())
        .ifSo();
  }

  private Optional<WithinNoise> withinNoise(Pair pair, Verdict verdict) {
    return new WithinNoise(
            letter(pair.first()) + " " + pair.first().name(),
            letter(pair.second()) + " " + pair.second().name(),
            Metric.ACCURACY.words(),
            testAccuracy(pair.first()),
            testAccuracy(pair.second()),
            verdict)
        .ifSo();
  }

  /** Settings and provenance in which not all runs agree. */
  Table settings() {
    List<List<Cell>> rows = new ArrayList<>();
    addDifferences(runs.stream().map(this::settings).toList(), rows);
    addDifferences(runs.stream().map(ComparisonPage::measuredOn).toList(), rows);
    return new Table("Only what differs", header("setting"), rows);
  }

  /** All of a run; a layer that is of another kind in another run is one setting. */
  private Map<String, Object> settings(FinishedRun run) {
    Map<String, Object> settings = new LinkedHashMap<>(run.experiment().parameters());
    int deepest = runs.stream().mapToInt(other -> other.experiment().model().size()).max().orElse(0);
    for (int i = 0; i < deepest; i++) {
      int layer = i;
      if (runs.stream().map(other -> kind(other, layer)).distinct().count() > 1) {
        String path = "model." + i;
        settings.keySet().removeIf(name -> name.startsWith(path + "."));
        settings.remove(path);
        if (i < run.experiment().model().size()) {
          settings.put(path, LayerCard.inWords(run.experiment().model().get(i)));
        }
      }
    }
    return settings;
  }

  private static String kind(FinishedRun run, int layer) {
    List<Layer> model = run.experiment().model();
    return layer < model.size() ? model.get(layer).kind() : "";
  }

  private static void addDifferences(List<Map<String, Object>> settings, List<List<Cell>> rows) {
    Set<String> names = new LinkedHashSet<>();
    settings.forEach(map -> names.addAll(map.keySet()));
    for (String name : names) {
      if (settings.stream().map(map -> Objects.toString(map.get(name), "")).distinct().count() > 1) {
        rows.add(row(name, settings, map -> Cell.of(Objects.toString(map.get(name), ""))));
      }
    }
  }

  private static Map<String, Object> measuredOn(FinishedRun run) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("data checksum", new Provenance(run).checksum());
    for (String name : List.of("weft", "java", "system", "simd", "threads")) {
      map.put(name, run.provenance().at(name));
    }
    return map;
  }

  Table results() {
    List<List<Cell>> rows = new ArrayList<>();
    Set<String> metrics = new LinkedHashSet<>();
    runs.forEach(run -> metrics.addAll(run.metrics().test().keySet()));
    for (String metric : metrics) {
      rows.add(
          row(
              DataPart.TEST.word() + " " + Metric.words(metric),
              runs,
              run -> Cell.of(run.metrics().test().getOrDefault(metric, Double.NaN))));
    }
    rows.add(row("validation accuracy", runs, run -> Cell.of(Metric.ACCURACY.in(run.metrics().validation()))));
    rows.add(row("parameters", runs, run -> Cell.of((long) run.metrics().parameters())));
    rows.add(row("epochs", runs, run -> Cell.of((long) run.metrics().epochs().size())));
    rows.add(row("training time", runs, run -> Cell.seconds(run.metrics().seconds())));
    return new Table("Results", header("figure"), rows);
  }

  private List<String> header(String first) {
    return Stream.concat(Stream.of(first), runs.stream().map(run -> letter(run) + " " + run.name())).toList();
  }

  private static <T> List<Cell> row(String head, List<T> of, Function<T, Cell> cell) {
    return Stream.concat(Stream.of(Cell.of(head)), of.stream().map(cell)).toList();
  }

  /** Where all were validated, on those images; else while they trained. */
  List<LineChart> curves() {
    boolean validated = runs.stream().flatMap(run -> run.metrics().epochs().stream()).allMatch(EpochResult::validated);
    return validated
        ? List.of(
            chart("Validation accuracy", EpochResult::valAccuracy), chart("Validation loss", EpochResult::valLoss))
        : List.of(chart("Training accuracy", EpochResult::accuracy), chart("Training loss", EpochResult::loss));
  }

  private LineChart chart(String title, ToDoubleFunction<EpochResult> value) {
    return LineChart.of(
        title,
        runs.stream().map(run -> Line.of(letter(run) + " " + run.name(), run.metrics().epochs(), value)).toList(),
        -1);
  }

  String data() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("classes", ClassNames.shown(runs.getFirst().predictions().classNames()));
    map.put("charts", Script.charts(curves()));
    List<FinishedRun> same = new ArrayList<>(List.of(runs.getFirst()));
    pairs.forEach(pair -> same.add(pair.second()));
    map.put("images", gallery.toMap(same));
    map.put("pairs", IntStream.range(0, pairs.size()).mapToObj(this::slots).toList());
    return Script.data(map);
  }

  /** Where in the gallery the images are that only one of two has right. */
  private Map<String, Object> slots(int pair) {
    Map<Integer, Integer> slots = new HashMap<>();
    for (int slot = 0; slot < gallery.rows().length; slot++) {
      slots.put(gallery.rows()[slot], slot);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("first", letter(0));
    map.put("second", letter(pairs.get(pair).second()));
    map.put("said", pair + 1);
    map.put("onlyFirst", pairs.get(pair).onlyFirst().stream().map(slots::get).filter(Objects::nonNull).toList());
    map.put("onlySecond", pairs.get(pair).onlySecond().stream().map(slots::get).filter(Objects::nonNull).toList());
    return map;
  }
}
