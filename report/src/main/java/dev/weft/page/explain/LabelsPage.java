package dev.weft.page.explain;

import dev.weft.Quoted;
import dev.weft.chart.ClassNames;
import dev.weft.explain.labels.ConfidentJoint;
import dev.weft.explain.labels.Estimate;
import dev.weft.explain.labels.LabelJudgement;
import dev.weft.explain.labels.LabelReport;
import dev.weft.page.KeyNumber;
import dev.weft.page.Numbers;
import dev.weft.page.Page;
import dev.weft.page.Script;
import dev.weft.page.Section;
import dev.weft.page.Sprite;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The page of labels that may be wrong: the images with what each method says of them. */
public final class LabelsPage {
  private static final int MOST = 600;
  private static final int SHOWN = 240;
  private static final int MOST_PAIRS = 40;
  private static final int MOST_BYTES = 1_400_000;

  private final LabelReport report;
  private final String name;
  private final String command;
  private final List<String> classNames;
  private final List<LabelJudgement> listed;
  private final Sprite sprite;

  private LabelsPage(LabelReport report, String name, String command) {
    this.report = report;
    this.name = Quoted.text(name);
    this.command = command;
    classNames = ClassNames.shown(report.images().classNames());
    int count = Math.min(MOST, Math.max(Math.min(SHOWN, report.ranked().size()), report.probable()));
    listed = report.ranked().stream().limit(count).toList();
    int[] images = listed.stream().limit(SHOWN).mapToInt(LabelJudgement::image).toArray();
    sprite = Sprite.of(report.images(), images, MOST_BYTES);
  }

  /**
   * Makes the page.
   *
   * @param name of the data set
   * @param command that writes it again
   */
  public static Page of(LabelReport report, String name, String command) {
    return Page.of("explain/labels.jte", new LabelsPage(report, name, command));
  }

  String name() {
    return name;
  }

  String verdict() {
    return "%s of %s labels look wrong."
        .formatted(Numbers.count(report.probable()), Numbers.count(report.ranked().size()));
  }

  String how() {
    return report.how();
  }

  String ranking() {
    return report.ranking();
  }

  List<KeyNumber> numbers() {
    List<KeyNumber> numbers = new ArrayList<>();
    numbers.add(new KeyNumber("Look wrong", Numbers.count(report.probable()), "labels"));
    numbers.add(new KeyNumber("Judged", Numbers.count(report.ranked().size()), "training images"));
    report.precision().stream()
        .findFirst()
        .ifPresent(share ->
            numbers.add(new KeyNumber("Wrong indeed", Numbers.percent(share.share()), "of them, as estimated below")));
    return numbers;
  }

  /** What share of the probable errors is wrong indeed, a sentence each. */
  List<String> precision() {
    return report.precision().stream().map(LabelsPage::sentence).toList();
  }

  private static String sentence(Estimate one) {
    return "About %s of them are wrong indeed (95 %% interval %s to %s), %s."
        .formatted(
            Numbers.percent(one.share()),
            Numbers.percent(one.interval().low()),
            Numbers.percent(one.interval().high()),
            one.how());
  }

  // ---- images

  Sprite sprite() {
    return sprite;
  }

  int shown() {
    return Math.min(sprite.count(), listed.size());
  }

  /** {@code 7 → 1}: the label, and the class that it more likely is. */
  String change(int slot) {
    LabelJudgement one = listed.get(slot);
    return className(one.label()) + " → " + className(one.suggested());
  }

  String described(int slot) {
    LabelJudgement one = listed.get(slot);
    return "Image with the label %s, more likely %s".formatted(className(one.label()), className(one.suggested()));
  }

  String file(int slot) {
    return fileName(listed.get(slot));
  }

