package dev.weft.page.run;

import dev.weft.calibration.ConformalSets;
import dev.weft.calibration.ConformalSets.Outcome;
import dev.weft.metrics.Predictions;
import dev.weft.page.Digits;
import dev.weft.page.Numbers;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Mean;
import dev.weft.statistics.Wilson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Sets of classes that hold the true one: how often they do so on the test images, and how large they are.
 *
 * @param all the first are those that predictions show
 * @param validation how many images the sets were made from
 * @param predictions calibrated
 */
record SetPart(List<ConformalSets> all, int validation, Predictions predictions, List<String> classNames) {
  private static final int MOST_CLASSES = 20;

  /** In standard deviations. */
  private static final double SIGNIFICANT = 1.96;

  /** Sets, and those of each test image. */
  private record Found(ConformalSets sets, List<List<Integer>> ofImages) {
    boolean covers(Predictions predictions, int image) {
      return ofImages.get(image).contains(predictions.labels()[image]);
    }
  }

  private Found found(ConformalSets sets) {
    return new Found(sets, sets.of(predictions));
  }

  /** What the sets that predictions show come to. */
  String sentence() {
    ConformalSets shown = all.getFirst();
    Outcome outcome = shown.on(predictions);
    Wilson covered = new Wilson(outcome.covered(), outcome.images());
    Digits digits = Digits.of(covered.interval());
    return String.format(
        Locale.ROOT,
        "Where several classes are possible, a prediction names all that hold the true one for %s of images. On the"
            + " test images they hold it for %s (95 %% interval %s), with %.2f classes on average; %s of the sets are a"
            + " single class. %s",
        percent(shown.coverage()),
        digits.percent(covered.accuracy()),
        digits.percent(covered.interval()),
        outcome.size(),
        Numbers.percent((double) outcome.single() / outcome.images()),
        kept(covered.accuracy(), shown.coverage()));
  }

  /** Chance is in both: which validation images gave the threshold, and which test images it is measured on. */
  private String kept(double coverage, double wanted) {
    double deviation = Math.sqrt(wanted * (1 - wanted) * (1.0 / validation + 1.0 / predictions.size()));
    String chance =
        "of %s and %s"
            .formatted(Numbers.of(validation, "validation image"), Numbers.of(predictions.size(), "test image"));
    if (Math.abs(coverage - wanted) <= SIGNIFICANT * deviation) {
      return "The promise is kept, within the chance %s.".formatted(chance);
    }
    return coverage > wanted
        ? "That is more than promised, as where the likeliest class alone is right so often."
        : "That is less than chance explains, %s: the test images may not be like the validation images."
            .formatted(chance);
  }

  static String percent(double share) {
    String text = String.format(Locale.ROOT, "%.1f", 100 * share);
    return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " %";
  }

  /** Every method and coverage, by coverage. */
  Table table() {
    List<List<Cell>> rows =
        all.stream()
            .sorted(Comparator.comparing(ConformalSets::isByClass).thenComparing(ConformalSets::coverage))
            .map(this::row)
            .toList();
    return new Table(
        "Sets of every method on %s".formatted(Numbers.of(predictions.size(), "test image")),
        List.of(
            "method",
            "wanted coverage",
            "coverage",
            "95 % interval",
            "mean size",
            "95 % interval of it",
            "one class alone",
            "cannot tell"),
        rows);
  }

  private List<Cell> row(ConformalSets sets) {
    Found found = found(sets);
    double[] sizes = found.ofImages.stream().mapToDouble(List::size).toArray();
    int covered = (int) IntStream.range(0, sizes.length).filter(i -> found.covers(predictions, i)).count();
    Wilson coverage = new Wilson(covered, sizes.length);
    Mean size = Mean.of(sizes);
    Interval ofMean = size.interval().orElse(new Interval(size.value(), size.value()));
    Digits ofCoverage = Digits.of(coverage.interval());
    Digits ofSize = Digits.of(ofMean);
    long single = found.ofImages.stream().filter(set -> set.size() == 1).count();
    long useless =
        found.ofImages.stream().filter(set -> ConformalSets.isUseless(set.size(), classNames.size())).count();
    String name =
        sets.method() + (sets.isByClass() ? " of each class" : "") + (sets.equals(all.getFirst()) ? ", shown" : "");
    return List.of(
        Cell.of(name),
        new Cell(percent(sets.coverage()), sets.coverage()),
        new Cell(ofCoverage.percent(coverage.accuracy()), coverage.accuracy()),
        new Cell(ofCoverage.percent(coverage.interval()), coverage.interval().low()),
        new Cell(ofSize.text(size.value()), size.value()),
        new Cell(ofSize.text(ofMean), ofMean.low()),
        share(single, sizes.length),
        share(useless, sizes.length));
  }

  private static Cell share(long count, int of) {
    return new Cell(Numbers.percent((double) count / of), (double) count / of);
  }

  /** How often the sets hold the true class of the images of each class, those that do it least first. */
  Table classes() {
    Found shown = found(all.getFirst());
    Optional<Found> byClass = all.stream().filter(ConformalSets::isByClass).findFirst().map(this::found);
    List<List<Cell>> rows = new ArrayList<>();
    for (int label = 0; label < classNames.size(); label++) {
      int of = label;
      int[] images = IntStream.range(0, predictions.size()).filter(i -> predictions.labels()[i] == of).toArray();
      if (images.length > 0) {
        List<Cell> row = new ArrayList<>(List.of(Cell.of(classNames.get(label)), Cell.of((long) images.length)));
        row.addAll(ofClass(shown, images));
        byClass.ifPresent(each -> row.addAll(ofClass(each, images)));
        rows.add(row);
      }
    }
    rows.sort(Comparator.comparingDouble(row -> row.get(2).order()));
    List<String> header = new ArrayList<>(List.of("class", "images", "coverage", "95 % interval", "mean size"));
    byClass.ifPresent(each -> header.addAll(List.of("coverage by class", "95 % interval of it", "mean size by class")));
    int most = Math.min(MOST_CLASSES, rows.size());
    return new Table(
        (most < rows.size() ? "The %s classes whose sets hold them least".formatted(most) : "Class by class")
            + ", wanted coverage "
            + percent(shown.sets.coverage()),
        header,
        rows.subList(0, most));
  }

  private List<Cell> ofClass(Found found, int[] images) {
    Wilson coverage =
        new Wilson((int) IntStream.of(images).filter(i -> found.covers(predictions, i)).count(), images.length);
    Digits digits = Digits.of(coverage.interval());
    double size = IntStream.of(images).map(i -> found.ofImages.get(i).size()).average().orElseThrow();
    return List.of(
        new Cell(digits.percent(coverage.accuracy()), coverage.accuracy()),
        new Cell(digits.percent(coverage.interval()), coverage.interval().low()),
        new Cell(String.format(Locale.ROOT, "%.2f", size), size));
  }
}
