package dev.weft.page.robustness;

import dev.weft.chart.Bar;
import dev.weft.chart.ClassNames;
import dev.weft.chart.Scale;
import dev.weft.chart.ValueRange;
import dev.weft.dataset.ImageSet;
import dev.weft.explain.robustness.Corruption;
import dev.weft.explain.robustness.CorruptionError;
import dev.weft.explain.robustness.Deformation;
import dev.weft.explain.robustness.Estimate;
import dev.weft.explain.robustness.Findings;
import dev.weft.explain.robustness.Measured;
import dev.weft.explain.robustness.Measured.Flip;
import dev.weft.explain.robustness.Robustness;
import dev.weft.metrics.Metric;
import dev.weft.page.BarFigure;
import dev.weft.page.Digits;
import dev.weft.page.Fact;
import dev.weft.page.KeyNumber;
import dev.weft.page.Link;
import dev.weft.page.Numbers;
import dev.weft.page.Page;
import dev.weft.page.PlotFigure;
import dev.weft.page.PlotFigure.Point;
import dev.weft.page.PlotFigure.Series;
import dev.weft.page.Provenance;
import dev.weft.page.Script;
import dev.weft.page.Section;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.page.robustness.ChangedImages.Shown;
import dev.weft.run.FinishedRun;
import dev.weft.statistics.Interval;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The page of a run's robustness: under which changes of images it holds, and which images make it fail. */
public final class RobustnessPage {
  private static final int FLIPS = 6;

  private final FinishedRun run;
  private final Robustness robustness;
  private final Optional<CorruptionError> error;
  private final String baseline;
  private final List<String> classNames;
  private final ImageSet test;
  private final String command;

  private RobustnessPage(
      FinishedRun run,
      Robustness robustness,
      ImageSet test,
      Optional<CorruptionError> error,
      String baseline,
      String command) {
    this.run = run;
    this.robustness = robustness;
    this.test = test;
    this.error = error;
    this.baseline = baseline;
    this.command = command;
    this.classNames = ClassNames.shown(run.classNames());
  }

  /**
   * Makes the page.
   *
   * @param robustness of the run, finished
   * @param test the images that it was measured on
   * @param error relative to a baseline, if there is one
   * @param baseline its name; empty where there is none
   * @param command that writes it again
   */
  public static Page of(
      FinishedRun run,
      Robustness robustness,
      ImageSet test,
      Optional<CorruptionError> error,
      String baseline,
      String command) {
    return Page.of("robustness/page.jte", new RobustnessPage(run, robustness, test, error, baseline, command));
  }

  String name() {
    return run.name();
  }

  /** To the run's page; null where there is none beside this one. */
  Link up() {
    boolean isThere = Files.exists(run.folder().resolve(Page.FILE));
    return isThere ? new Link(Page.FILE, "The run’s page") : null;
  }

  String eyebrow() {
    return "Robustness on " + run.experiment().data().dataset();
  }

  List<KeyNumber> numbers() {
    List<KeyNumber> numbers = new ArrayList<>();
    numbers.add(number("Accuracy on test images as they are", robustness.clean()));
    robustness
        .corrupted()
        .ifPresent(mean ->
            numbers.add(
                number("On corrupted ones, mean of %s".formatted(robustness.plan().corruptions().size()), mean)));
    robustness.attacked().ifPresent(mean -> numbers.add(number("Adversarial accuracy, mean over radii", mean)));
    error.ifPresent(of -> numbers.add(number(of)));
    return numbers;
  }

  private static KeyNumber number(String name, Measured measured) {
    return number(name, new Estimate(measured.accuracy(), measured.interval()));
  }

  private static KeyNumber number(String name, Estimate estimate) {
    Digits digits = Digits.of(estimate.interval());
    return new KeyNumber(
        name, digits.percent(estimate.value()), "95 % interval " + digits.percent(estimate.interval()));
  }

  private KeyNumber number(CorruptionError of) {
    String interval = of.interval().map(ends -> "95 % interval " + Digits.of(ends).percent(ends) + "; ").orElse("");
    String relative =
        Double.isFinite(of.relative()) ? "; of what corruption adds " + Numbers.percent(of.relative()) : "";
    return new KeyNumber(
        "Mean corruption error", Numbers.percent(of.mean()), interval + "%s has 100 %%".formatted(baseline) + relative);
  }

