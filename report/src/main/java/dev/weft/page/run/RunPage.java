package dev.weft.page.run;

import dev.weft.Quoted;
import dev.weft.chart.ClassNames;
import dev.weft.chart.LearningCurves;
import dev.weft.chart.ValueRange;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.experiment.TestFold;
import dev.weft.explain.MistakeExplanations;
import dev.weft.metrics.ConfusionMatrix;
import dev.weft.metrics.ConfusionMatrix.Confusion;
import dev.weft.metrics.Metric;
import dev.weft.model.Graph;
import dev.weft.page.Attachment;
import dev.weft.page.Digits;
import dev.weft.page.Gallery;
import dev.weft.page.KeyNumber;
import dev.weft.page.LineFigure;
import dev.weft.page.Link;
import dev.weft.page.NetworkFigure;
import dev.weft.page.Numbers;
import dev.weft.page.Page;
import dev.weft.page.Provenance;
import dev.weft.page.Script;
import dev.weft.page.Section;
import dev.weft.page.SettingNames;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.run.FinishedRun;
import dev.weft.run.MetricsFile;
import dev.weft.run.RunFolder;
import dev.weft.source.DataPart;
import dev.weft.statistics.Wilson;
import dev.weft.train.EpochResult;
import dev.weft.train.Monitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The page of one run: what was trained on what, what it is worth, how it learned, what it takes for what, and the very
 * images that it got wrong.
 */
public final class RunPage {
  private static final int MOST_CLASSES = 120;
  private static final int MOST_CONFUSIONS = 100;
  private static final int MOST_IMAGES_OF_TRIAL = 80;

  private static final String WITHOUT_VIEWS = " without test-time augmentation";

  private final FinishedRun run;
  private final MetricsFile metrics;
  private final ConfusionMatrix confusion;
  private final List<Confusion> commonest;
  private final MistakesSection mistakes;
  private final Gallery gallery;
  private final List<String> classNames;
  private final Optional<NetworkFigure> network;
  private final Optional<OutlierPart> outliers;
  private final RunSettings settings;
  private final MapAndGroups looks;
  private final Link up;

  private RunPage(
      FinishedRun run,
      ConfusionMatrix confusion,
      MistakesSection mistakes,
      Gallery gallery,
      Optional<NetworkFigure> network,
      Optional<OutlierPart> outliers,
      MapAndGroups looks,
      Link up) {
    this.run = run;
    this.up = up;
    this.looks = looks;
    this.confusion = confusion;
    this.mistakes = mistakes;
    this.gallery = gallery;
    this.network = network;
    this.outliers = outliers;
    settings = RunSettings.of(run.experiment());
    metrics = run.metrics();
    commonest = confusion.mostConfused(1);
    classNames = ClassNames.shown(run.classNames());
  }

  /**
   * Makes the page.
   *
   * @param data the images that it was tested on; where they are none or others, the page has no images and says so
   */
  public static Page of(FinishedRun run, Optional<ImageDataset> data) {
    return of(run, data, rows -> MistakeExplanations.NONE);
  }

  /**
   * The same with why the network made its mistakes.
   *
   * @param explainer receives lines of the run's predictions that are mistakes, the first to explain first
   */
  public static Page of(
      FinishedRun run, Optional<ImageDataset> data, Function<List<Integer>, MistakeExplanations> explainer) {
    return of(run, data, Gallery.MOST, explainer, null);
  }

  /**
   * Makes a smaller page, with fewer images, of one of the many runs of a study.
   *
   * @param up to the page of the study
   */
  public static Page ofTrial(FinishedRun run, Optional<ImageDataset> data, Link up) {
    return of(run, data, MOST_IMAGES_OF_TRIAL, rows -> MistakeExplanations.NONE, up);
  }

  private static Page of(
      FinishedRun run,
      Optional<ImageDataset> data,
      int mostImages,
      Function<List<Integer>, MistakeExplanations> explainer,
      Link up) {
    ConfusionMatrix confusion = ConfusionMatrix.of(run.predictions());
    Shown shown = Shown.of(run.predictions(), mostImages);
    Gallery gallery = Gallery.of(List.of(run), data, shown.rows());
    MistakesSection mistakes = MistakesSection.of(run, shown, gallery, ClassNames.shown(run.classNames()), explainer);
    Optional<NetworkFigure> network = graph(run, data, gallery).map(NetworkFigure::of);
    Optional<ImageSet> asked = data.filter(set -> up == null && gallery.missing().isEmpty()).map(ImageDataset::test);
    Optional<OutlierPart> outliers =
        asked.flatMap(test -> OutlierPart.of(run, test, ClassNames.shown(run.classNames())));
    MapAndGroups looks = asked.map(test -> MapAndGroups.of(run, test, gallery)).orElse(MapAndGroups.NONE);
    return Page.of("run/page.jte", new RunPage(run, confusion, mistakes, gallery, network, outliers, looks, up));
  }

