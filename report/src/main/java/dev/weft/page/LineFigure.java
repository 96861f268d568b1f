package dev.weft.page;

import dev.weft.chart.Line;
import dev.weft.chart.LineChart;
import dev.weft.chart.LineLook;
import dev.weft.chart.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A line chart of epochs in a page.
 *
 * @param axis of the values
 * @param across of the epochs, from 1 on
 * @param epochs of the longest line, 1 or more
 * @param lines those of the chart that have a value
 */
public record LineFigure(LineChart chart, Scale axis, Scale across, int epochs, List<Line> lines) {
  /** More points than that are a line, not points. */
  private static final int MOST_POINTS = 12;

  /** More lines than that, or longer names, have a key above the chart, not their names at their ends. */
  private static final int MOST_NAMED = 5;

  private static final int LONGEST_NAME = 14;

  /** How far apart names are below each other, as percent of the height. */
  private static final double NAME_HEIGHT = 8;

  public static LineFigure of(LineChart chart) {
    List<Line> lines =
        chart.lines().stream().filter(line -> Arrays.stream(line.y()).anyMatch(Double::isFinite)).toList();
    int epochs = lines.stream().mapToInt(line -> line.y().length).max().orElse(1);
    return new LineFigure(chart, chart.yScale(), chart.xScale(), epochs, lines);
  }

  public String title() {
    return chart.title();
  }

  /** Whether there is anything to draw; a value that never changes is written, not drawn. */
  public boolean isDrawn() {
    return epochs > 1
        && lines.stream()
            .anyMatch(line -> Arrays.stream(line.y()).filter(Double::isFinite).distinct().limit(2).count() == 2);
  }

  /** What the chart says, for who sees it and for who does not. */
  public String finding() {
    return chart.finding();
  }

  /** The index of the best epoch; negative for none. */
  public int best() {
    return lines.stream().mapToInt(Line::marked).max().orElse(-1);
  }

  /** Of which epoch the values are that are shown at first. */
  public String shownAtFirst() {
    return best() < 0 ? "at the end" : "epoch " + (best() + 1);
  }

  /** The value of a line that is shown at first: that of the best epoch, else its last. */
  public String valueAtFirst(Line line) {
    int last = IntStream.range(0, line.y().length).filter(i -> isFinite(line, i)).max().orElse(0);
    return value(line, best() < 0 ? last : best());
  }

  /** The classes of a line. */
  public String look(int line) {
    LineLook look = LineLook.of(line);
    return "line-%s dash-%s".formatted(look.colour(), look.dashes());
  }

  /** A value in words; a dash where there is none. */
  public String value(Line line, int epoch) {
    return Numbers.figure(epoch < line.y().length ? line.y()[epoch] : Double.NaN);
  }

  /** Where an epoch, from 1, stands from left to right, in percent. */
  public String across(double epoch) {
    return Numbers.place(100 * across.part(epoch)) + "%";
  }

  /** Where stages begin, the second first: between two epochs. */
  public List<Double> stages() {
    return chart.stages().stream().map(epoch -> epoch - 0.5).toList();
  }

  /** On which side of an epoch's place a text stands that names it: the middle, but for the edges. */
  public String side(double epoch) {
    double part = across.part(epoch);
    return part < 0.15 ? "start" : part > 0.85 ? "end" : "middle";
  }

  /** Where a value stands from top to bottom, in percent. */
  public String down(double value) {
    return Numbers.place(100 - 100 * axis.part(value)) + "%";
  }

  /** The unbroken pieces of a line as SVG has them, in percent. */
  public List<String> pieces(Line line) {
    List<String> pieces = new ArrayList<>();
    List<String> points = new ArrayList<>();
    for (int i = 0; i < line.y().length; i++) {
      if (Double.isFinite(line.y()[i])) {
        points.add((across(line.x()[i]) + "," + down(line.y()[i])).replace("%", ""));
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

  /** The indexes of the points that are drawn: all of a short line, else those that no piece of it joins to another. */
  public List<Integer> points(Line line) {
    return IntStream.range(0, line.y().length)
        .filter(i -> isFinite(line, i))
        .filter(i -> epochs <= MOST_POINTS || !isFinite(line, i - 1) && !isFinite(line, i + 1))
        .boxed()
        .toList();
  }

  private static boolean isFinite(Line line, int i) {
    return i >= 0 && i < line.y().length && Double.isFinite(line.y()[i]);
  }

  /** Whether the lines have their names at their ends. */
  public boolean hasNamesAtEnds() {
    return lines.size() <= MOST_NAMED
        && lines.stream().allMatch(line -> line.name().length() <= LONGEST_NAME && isFinite(line, epochs - 1));
  }

  /** Where the name of each line stands at its end: beside its last value, or as near to it as other names allow. */
  public List<String> names() {
    int[] order =
        IntStream.range(0, lines.size())
            .boxed()
            .sorted((a, b) -> Double.compare(last(b), last(a)))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] places = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      double place = 100 - 100 * axis.part(last(order[i]));
      places[i] = i == 0 ? place : Math.max(place, places[i - 1] + NAME_HEIGHT);
    }
    double lowest = 100;
    for (int i = order.length - 1; i >= 0; i--) {
      places[i] = Math.min(places[i], lowest);
      lowest = places[i] - NAME_HEIGHT;
    }
    String[] names = new String[order.length];
    IntStream.range(0, order.length).forEach(i -> names[order[i]] = Numbers.place(places[i]) + "%");
    return List.of(names);
  }

  private double last(int line) {
    return lines.get(line).y()[epochs - 1];
  }

  /** The space that the chart needs beside it, in digits' widths: left for the axis, right for the names. */
  public String margins() {
    int left = Arrays.stream(axis.lines()).mapToObj(axis::label).mapToInt(String::length).max().orElse(1);
    int right = hasNamesAtEnds() ? lines.stream().mapToInt(line -> line.name().length()).max().orElse(0) : 0;
    return "--left: %sch; --right: %sch".formatted(Math.max(left, chart.xName().length()), right);
  }

  /** What the script needs: the values of each line in words. */
  public String values() {
    return Script.data(
        Map.of(
            "epochs",
            epochs,
            "best",
            best(),
            "values",
            lines.stream().map(line -> IntStream.range(0, epochs).mapToObj(i -> value(line, i)).toList()).toList()));
  }
}