  String evidence(int slot) {
    LabelJudgement one = listed.get(slot);
    List<String> evidence = new ArrayList<>();
    if (!Double.isNaN(one.wrong())) {
      evidence.add("wrong " + Numbers.percent(one.wrong()));
    }
    if (!Double.isNaN(one.area())) {
      evidence.add(String.format(Locale.ROOT, "margin %.1f", one.area()));
    }
    if (one.neighbours() >= 0) {
      evidence.add("like it: " + neighbours(one));
    }
    return String.join(", ", evidence);
  }

  private String neighbours(LabelJudgement one) {
    String own = one.neighbours() + " × " + className(one.label());
    return one.neighboursSay() < 0 ? own : one.otherNeighbours() + " × " + className(one.neighboursSay()) + ", " + own;
  }

  private String className(int label) {
    return label < 0 ? "–" : classNames.get(label);
  }

  private String fileName(LabelJudgement one) {
    return report
        .images()
        .name(one.image())
        .map(Quoted::text)
        .orElseGet(() -> "image " + Numbers.count(report.images().sourceIndex(one.image())));
  }

  Table table() {
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < listed.size(); i++) {
      LabelJudgement one = listed.get(i);
      rows.add(
          List.of(
              new Cell(fileName(one), Double.NaN),
              Cell.of((long) i + 1),
              Cell.of(className(one.label())),
              Cell.of(className(one.suggested())),
              Cell.of(one.wrong()),
              Double.isNaN(one.area())
                  ? Cell.NOTHING
                  : new Cell(String.format(Locale.ROOT, "%.2f", one.area()).replace('-', '−'), one.area()),
              one.neighbours() < 0 ? Cell.NOTHING : Cell.of((long) one.neighbours()),
              one.neighbours() < 0 ? Cell.NOTHING : Cell.of((long) one.otherNeighbours()),
              Cell.of("%s of %s".formatted(one.against(), one.methods()))));
    }
    return new Table(
            "The first %s, by rank".formatted(Numbers.count(listed.size())),
            List.of(
                "Image",
                "Rank",
                "Label",
                "More likely",
                "Probability that it is wrong",
                "Area under the margin",
                "Neighbours of its label",
                "Neighbours of the commonest other",
                "Methods against it"),
            rows)
        .withoutEmptyColumns();
  }

  // ---- classes

  boolean hasJoint() {
    return report.joint().isPresent();
  }

  /** Which classes get which labels, the commonest first. */
  Table pairs() {
    ConfidentJoint joint = report.joint().orElseThrow();
    record Pair(int label, int other, double count) {}
    List<Pair> pairs = new ArrayList<>();
    for (int label = 0; label < classNames.size(); label++) {
      for (int other = 0; other < classNames.size(); other++) {
        if (label != other && joint.scaled()[label][other] >= 1) {
          pairs.add(new Pair(label, other, joint.scaled()[label][other]));
        }
      }
    }
    pairs.sort((a, b) -> Double.compare(b.count(), a.count()));
    int[] images = report.images().classCounts();
    return new Table(
        "Labels and the classes that images more likely are of",
        List.of("Label", "Class", "Images", "Share of the label"),
        pairs.stream()
            .limit(MOST_PAIRS)
            .map(pair ->
                List.of(
                    Cell.of(className(pair.label())),
                    Cell.of(className(pair.other())),
                    Cell.of(Math.round(pair.count())),
                    new Cell(
                        Numbers.percent(pair.count() / images[pair.label()]), pair.count() / images[pair.label()])))
            .toList());
  }

  String command() {
    return command;
  }

  List<Section> contents() {
    List<Section> sections = new ArrayList<>(List.of(new Section("images", "Images")));
    if (hasJoint()) {
      sections.add(new Section("pairs", "Classes"));
    }
    sections.addAll(List.of(new Section("list", "List"), new Section("again", "Again")));
    return sections;
  }

  List<Integer> slots() {
    return IntStream.range(0, shown()).boxed().toList();
  }

  String data() {
    return Script.data(Map.of());
  }
}