  List<String> findings() {
    return Findings.of(robustness);
  }

  // ---- corruptions

  boolean hasCorruptions() {
    return !robustness.plan().corruptions().isEmpty();
  }

  /** The hardest first. */
  BarFigure bars() {
    List<Bar> bars =
        robustness.plan().corruptions().stream()
            .map(one -> {
              Estimate mean = robustness.mean(one);
              return new Bar(one.words(), mean.value(), mean.interval().low(), mean.interval().high());
            })
            .sorted(Comparator.comparingDouble(Bar::value))
            .toList();
    return BarFigure.of("Mean accuracy over five severities, the hardest first", bars);
  }

  Table corruptions() {
    List<String> columns = new ArrayList<>(List.of("corruption"));
    IntStream.rangeClosed(1, Corruption.SEVERITIES).forEach(severity -> columns.add("severity " + severity));
    columns.addAll(List.of("mean", "95 % interval"));
    error.ifPresent(_ -> columns.add("error, of the baseline's"));
    List<List<Cell>> rows = new ArrayList<>();
    for (Corruption corruption : robustness.plan().corruptions()) {
      List<Cell> row = new ArrayList<>(List.of(Cell.of(corruption.words())));
      robustness.of(corruption).forEach(one -> row.add(cell(one.accuracy(), one.interval())));
      Estimate mean = robustness.mean(corruption);
      row.add(cell(mean.value(), mean.interval()));
      row.add(cell(mean.interval()));
      error.ifPresent(of -> row.add(new Cell(Numbers.percent(of.each().get(corruption)), of.each().get(corruption))));
      rows.add(row);
    }
    return new Table("Accuracy by corruption and severity", columns, rows);
  }

  private static Cell cell(double value, Interval interval) {
    return new Cell(Digits.of(interval).text(value), value);
  }

  private static Cell cell(Interval interval) {
    return new Cell(Digits.of(interval).text(interval), interval.low());
  }

  /** One image under each corruption at each severity, corruption by corruption. */
  ChangedImages examples() {
    int image = Math.max(0, robustness.clean().right().nextSetBit(0));
    List<Shown> shown = new ArrayList<>();
    for (Corruption corruption : robustness.plan().corruptions()) {
      for (Measured one : robustness.of(corruption)) {
        int severity = (int) one.condition().level();
        String answer = one.right().get(image) ? "right" : "wrong";
        shown.add(new Shown(one.condition(), image, "%s %s: %s".formatted(corruption.words(), severity, answer)));
      }
    }
    return ChangedImages.of(shown, test, robustness.plan().seed());
  }

  int severities() {
    return Corruption.SEVERITIES;
  }

  /** Of each corruption the images that flip at the least severity, the surest mistakes first; empty where none do. */
  Optional<ChangedImages> flips() {
    List<Shown> shown = new ArrayList<>();
    for (Corruption corruption : robustness.plan().corruptions()) {
      robustness.of(corruption).stream()
          .flatMap(one -> one.flips().stream().map(flip -> shown(corruption, one, flip)))
          .limit(FLIPS)
          .forEach(shown::add);
    }
    return shown.isEmpty() ? Optional.empty() : Optional.of(ChangedImages.of(shown, test, robustness.plan().seed()));
  }

  private Shown shown(Corruption corruption, Measured measured, Flip flip) {
    String predicted =
        flip.predicted() < classNames.size() ? classNames.get(flip.predicted()) : String.valueOf(flip.predicted());
    return new Shown(
        measured.condition(),
        flip.image(),
        "%s, severity %s: %s taken for %s, %s"
            .formatted(
                corruption.words(),
                (int) measured.condition().level(),
                classNames.get(test.label(flip.image())),
                predicted,
                Numbers.figure(flip.probability())));
  }

  // ---- movements and attacks

  boolean hasCurves() {
    return robustness.plan().curves();
  }

  List<PlotFigure> curves() {
    return Stream.of(Deformation.values())
        .map(one ->
            figure(
                "Accuracy of images " + one.words(),
                unit(one),
                List.of(series(Metric.ACCURACY.key(), robustness.of(one)))))
        .toList();
  }

