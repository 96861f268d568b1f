package dev.weft.page.run;

import dev.weft.chart.Scale;
import dev.weft.chart.ValueRange;
import dev.weft.metrics.Reliability;
import dev.weft.metrics.Reliability.Bin;
import dev.weft.page.Digits;
import dev.weft.page.Numbers;
import dev.weft.page.PlotFigure;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Wilson;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How often predictions of about the same probability are right, with intervals. */
record ReliabilityDiagram(String name, Reliability reliability, int images) {
  private static final Scale PERCENT = Scale.of(new ValueRange(0, 100));

  static ReliabilityDiagram of(ProbabilityPart.Way way) {
    return new ReliabilityDiagram(
        way.name(), Reliability.ofEqualWidth(way.predictions(), Reliability.BINS), way.predictions().size());
  }

  PlotFigure figure() {
    List<PlotFigure.Point> points =
        reliability.bins().stream()
            .map(bin -> {
              Interval interval = right(bin).interval();
              return new PlotFigure.Point(
                  100 * bin.confidence(),
                  100 * bin.accuracy(),
                  100 * interval.low(),
                  100 * interval.high(),
                  (double) bin.images() / images);
            })
            .toList();
    return new PlotFigure(
        "Probabilities " + name,
        finding(),
        "mean probability, %",
        "right, %",
        PERCENT,
        PERCENT,
        "where they hold",
        List.of(new PlotFigure.Series("images of a bin, with 95 % interval", false, points)));
  }

  private static Wilson right(Bin bin) {
    return new Wilson(bin.right(), bin.images());
  }

  private String finding() {
    long off = reliability.bins().stream().filter(bin -> !holds(bin)).count();
    long tooSure = reliability.bins().stream().filter(bin -> !holds(bin) && bin.gap() < 0).count();
    int all = reliability.bins().size();
    if (off == 0) {
      return "In each of %s the mean probability lies in the interval.".formatted(Numbers.of(all, "bin"));
    }
    return "In %s of %s the mean probability lies outside the interval; in %s it is too high."
        .formatted(off, Numbers.of(all, "bin"), tooSure == off ? "all of these" : tooSure == 0 ? "none" : tooSure);
  }

  private static boolean holds(Bin bin) {
    return right(bin).interval().contains(bin.confidence());
  }

  Table table() {
    return new Table(
        "Probabilities %s, in bins of equal width".formatted(name),
        List.of("probability", "images", "mean probability", "right", "95 % interval", "distance"),
        IntStream.range(0, reliability.bins().size()).mapToObj(i -> row(reliability.bins().get(i))).toList());
  }

  private static List<Cell> row(Bin bin) {
    Wilson right = right(bin);
    Digits digits = Digits.of(right.interval());
    return List.of(
        new Cell(String.format(Locale.ROOT, "%.1f %% to %.1f %%", 100 * bin.low(), 100 * bin.high()), bin.low()),
        Cell.of((long) bin.images()),
        new Cell(Numbers.percent(bin.confidence()), bin.confidence()),
        new Cell(digits.percent(right.accuracy()), right.accuracy()),
        new Cell(digits.percent(right.interval()), right.interval().low()),
        new Cell(String.format(Locale.ROOT, "%+.2f %%", 100 * bin.gap()).replace('-', '−'), bin.gap()));
  }
}
