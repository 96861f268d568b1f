package dev.weft.page.dataset;

import dev.weft.chart.Scale;
import dev.weft.chart.ValueRange;
import dev.weft.dataset.Duplicate;
import dev.weft.dataset.Duplicates;
import dev.weft.page.Digits;
import dev.weft.page.Numbers;
import dev.weft.statistics.ChiSquare;
import dev.weft.statistics.Holm;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Mean;
import dev.weft.statistics.Verdict;
import dev.weft.statistics.Welch;
import dev.weft.statistics.Wilson;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Whether the test part of a data set looks like its training part.
 *
 * @param shares the images of each class, in the training and in the test part
 * @param brightness of an image, in the test and in the training part
 * @param duplicates the test images that stand in the training part, too, exactly or nearly
 */
record PartsCompared(List<String> names, ChiSquare shares, Welch brightness, List<Duplicate> duplicates) {
  private static final int MOST_ROWS = 12;

  /**
   * A class's share of both parts.
   *
   * @param train 0 to 1
   * @param test 0 to 1
   * @param interval of the test part's share
   */
  record ClassShare(String name, double train, double test, Interval interval) {
    double difference() {
      return test - train;
    }

    /** {@code "9.80 %, in training 10.1 %"}. */
    String words() {
      return "%s, in training %s".formatted(Shares.percent(test), Shares.percent(train));
    }

    /** The interval's ends, in percent. */
    Interval percent() {
      return new Interval(100 * interval.low(), 100 * interval.high());
    }
  }

  static PartsCompared of(
      List<String> names, int[] train, int[] test, Mean trainBrightness, Mean testBrightness, List<Duplicate> twins) {
    return new PartsCompared(names, new ChiSquare(train, test), new Welch(testBrightness, trainBrightness), twins);
  }

  /** Of each class, in the classes' order. */
  List<ClassShare> classShares() {
    int train = Arrays.stream(shares.first()).sum();
    int test = Arrays.stream(shares.second()).sum();
    return IntStream.range(0, names.size())
        .mapToObj(label ->
            new ClassShare(
                names.get(label),
                (double) shares.first()[label] / train,
                (double) shares.second()[label] / test,
                new Wilson(shares.second()[label], test).interval()))
        .toList();
  }

  /** Those that are drawn: all of them, or those that differ most. */
  List<ClassShare> drawn() {
    List<ClassShare> all = classShares();
    return all.size() <= MOST_ROWS
        ? all
        : all.stream()
            .sorted(Comparator.comparingDouble(share -> -Math.abs(share.difference())))
            .limit(MOST_ROWS)
            .toList();
  }

  boolean drawsAll() {
    return names.size() <= MOST_ROWS;
  }

  /** Of shares, in percent, as long as all that is drawn. */
  Scale axis() {
    return Scale.of(
        ValueRange.FITTED,
        drawn().stream()
            .flatMapToDouble(share -> DoubleStream.of(share.train(), share.interval().low(), share.interval().high()))
            .map(share -> 100 * share)
            .toArray());
  }

  /** Where a percentage lies from left to right. */
  String across(double percent) {
    return Numbers.place(100 * axis().part(percent)) + "%";
  }

  /** The marks of the axis that are named: each, or each second of many. */
  List<Double> named() {
    double[] lines = axis().lines();
    int step = lines.length > 5 ? 2 : 1;
    return IntStream.iterate(0, i -> i < lines.length, i -> i + step).mapToObj(i -> lines[i]).toList();
  }

  String mark(double percent) {
    return axis().label(percent) + " %";
  }

  /** Yes or no, in one sentence. */
  String verdict() {
    boolean classes = verdicts().getFirst().significant();
    boolean bright = verdicts().getLast().significant();
    if (!classes && !bright) {
      String same = "neither the shares of its classes nor its brightness differs more than chance explains";
      return EffectSize.SHARES.isVerySmall(shares.effect()) && EffectSize.MEANS.isVerySmall(brightness.effect())
          ? "Yes: %s.".formatted(same)
          : "Perhaps: %s, but there are too few images to rule a difference out.".formatted(same);
    }
    String what =
        classes && bright
            ? "the shares of its classes and its brightness differ"
            : classes ? "the shares of its classes differ" : "its brightness differs";
    return isVerySmall()
        ? "Yes, nearly: %s by more than chance explains, but the difference is very small.".formatted(what)
        : "No: %s by more than chance explains, and the difference is not very small.".formatted(what);
  }