  private static PlotFigure figure(String title, String xName, List<Series> series) {
    double[] amounts = series.getFirst().points().stream().mapToDouble(Point::x).toArray();
    return new PlotFigure(
        title,
        series.stream().map(RobustnessPage::ends).collect(Collectors.joining(" ")),
        xName,
        Metric.ACCURACY.key(),
        Scale.of(ValueRange.FITTED, amounts),
        Scale.of(ValueRange.ZERO_TO_ONE),
        "",
        series);
  }

  /** Where a line is highest and lowest. */
  private static String ends(Series line) {
    Point best = line.points().stream().reduce((a, b) -> b.y() > a.y() ? b : a).orElseThrow();
    Point worst = line.points().stream().reduce((a, b) -> b.y() < a.y() ? b : a).orElseThrow();
    return "%s: highest %s at %s, lowest %s at %s."
        .formatted(
            line.name(), Numbers.figure(best.y()), amount(best.x()), Numbers.figure(worst.y()), amount(worst.x()));
  }

  private static String unit(Deformation deformation) {
    return switch (deformation) {
      case ROTATION -> "degrees";
      case SHIFT_ACROSS, SHIFT_DOWN -> "part";
      case SIZE -> "factor";
    };
  }

  private static Series series(String name, List<Measured> measured) {
    return new Series(
        name,
        true,
        measured.stream()
            .map(one ->
                new Point(one.condition().level(), one.accuracy(), one.interval().low(), one.interval().high(), 1))
            .toList());
  }

  /** A number with no more digits than it needs. */
  private static String amount(double x) {
    float rounded = Math.round(x * 1e4) / 1e4f;
    return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
  }

  /** Each deformation's accuracies. */
  List<Table> curveTables() {
    return Stream.of(Deformation.values())
        .map(one ->
            new Table(
                "Accuracy of images " + one.words(),
                List.of(unit(one), Metric.ACCURACY.key(), "95 % interval"),
                robustness.of(one).stream().map(RobustnessPage::row).toList()))
        .toList();
  }

  private static List<Cell> row(Measured one) {
    double level = one.condition().level();
    return List.of(new Cell(amount(level), level), cell(one.accuracy(), one.interval()), cell(one.interval()));
  }

  boolean hasAttacks() {
    return !robustness.plan().radii().isEmpty();
  }

  List<PlotFigure> attackCurves() {
    return List.of(
        figure(
            "Accuracy of attacked images by radius",
            "radius",
            List.of(series("FGSM", robustness.fgsm()), series("PGD", robustness.pgd()))));
  }

  Table attacks() {
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < robustness.fgsm().size(); i++) {
      List<Cell> row = new ArrayList<>(row(robustness.fgsm().get(i)));
      row.addAll(row(robustness.pgd().get(i)).subList(1, 3));
      rows.add(row);
    }
    return new Table(
        "Accuracy of attacked images", List.of("radius", "FGSM", "95 % interval", "PGD", "95 % interval"), rows);
  }

  String attacked() {
    return "Attacked: %s, PGD in %s steps from a start that the seed %s decides."
        .formatted(
            Numbers.of(robustness.pgd().getFirst().images(), "test image"),
            robustness.plan().steps(),
            robustness.plan().seed());
  }

  // ---- the whole

  String command() {
    return command;
  }

  List<Fact> facts() {
    Provenance provenance = new Provenance(run);
    List<Fact> facts = new ArrayList<>(provenance.aboutData());
    facts.add(new Fact("Test images", Numbers.count(robustness.images())));
    facts.add(new Fact("Seed", String.valueOf(robustness.plan().seed())));
    facts.add(new Fact("Model, SHA-256", robustness.model()));
    return facts;
  }

  List<Section> contents() {
    List<Section> sections = new ArrayList<>();
    if (hasCorruptions()) {
      sections.add(new Section("corruptions", "Corruptions"));
      sections.add(new Section("examples", "What they do"));
      sections.add(new Section("flips", "Images that flip"));
    }
    if (hasCurves()) {
      sections.add(new Section("curves", "Movements"));
    }
    if (hasAttacks()) {
      sections.add(new Section("attacks", "Attacks"));
    }
    sections.add(new Section("provenance", "Measured on what"));
    return sections;
  }

  String data() {
    return Script.data(Map.of());
  }
}
