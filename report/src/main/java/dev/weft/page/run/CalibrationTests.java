package dev.weft.page.run;

import dev.weft.metrics.BrierScore;
import dev.weft.metrics.LogLoss;
import dev.weft.page.Digits;
import dev.weft.page.Numbers;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.statistics.Bootstrap;
import dev.weft.statistics.Holm;
import dev.weft.statistics.Interval;
import dev.weft.statistics.PairedBootstrap;
import dev.weft.statistics.Score;
import dev.weft.statistics.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Whether calibration made the probabilities of the test images better, by the paired bootstrap. */
final class CalibrationTests {
  private static final long SEED = 1;

  /**
   * @param p after Holm's correction
   */
  private record Test(String measure, String way, PairedBootstrap found, double p) {
    boolean isShown() {
      return p < Verdict.ALPHA;
    }

    String inWords() {
      return isShown() ? found.difference() < 0 ? "better" : "worse" : "no difference shown";
    }

    String change() {
      double difference = found.difference();
      Digits digits = Digits.of(found.interval());
      Interval interval = found.interval();
      if (!isShown()) {
        return "of the %s no change is shown (%s, 95 %% interval %s, p = %s by Holm)"
            .formatted(measure, signed(digits, difference), signed(digits, interval), Numbers.figure(p));
      }
      Interval size = difference < 0 ? new Interval(-interval.high(), -interval.low()) : interval;
      return "the %s %s by %s (95 %% interval %s)"
          .formatted(measure, difference < 0 ? "falls" : "rises", digits.text(Math.abs(difference)), digits.text(size));
    }
  }

  private final List<Test> tests;
  private final int images;

  CalibrationTests(List<ProbabilityPart.Way> ways) {
    images = ways.getFirst().predictions().size();
    List<double[]> before = each(ways.getFirst());
    List<Score> differences = new ArrayList<>();
    for (ProbabilityPart.Way way : ways.subList(1, ways.size())) {
      List<double[]> after = each(way);
      for (int measure = 0; measure < before.size(); measure++) {
        differences.add(Score.mean(difference(after.get(measure), before.get(measure))));
      }
    }
    List<PairedBootstrap> found = PairedBootstrap.ofEach(Bootstrap.of(images, SEED), differences);
    double[] p = Holm.adjusted(found.stream().mapToDouble(PairedBootstrap::p).toArray());
    List<Test> all = new ArrayList<>();
    for (int i = 0; i < p.length; i++) {
      all.add(new Test(i % 2 == 0 ? "log loss" : "Brier score", ways.get(1 + i / 2).name(), found.get(i), p[i]));
    }
    tests = List.copyOf(all);
  }

  /** The log loss and the Brier score of each image. */
  private static List<double[]> each(ProbabilityPart.Way way) {
    return List.of(LogLoss.each(way.predictions()).orElseThrow(), BrierScore.each(way.predictions()));
  }

  private static double[] difference(double[] after, double[] before) {
    double[] difference = new double[after.length];
    Arrays.setAll(difference, i -> after[i] - before[i]);
    return difference;
  }

  /** Whether the temperature helped, in a sentence. */
  String verdict() {
    List<Test> two = tests.subList(0, 2);
    boolean worse = two.stream().anyMatch(test -> test.isShown() && test.found.difference() > 0);
    boolean better = two.stream().anyMatch(test -> test.isShown() && test.found.difference() < 0);
    String verdict =
        worse
            ? better ? "It helped by one measure and harmed by the other" : "It did not help"
            : better ? "It helped" : "That it helps is not shown";
    return "%s: on the test images %s; %s.".formatted(verdict, two.getFirst().change(), two.getLast().change());
  }

  Table table() {
    return new Table(
        String.format(
            Locale.ROOT,
            "Change by calibration on %,d test images: paired bootstrap, p-values of %d comparisons by Holm",
            images,
            tests.size()),
        List.of("probabilities", "measure", "change", "95 % interval", "p", "verdict"),
        tests.stream()
            .map(test -> {
              Digits digits = Digits.of(test.found.interval());
              return List.of(
                  Cell.of(test.way),
                  Cell.of(test.measure),
                  new Cell(signed(digits, test.found.difference()), test.found.difference()),
                  new Cell(signed(digits, test.found.interval()), test.found.interval().low()),
                  Cell.of(test.p),
                  Cell.of(test.inWords()));
            })
            .toList());
  }

  private static String signed(Digits digits, double value) {
    return digits.text(value).replace('-', '−');
  }

  private static String signed(Digits digits, Interval interval) {
    return digits.text(interval).replace('-', '−');
  }
}
