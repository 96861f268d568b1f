package dev.weft.page.comparison;

import dev.weft.chart.Bar;
import dev.weft.metrics.Metric;
import dev.weft.page.Provenance;
import dev.weft.run.FinishedRun;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Wilson;
import dev.weft.study.ComparedRun;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A run of a comparison.
 *
 * @param letter A, B, ...
 */
record LetteredRun(String letter, FinishedRun run) {
  private static final int LETTERS = 26;

  static List<LetteredRun> all(List<FinishedRun> runs) {
    return IntStream.range(0, runs.size()).mapToObj(place -> new LetteredRun(letter(place), runs.get(place))).toList();
  }

  private static String letter(int place) {
    return place < LETTERS ? String.valueOf((char) ('A' + place)) : "R" + (place + 1);
  }

  String name() {
    return run.name();
  }

  /** Letter and name. */
  String title() {
    return letter + " " + run.name();
  }

  Provenance provenance() {
    return new Provenance(run);
  }

  double testAccuracy() {
    return Metric.ACCURACY.in(run.metrics().test());
  }

  Wilson accuracy() {
    int images = run.predictions().size();
    return new Wilson((int) Math.round(testAccuracy() * images), images);
  }

  /** Its test accuracy. */
  Bar bar() {
    Interval interval = accuracy().interval();
    return new Bar(title(), testAccuracy(), interval.low(), interval.high());
  }

  ComparedRun compared() {
    return ComparedRun.of(run, title());
  }
}
