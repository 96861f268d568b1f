package dev.weft.page;

import dev.weft.chart.DotChart;
import dev.weft.chart.Dots;
import dev.weft.chart.Scale;
import dev.weft.statistics.Interval;
import java.util.List;

/**
 * A dot plot in a page.
 *
 * @param chart one row or more
 * @param axis which holds all of it
 * @param recipes of which recipe of a study each row is
 */
public record DotFigure(DotChart chart, Scale axis, List<Integer> recipes) {
  public static DotFigure of(DotChart chart, List<Integer> recipes) {
    return new DotFigure(chart, chart.scale(), recipes);
  }

  /** A place from left to right, in percent. */
  public String across(double value) {
    return Numbers.place(100 * axis.part(value)) + "%";
  }

  /** A row in words, for who does not see it. */
  public String inWords(Dots row) {
    if (!row.hasInterval()) {
      return Digits.FOUR.text(row.mean());
    }
    Interval interval = new Interval(row.low(), row.high());
    return "%s, 95 %% interval %s".formatted(Digits.of(interval).text(row.mean()), Digits.of(interval).text(interval));
  }

  /** What the plot shows, one sentence. */
  public String finding() {
    List<Dots> rows = chart.rows();
    Dots first = rows.stream().filter(Dots::isBest).findFirst().orElse(rows.getFirst());
    if (rows.size() == 1 || !first.hasInterval()) {
      return "%s: %s has %s.".formatted(chart.title(), first.name(), inWords(first));
    }
    long alike = rows.stream().filter(row -> !row.equals(first) && overlap(row, first)).count();
    return "%s: %s has %s; %s."
        .formatted(chart.title(), first.name(), inWords(first), overlaps(alike, rows.size() - 1));
  }

  private static String overlaps(long alike, int others) {
    if (alike == 0) {
      return others == 1 ? "the other's interval lies apart" : "the intervals of all others lie apart";
    }
    return others == 1
        ? "the other's interval overlaps with it"
        : "the intervals of %s of %s others overlap with it".formatted(alike, others);
  }

  private static boolean overlap(Dots a, Dots b) {
    return a.low() <= b.high() && b.low() <= a.high();
  }

  /** What its marks mean. */
  public String key() {
    return chart.hasValues()
        ? "A small circle is a training, the large dot their mean, the line its 95 % interval."
        : chart.rows().stream().anyMatch(Dots::hasInterval) ? "The line is the 95 % interval." : "";
  }
}
