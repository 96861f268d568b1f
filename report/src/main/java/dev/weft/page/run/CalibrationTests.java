package dev.weft.page.run;

import dev.weft.metrics.BrierScore;
import dev.weft.metrics.LogLoss;
import dev.weft.metrics.Predictions;
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
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

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
    List<Score> scores = new ArrayList<>();
    for (ProbabilityPart.Way way : ways) {
      scores.add(score(way, p -> LogLoss.each(p).orElseThrow()));
      scores.add(score(way, BrierScore::each));
    }
    List<PairedBootstrap> found = new ArrayList<>();
    Bootstrap bootstrap = Bootstrap.of(images, SEED);
    for (int i = 2; i < scores.size(); i++) {
      found.add(PairedBootstrap.of(bootstrap, scores.get(i), scores.get(i % 2)));
    }
    double[] p = Holm.adjusted(found.stream().mapToDouble(PairedBootstrap::p).toArray());
    List<Test> all = new ArrayList<>();
    for (int i = 0; i < p.length; i++) {
      all.add(new Test(i % 2 == 0 ? "log loss" : "Brier score", ways.get(1 + i / 2).name(), found.get(i), p[i]));
    }
    tests = List.copyOf(all);
  }

  private static Score score(ProbabilityPart.Way way, Function<Predictions, double[]> each) {
    return Score.mean(each.apply(way.predictions()));
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
