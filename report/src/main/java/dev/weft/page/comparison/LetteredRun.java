package dev.weft.page.comparison;

import dev.weft.chart.Bar;
import dev.weft.chart.Letters;
import dev.weft.metrics.Metric;
import dev.weft.page.Provenance;
import dev.weft.run.FinishedRun;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Wilson;
import dev.weft.study.ComparedRun;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A run of a comparison.
 *
 * @param letter A, B, ..., Z, AA, ...
 * @param name its own; where another run has the same, with its id
 */
record LetteredRun(String letter, String name, FinishedRun run) {
  private static final int PERCENT = 100;

  static List<LetteredRun> all(List<FinishedRun> runs) {
    List<String> names = runs.stream().map(FinishedRun::name).toList();
    return IntStream.range(0, runs.size())
        .mapToObj(place -> new LetteredRun(Letters.of(place), name(runs.get(place), names), runs.get(place)))
        .toList();
  }

  private static String name(FinishedRun run, List<String> names) {
    boolean isAlone = names.stream().filter(run.name()::equals).count() == 1;
    return isAlone ? run.name() : "%s (%s)".formatted(run.name(), id(run));
  }

  /** Its id in the store or, of an older run, what its folder is called. */
  private static String id(FinishedRun run) {
    String id = run.provenance().text("id");
    Path folder = run.folder().toAbsolutePath().normalize().getFileName();
    return id.isEmpty() ? String.valueOf(folder) : id;
  }

  /** Letter and name. */
  String title() {
    return letter + " " + name;
  }

  String dataset() {
    return run.experiment().data().dataset();
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

  /** Its test accuracy in percent. */
  Bar bar() {
    Interval interval = accuracy().interval();
    return new Bar(title(), PERCENT * testAccuracy(), PERCENT * interval.low(), PERCENT * interval.high());
  }

  ComparedRun compared() {
    return ComparedRun.of(run, title());
  }
}
