package dev.weft.page.classroom;

import dev.weft.Quoted;
import dev.weft.chart.Bar;
import dev.weft.chart.ClassNames;
import dev.weft.dataset.ImageSet;
import dev.weft.page.BarFigure;
import dev.weft.page.KeyNumber;
import dev.weft.page.Numbers;
import dev.weft.page.Sprite;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.statistics.Interval;
import dev.weft.statistics.PercentagePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came out in a class.
 *
 * @param standings of those that were judged
 * @param images the test images
 * @param notJudged why some were not, a sentence each
 */
public record ClassResults(Standings standings, ImageSet images, List<String> notJudged) {
  private static final double PERCENT = 100;
  private static final int MOST_HARD = 48;
  private static final int MOST_CONFUSIONS = 12;
  private static final int MOST_BYTES = 1_500_000;

  boolean isEmpty() {
    return standings.all().isEmpty();
  }

  /** Whether the best one is not significantly better than each other one. */
  boolean isShared() {
    return standings.first().size() > 1;
  }

  List<KeyNumber> numbers() {
    Standing best = standings.all().getFirst();
    Interval interval = best.accuracy().interval();
    return List.of(
        new KeyNumber(
            "highest accuracy",
            Numbers.percent(best.accuracy().accuracy()),
            "of %s; 95 %% interval %s to %s %%"
                .formatted(best.judged().user(), percent(interval.low()), percent(interval.high()))),
        new KeyNumber(
            isShared() ? "share the first place" : "has the first place",
            Numbers.count(standings.first().size()),
            "of %s, each judged once".formatted(Numbers.of(standings.all().size(), "network"))),
        new KeyNumber("test images", Numbers.count(standings.labels().length), "which the server alone has"),
        new KeyNumber("wrong for all", Numbers.count(standings.wrongOfAll()), "test images that no network has right"));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f", PERCENT * share);
  }

  BarFigure accuracies() {
    return BarFigure.of(
        "Test accuracy in percent",
        standings.all().stream()
            .map(one -> {
              Interval interval = one.accuracy().interval();
              return new Bar(
                  one.judged().user(),
                  PERCENT * one.accuracy().accuracy(),
                  PERCENT * interval.low(),
                  PERCENT * interval.high(),
                  one.sharesFirst());
            })
            .toList());
  }

  Table table() {
    List<List<Cell>> rows = new ArrayList<>();
    for (Standing one : standings.all()) {
      Judged judged = one.judged();
      Interval interval = one.accuracy().interval();
      Optional<PercentagePoints> behind = one.behind().map(PercentagePoints::of).map(PercentagePoints::turned);
      rows.add(
          List.of(
              Cell.of(judged.user()),
              new Cell(place(one), one.place()),
              Cell.of(Quoted.line(judged.run())),
              Double.isNaN(judged.validation())
                  ? Cell.of("unknown")
                  : new Cell(percent(judged.validation()), judged.validation()),
              new Cell(percent(one.accuracy().accuracy()), one.accuracy().accuracy()),
              Cell.of("%s to %s".formatted(percent(interval.low()), percent(interval.high()))),
              behind.map(points -> new Cell(points.signed(), points.difference())).orElse(Cell.NOTHING),
              Cell.of(behind.map(PercentagePoints::ends).orElse("")),
              Cell.of(one.verdict().map(v -> words(v.significant(), v.evidence())).orElse("highest accuracy")),
              Double.isNaN(judged.trainSeconds()) ? Cell.of("unknown") : Cell.seconds(judged.trainSeconds()),
              Cell.of(judged.parameters())));
    }
    return new Table(
        "Accuracy in percent, differences in percentage points; intervals are of 95 %",
        List.of(
            "User",
            "Place",
            "Run",
            "Validation",
            "Test",
            "Test interval",
            "Behind the best",
            "Interval of that",
            "Is the best one better?",
            "Training",
            "Parameters"),
        rows);
  }

  private String place(Standing one) {
    return isShared() && one.sharesFirst() ? "shared 1" : String.valueOf(one.place());
  }

  private static String words(boolean significant, String evidence) {
    String p = evidence.substring(evidence.lastIndexOf("p "));
    return (significant ? "significantly better" : "not significantly better") + " (" + p + ")";
  }

  /** What the words of the table mean. */
  String about() {
    int comparisons = standings.all().size() - 1;
    return comparisons < 1
        ? "The interval of an accuracy is Wilson's."
        : "Intervals of accuracies are Wilson’s. The best network is compared with each other one on the same images by"
            + " McNemar’s exact test; the p-values are corrected for %s by Holm, the intervals of differences (Tango’s)"
                .formatted(Numbers.of(comparisons, "comparison"))
            + " are not. The highest of many accuracies is a little too high: it was picked by this test.";
  }

  List<String> notes() {
    return standings.all().stream()
        .flatMap(one -> one.judged().notes().stream().map(note -> "%s: %s".formatted(one.judged().user(), note)))
        .toList();
  }

  // ---- what all have wrong

  List<String> classNames() {
    return ClassNames.shown(images.classNames());
  }

  private String className(int label) {
    return label < 0 ? "another class" : classNames().get(label);
  }

  Table confusions() {
    List<List<Cell>> rows =
        standings.confusions(MOST_CONFUSIONS).stream()
            .map(one ->
                List.of(
                    Cell.of("%s, taken for %s".formatted(className(one.label()), className(one.predicted()))),
                    Cell.of((long) one.networks()),
                    Cell.of((long) one.answers()),
                    Cell.of((long) one.images())))
            .toList();
    return new Table(
        "Classes that networks take for another",
        List.of("Class", "Networks that do so", "Mistakes in all", "Images that two or more have wrong so"),
        rows);
  }

  /** The images for the discussion in class, with their sprite. */
  record Hard(List<Standings.HardImage> images, Sprite sprite) {}

  Optional<Hard> hardest() {
    List<Standings.HardImage> hard = standings.hardest(MOST_HARD);
    if (hard.isEmpty()) {
      return Optional.empty();
    }
    Sprite sprite = Sprite.of(images, hard.stream().mapToInt(Standings.HardImage::image).toArray(), MOST_BYTES);
    return Optional.of(new Hard(hard.subList(0, sprite.count()), sprite));
  }

  String trueClass(Standings.HardImage hard) {
    return className(standings.labels()[hard.image()]);
  }

  /** {@code wrong for 5 of 6; 4 say 7}. */
  String about(Standings.HardImage hard) {
    return "wrong for %s of %s; %s %s %s"
        .formatted(
            hard.wrong(),
            standings.all().size(),
            hard.answers(),
            hard.answers() == 1 ? "says" : "say",
            className(hard.commonest()));
  }
}
