package dev.weft.page;

import dev.weft.chart.Line;
import dev.weft.chart.LineChart;
import dev.weft.chart.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A line chart of epochs in a page.
 *
 * @param lines those of the chart that say something
 * @param epochs of the longest line, 1 or more
 */
public record LineFigure(LineChart chart, Scale axis, int epochs, List<Line> lines) {
  /** More points than that are a line, not points. */
  private static final int MOST_POINTS = 60;

  public static LineFigure of(LineChart chart) {
    List<Line> lines =
        chart.lines().stream().filter(line -> Arrays.stream(line.y()).anyMatch(Double::isFinite)).toList();
    Scale axis = Scale.around(lines.stream().flatMapToDouble(line -> Arrays.stream(line.y())).toArray());
    int epochs = lines.stream().mapToInt(line -> line.y().length).max().orElse(1);
    return new LineFigure(chart, axis, epochs, lines);
  }

  public String title() {
    return chart.title();
  }

  /** The epoch to mark, from 0; negative for none. */
  public int best() {
    return lines.stream().mapToInt(Line::marked).max().orElse(-1);
  }

  /** Where an epoch stands from left to right, in percent. */
  public double across(int epoch) {
    return epochs == 1 ? 50 : 100.0 * epoch / (epochs - 1);
  }

  /** Where a value stands from top to bottom, in percent. */
  public double down(double value) {
    return 100 - 100 * axis.part(value);
  }

  /** The unbroken pieces of a line as SVG has them, in percent. */
  public List<String> pieces(Line line) {
    List<String> pieces = new ArrayList<>();
    List<String> points = new ArrayList<>();
    for (int epoch = 0; epoch < line.y().length; epoch++) {
      if (Double.isFinite(line.y()[epoch])) {
        points.add(Numbers.place(across(epoch)) + "," + Numbers.place(down(line.y()[epoch])));
      } else if (!points.isEmpty()) {
        pieces.add(String.join(" ", points));
        points.clear();
      }
    }
    if (!points.isEmpty()) {
      pieces.add(String.join(" ", points));
    }
    return pieces;
  }

  /** The epochs whose points are drawn: those with a value, if there are not too many. */
  public List<Integer> points(Line line) {
    return line.y().length > MOST_POINTS
        ? List.of()
        : IntStream.range(0, line.y().length).filter(epoch -> Double.isFinite(line.y()[epoch])).boxed().toList();
  }

  /** Epochs to name below, six at most, from 0. */
  public List<Integer> namedEpochs() {
    int step = Math.max(1, (int) Math.ceil((epochs - 1) / 5.0));
    return IntStream.iterate(0, epoch -> epoch < epochs, epoch -> epoch + step).boxed().toList();
  }

  /** The chart for who does not see it. */
  public String inWords() {
    return title()
        + " by epoch: "
        + lines.stream()
            .map(line ->
                "%s from %s to %s"
                    .formatted(line.name(), Numbers.figure(line.y()[0]), Numbers.figure(line.y()[line.y().length - 1])))
            .collect(Collectors.joining(", "))
        + (best() < 0 ? "." : "; best epoch " + (best() + 1) + ".");
  }
}
