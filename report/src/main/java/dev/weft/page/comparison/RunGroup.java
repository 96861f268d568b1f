package dev.weft.page.comparison;

import dev.weft.metrics.Metric;
import dev.weft.page.BarFigure;
import dev.weft.page.DifferenceFigure;
import dev.weft.page.Digits;
import dev.weft.page.KeyNumber;
import dev.weft.page.Numbers;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.run.FinishedRun;
import dev.weft.run.MetricsFile;
import dev.weft.source.DataPart;
import dev.weft.statistics.Interval;
import dev.weft.statistics.McNemar;
import dev.weft.statistics.PercentagePoints;
import dev.weft.study.ComparableRuns;
import dev.weft.study.Difference;
import dev.weft.study.Differences;
import dev.weft.study.RunComparisons;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs of a comparison that were tested on the same images.
 *
 * @param runs in the order of {@code compared}
 */
record RunGroup(List<LetteredRun> runs, ComparableRuns compared) {
  private static final int SHORT = 12;
  private static final List<Metric> MAIN =
      List.of(
          Metric.ACCURACY,
          Metric.LOG_LOSS,
          Metric.F1_MACRO,
          Metric.ROC_AUC_OVO,
          Metric.CORRUPTED_ACCURACY,
          Metric.ADVERSARIAL_ACCURACY);

  /** The largest first. */
  static List<RunGroup> all(RunComparisons comparisons, List<LetteredRun> runs) {
    return comparisons.groups().stream()
        .map(group -> new RunGroup(of(group, runs), group))
        .sorted(Comparator.comparingInt((RunGroup group) -> group.runs.size()).reversed())
        .toList();
  }

  private static List<LetteredRun> of(ComparableRuns group, List<LetteredRun> runs) {
    return group.runs().stream()
        .map(compared -> runs.stream().filter(run -> run.title().equals(compared.name())).findFirst().orElseThrow())
        .toList();
  }

  boolean isCompared() {
    return compared.differences().isPresent();
  }

  /** Of a group that is compared. */
  Differences differences() {
    return compared.differences().orElseThrow();
  }

  String dataset() {
    return runs.getFirst().dataset();
  }

  /** {@code A, B, D}. */
  String letters() {
    return runs.stream().map(LetteredRun::letter).collect(Collectors.joining(", "));
  }

  /** The data set's checksum, shortened, and the number of test images. */
  String which() {
    FinishedRun first = runs.getFirst().run();
    String checksum = first.provenance().datasetChecksum();
    return "SHA-256 %s…, %s"
        .formatted(
            checksum.substring(0, Math.min(SHORT, checksum.length())),
            Numbers.of(first.predictions().size(), "test image"));
  }

  BarFigure accuracies() {
    return BarFigure.of("Test accuracy in percent", runs.stream().map(LetteredRun::bar).toList());
  }

  /** What a reader wants to know first. */
  List<KeyNumber> numbers() {
    return differences().size() == 2 ? ofTwo() : ofSeveral();
  }

  private List<KeyNumber> ofTwo() {
    Difference pair = differences().lead();
    PercentagePoints points = pair.of(pair.better());
    List<KeyNumber> numbers = new ArrayList<>();
    numbers.add(new KeyNumber("Difference in percentage points", points.value(), "95 % interval " + points.ends()));
    for (LetteredRun run : List.of(runs.get(pair.better()), runs.get(pair.worse()))) {
      numbers.add(accuracy("Test accuracy of " + run.letter(), run));
    }
    numbers.add(
        new KeyNumber(
            "Images that only one gets right",
            Numbers.count(((McNemar) pair.test()).discordant()),
            "of " + Numbers.of(images(), "test image")));
    return numbers;
  }

  private List<KeyNumber> ofSeveral() {
    Differences differences = differences();
    Difference lead = differences.lead();
    PercentagePoints points = lead.of(lead.better());
    LetteredRun best = runs.get(lead.better());
    return List.of(
        accuracy("Test accuracy of " + best.title(), best),
        new KeyNumber(
            "Percentage points before " + runs.get(lead.worse()).title(),
            points.value(),
            "95 % interval " + points.ends()),
        new KeyNumber(
            "Cannot be distinguished from it",
            "%s of %s".formatted(differences.alike(), runs.size() - 1),
            "others, at the level of 5 %, corrected for all pairs"),
        new KeyNumber("Test images", Numbers.count(images()), "the same for each of %s runs".formatted(runs.size())));
  }

  private static KeyNumber accuracy(String name, LetteredRun run) {
    Interval interval = run.accuracy().interval();
    Digits digits = Digits.of(interval);
    return new KeyNumber(name, digits.percent(run.accuracy().accuracy()), "95 % interval " + digits.percent(interval));
  }

  private int images() {
    return compared.answers().getFirst().size();
  }

  /** Of two runs. */
  LeadFigure lead() {
    Difference pair = differences().lead();
    return new LeadFigure(
        "%s − %s".formatted(runs.get(pair.better()).letter(), runs.get(pair.worse()).letter()), pair.of(pair.better()));
  }

  DifferenceFigure figure() {
    List<String> letters = runs.stream().map(LetteredRun::letter).toList();
    List<String> names = runs.stream().map(LetteredRun::name).toList();
    return DifferenceFigure.of("Every pair", letters, names, differences(), compared.answers());
  }

  Map<String, Object> toMap() {
    return figure().toMap();
  }

  /** The main results, where they differ. */
  Table results() {
    List<List<Cell>> rows = new ArrayList<>();
    MAIN.forEach(metric -> rows.add(test(metric.key())));
    rows.add(row(Metric.ACCURACY.words(DataPart.VALIDATION), file -> Cell.of(Metric.ACCURACY.in(file.validation()))));
    rows.add(row("parameters", file -> Cell.of((long) file.parameters())));
    rows.add(row("epochs", file -> Cell.of((long) file.epochs().size())));
    rows.add(row("training time", file -> Cell.seconds(file.seconds())));
    return table("Results", rows);
  }

  /** The other metrics of the test images, where they differ. */
  Table otherMetrics() {
    Set<String> metrics = new LinkedHashSet<>();
    runs.forEach(run -> metrics.addAll(run.run().metrics().test().keySet()));
    MAIN.forEach(metric -> metrics.remove(metric.key()));
    return table("Other metrics", metrics.stream().map(this::test).toList());
  }

  private Table table(String caption, List<List<Cell>> rows) {
    List<List<Cell>> differing =
        rows.stream().filter(row -> row.stream().skip(1).map(Cell::text).distinct().count() > 1).toList();
    String name = caption + (runs.size() == 1 ? " of one run" : " that differ") + ", on " + dataset();
    List<String> header = Stream.concat(Stream.of("figure"), runs.stream().map(LetteredRun::title)).toList();
    return new Table(name, header, runs.size() == 1 ? rows : differing);
  }

  private List<Cell> test(String metric) {
    String name = DataPart.TEST.word() + " " + Metric.words(metric);
    return row(name, file -> Cell.of(file.test().getOrDefault(metric, Double.NaN)));
  }

  private List<Cell> row(String head, Function<MetricsFile, Cell> cell) {
    return Stream.concat(Stream.of(Cell.of(head)), runs.stream().map(run -> cell.apply(run.run().metrics()))).toList();
  }
}