  /** Of the shares and of the brightness: one question, so both tests are corrected together. */
  private List<Verdict> verdicts() {
    return Holm.verdicts(List.of(shares, brightness));
  }

  /** Whether each significant difference is very small. */
  private boolean isVerySmall() {
    return (!verdicts().getFirst().significant() || EffectSize.SHARES.isVerySmall(shares.effect()))
        && (!verdicts().getLast().significant() || EffectSize.MEANS.isVerySmall(brightness.effect()));
  }

  /** Whether the classes have the same shares of both parts. */
  String aboutClasses() {
    if (shares.degreesOfFreedom() == 0) {
      return "All images are of one class.";
    }
    ClassShare most =
        classShares().stream().max(Comparator.comparingDouble(share -> Math.abs(share.difference()))).orElseThrow();
    if (shares.statistic() == 0) {
      return "Each class has the same share of both parts.";
    }
    String found =
        String.format(
            Locale.ROOT,
            "Shares of the classes differ by %.2f percentage points at most: class %s is %s of the test part and %s of"
                + " the training part.",
            100 * Math.abs(most.difference()),
            most.name(),
            Shares.percent(most.test()),
            Shares.percent(most.train()));
    String rough = shares.isRough() ? " Some classes have so few images that the p-value is rough." : "";
    return found
        + " %s (%s), and its size is %s (Cramér’s V %s).%s"
            .formatted(
                chance(verdicts().getFirst().significant()),
                verdicts().getFirst().evidence(),
                EffectSize.SHARES.of(shares.effect()),
                String.format(Locale.ROOT, "%.3f", shares.effect()),
                rough);
  }

  private static String chance(boolean significant) {
    return significant
        ? "By chance alone so large a difference is rare"
        : "By chance alone so large a difference is not rare";
  }

  /** Whether images of both parts are equally bright. */
  String aboutBrightness() {
    double difference = brightness.difference();
    if (difference == 0) {
      return "Images of both parts are equally bright on average.";
    }
    Digits digits = brightness.interval().map(Digits::of).orElse(Digits.FOUR);
    String size = String.format(Locale.ROOT, "%.2f", Math.abs(brightness.effect()));
    return ("Test images are %s by %s on average (95 %% interval %s; black is 0 and white 1). %s (%s), and its size is"
            + " %s: %s standard deviations of an image’s brightness.")
        .formatted(
            difference > 0 ? "brighter" : "darker",
            digits.text(Math.abs(difference)),
            sizes(digits),
            chance(verdicts().getLast().significant()),
            verdicts().getLast().evidence(),
            EffectSize.MEANS.of(brightness.effect()),
            size);
  }

  /** The interval of the size of the difference; a negative end is of the other direction. */
  private String sizes(Digits digits) {
    return brightness
        .interval()
        .map(interval -> brightness.difference() < 0 ? new Interval(-interval.high(), -interval.low()) : interval)
        .map(interval -> digits.text(interval).replace('-', '−'))
        .orElse("none, as nothing varies");
  }

  /** Whether test images stand in the training part, too. */
  String aboutDuplicates() {
    int exact = (int) duplicates.stream().filter(Duplicate::exact).count();
    int near = duplicates.size() - exact;
    String likeness = String.format(Locale.ROOT, "Pearson’s correlation at least %.3f", Duplicates.LIKENESS);
    if (duplicates.isEmpty()) {
      return "No test image stands in the training part, not even nearly the same (%s).".formatted(likeness);
    }
    String found = exact == 0 ? "" : "%s in the training part with the same bytes".formatted(stand(exact));
    String nearly = near == 0 ? "" : "%s nearly the same in the training part (%s)".formatted(stand(near), likeness);
    return (found.isEmpty() || nearly.isEmpty() ? found + nearly : found + ", and " + nearly) + ".";
  }

  private static String stand(int count) {
    return Numbers.of(count, "test image") + (count == 1 ? " stands" : " stand");
  }
}