  String name() {
    return run.experiment().name();
  }

  /** To the page of the study that it belongs to; null for none. */
  Link up() {
    return up;
  }

  /** Which run it is, of which program, when. */
  String origin() {
    Path folder = run.folder().toAbsolutePath().normalize().getFileName();
    return "Run %s · Weft %s · %s".formatted(folder, provenance().version(), provenance().finished());
  }

  /** That the test images are not the set's own; else empty. */
  String heldOut() {
    TestFold fold = run.experiment().data().source().testFold();
    return fold == null
        ? ""
        : "The test images here are %s: those of %s were not looked at.".formatted(fold.words(), dataset());
  }

  String description() {
    return run.experiment().description();
  }

  RunSettings settings() {
    return settings;
  }

  String dataset() {
    return run.experiment().data().dataset();
  }

  Provenance provenance() {
    return new Provenance(run);
  }

  Wilson accuracy() {
    return new Wilson(confusion.correct(), confusion.total());
  }

  /** With no more digits than its interval justifies: {@code 97.84 %}. */
  String accuracyInPercent() {
    return digits().percent(accuracy().accuracy());
  }

  String interval() {
    return digits().percent(accuracy().interval());
  }

  private Digits digits() {
    return Digits.of(accuracy().interval());
  }

  /** What else a reader wants to know first. */
  List<KeyNumber> numbers() {
    return new KeyNumbers(run, confusion, classNames).all();
  }

  List<String> warnings() {
    return List.copyOf(metrics.warnings().values());
  }

  /** {@code overfitting, shared test images}. */
  String warningNames() {
    return String.join(", ", metrics.warnings().keySet()).replace('_', ' ');
  }

  List<String> classNames() {
    return classNames;
  }

  ConfusionMatrix confusion() {
    return confusion;
  }

  Gallery gallery() {
    return gallery;
  }

  /** What the curves are of, and which epoch is best. */
  String aboutCurves() {
    return metrics.epochs().stream().anyMatch(EpochResult::validated)
        ? "Accuracy and loss of training are means over an epoch’s batches, while the weights moved; validation is"
            + " measured after its last step. The best epoch is the one with the least validation loss."
        : "Accuracy and loss are means over an epoch’s batches, while the weights moved. Nothing was validated, so no"
            + " epoch is marked as the best.";
  }

  MistakesSection mistakes() {
    return mistakes;
  }

  /** A cell for who does not see the matrix. */
  String cell(int actual, int predicted) {
    String names =
        actual == predicted
            ? classNames().get(actual) + " correct"
            : classNames().get(actual) + " taken for " + classNames().get(predicted);
    return names + ": " + Numbers.of(confusion.counts()[actual][predicted], "image");
  }

  /** How strongly a cell is coloured, 0 to 100: right ones by their share, mistakes beside the commonest of them. */
  int strength(int actual, int predicted) {
    int count = confusion.counts()[actual][predicted];
    if (actual == predicted) {
      return (int) Math.round(100 * confusion.recall(actual));
    }
    return (int) Math.round(100 * Math.sqrt((double) count / commonest.getFirst().count()));
  }

  /** Of the images of a class, how many in a hundred were taken for another. */
  String share(int actual, int predicted) {
    double share = (double) confusion.counts()[actual][predicted] / Math.max(1, confusion.support(actual));
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  List<LineFigure> curves() {
    return curves(metrics.epochs());
  }

  static List<LineFigure> curves(List<EpochResult> epochs) {
    LearningCurves curves = new LearningCurves(epochs, ValueRange.FITTED);
    return Stream.of(curves.accuracy(ValueRange.FITTED), curves.loss(ValueRange.FITTED)).map(LineFigure::of).toList();
  }

  List<LineFigure> learningRate() {
    LearningCurves curves = new LearningCurves(metrics.epochs(), ValueRange.FITTED);
    return List.of(LineFigure.of(curves.learningRate(ValueRange.FITTED)));
  }

  Table epochs() {
    List<List<Cell>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("epoch", EpochResult.STAGE, "learning rate"));
    Stream.of(Monitor.values()).map(Monitor::words).forEach(header::add);
    header.add("time");
    for (EpochResult epoch : metrics.epochs()) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.of(epoch.epoch() + 1L));
      row.add(epoch.stage() == 0 ? Cell.of(Double.NaN) : Cell.of((long) epoch.stage()));
      row.add(new Cell(SettingNames.value((float) epoch.learningRate()), epoch.learningRate()));
      Stream.of(Monitor.values()).map(monitor -> Cell.of(monitor.of(epoch))).forEach(row::add);
      row.add(Cell.seconds(epoch.seconds()));
      rows.add(row);
    }
    return new Table("Every epoch", header, rows).withoutEmptyColumns();
  }

  Table figures() {
    List<List<Cell>> rows = new ArrayList<>();
    metrics
        .test()
        .forEach((metric, value) ->
            rows.add(
                List.of(
                    Cell.of(Metric.words(metric)),
                    Cell.of(value),
                    Cell.of(metrics.validation().getOrDefault(metric, Double.NaN)),
                    plain(DataPart.TEST, metric),
                    plain(DataPart.VALIDATION, metric))));
    List<String> header = new ArrayList<>(List.of("metric", DataPart.TEST.word(), DataPart.VALIDATION.word()));
    Stream.of(DataPart.TEST, DataPart.VALIDATION).map(part -> part.word() + WITHOUT_VIEWS).forEach(header::add);
    return new Table("All figures", header, rows).withoutEmptyColumns();
  }

  private Cell plain(DataPart part, String metric) {
    return Cell.of(metrics.plain().getOrDefault(part, Map.of()).getOrDefault(metric, Double.NaN));
  }

  MapAndGroups looks() {
    return looks;
  }

  ClassTables classes() {
    return new ClassTables(confusion, classNames);
  }

  /** Whether the probabilities can be believed. */
  ProbabilityPart probabilities() {
    return ProbabilityPart.of(run, classNames);
  }

  /** Empty where the images or the model's file are not there, or that does not say it. */
  Optional<OutlierPart> outliers() {
    return outliers;
  }

  /** Empty where neither the images nor the model's file are there. */
  Optional<NetworkFigure> network() {
    return network;
  }

  private static Optional<Graph> graph(FinishedRun run, Optional<ImageDataset> data, Gallery gallery) {
    Path model = run.folder().resolve(RunFolder.MODEL);
    boolean hasFile = run.experiment().model().from() != null;
    if (gallery.missing().isEmpty() && !hasFile) {
      return data.map(set -> RunNetwork.of(run, set));
    }
    return Files.exists(model) ? Optional.of(run.model().network()) : Optional.empty();
  }

  /** Whether the matrix of all classes is small enough for a page. */
  boolean hasMatrix() {
    return confusion.classes() <= MOST_CLASSES;
  }

  /** The commonest confusions, where there are too many classes for a matrix. */
  Table confusions() {
    List<List<Cell>> rows =
        confusion.mostConfused(MOST_CONFUSIONS).stream()
            .map(pair ->
                List.of(
                    Cell.of(classNames.get(pair.actual())),
                    Cell.of(classNames.get(pair.predicted())),
                    Cell.of((long) pair.count()),
                    Cell.of((long) confusion.support(pair.actual()))))
            .toList();
    return new Table("The commonest confusions", List.of("class", "taken for", "images", "of"), rows);
  }

  /** What is needed to run it again. */
  List<Attachment> files() {
    return List.of(
        new Attachment(name() + ".yaml", "The experiment, every setting written out", run.experiment().toYaml()));
  }

  String command() {
    return "weft train " + Quoted.argument(name() + ".yaml");
  }

  List<Section> contents() {
    List<Section> sections =
        new ArrayList<>(
            List.of(
                new Section("verdict", "Verdict"),
                new Section("curves", "Learning curves"),
                new Section("confusion", "Confusion matrix"),
                new Section("mistakes", "Mistakes"),
                new Section("classes", "Classes"),
                new Section("network", "Network"),
                new Section("settings", "Settings"),
                new Section("probabilities", "Probabilities")));
    outliers.ifPresent(part -> sections.add(new Section("outliers", "Unlike images")));
    sections.addAll(looks.sections());
    sections.addAll(List.of(new Section("provenance", "Provenance"), new Section("again", "Run it again")));
    return sections;
  }

  String data() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("classes", classNames());
    map.put("images", gallery.toMap(List.of(run)));
    looks.map().ifPresent(figure -> map.put("map", figure.toMap()));
    map.put("counts", hasMatrix() ? confusion.counts() : List.of());
    return Script.data(map);
  }
}
