package dev.weft.page.run;

import dev.weft.calibration.SelectiveThreshold;
import dev.weft.calibration.SelectiveThreshold.Outcome;
import dev.weft.chart.Scale;
import dev.weft.chart.ValueRange;
import dev.weft.metrics.Predictions;
import dev.weft.page.Digits;
import dev.weft.page.Numbers;
import dev.weft.page.PlotFigure;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Wilson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How accurate a network is if only its surest predictions count.
 *
 * @param thresholds that the validation images gave
 * @param predictions as they are shown
 */
record SelectivePart(List<SelectiveThreshold> thresholds, Predictions predictions) {
  private static final int POINTS = 100;
  private static final List<Integer> SHARES = List.of(100, 99, 98, 95, 90, 80, 70, 60, 50);

  /** Right ones among the surest so many; of none 0. */
  private int[] right() {
    int[] order = predictions.surestFirst();
    int[] right = new int[order.length + 1];
    for (int kept = 1; kept <= order.length; kept++) {
      right[kept] = right[kept - 1] + (predictions.isRight(order[kept - 1]) ? 1 : 0);
    }
    return right;
  }

  PlotFigure figure() {
    int[] right = right();
    int images = right.length - 1;
    List<PlotFigure.Point> points = new ArrayList<>();
    for (int point = 1; point <= POINTS; point++) {
      int kept = (int) Math.round((double) images * point / POINTS);
      if (kept > 0 && (points.isEmpty() || 100.0 * kept / images > points.getLast().x())) {
        Wilson accuracy = new Wilson(right[kept], kept);
        Interval interval = accuracy.interval();
        points.add(
            new PlotFigure.Point(
                100.0 * kept / images, 100 * accuracy.accuracy(), 100 * interval.low(), 100 * interval.high(), 1));
      }
    }
    double least = points.stream().mapToDouble(PlotFigure.Point::y).min().orElse(0);
    double low = points.stream().filter(point -> point.x() >= 10).mapToDouble(PlotFigure.Point::low).min().orElse(0);
    return new PlotFigure(
        "Accuracy of the surest predictions",
        finding(right),
        "answered images, %",
        "right, %",
        Scale.of(new ValueRange(0, 100)),
        Scale.of(ValueRange.FITTED, Math.min(least, low), 100).within(0, 100),
        "",
        List.of(new PlotFigure.Series("accuracy, with its 95 % interval", true, points)));
  }

  private static String finding(int[] right) {
    int images = right.length - 1;
    int most = images / 10;
    int half = Math.max(1, images / 2);
    return "Of all predictions %s are right, of the surest half %s; of the %s least sure ones %s are."
        .formatted(
            Numbers.percent((double) right[images] / images),
            Numbers.percent((double) right[half] / half),
            Numbers.count(most),
            Numbers.percent(most == 0 ? Double.NaN : (double) (right[images] - right[images - most]) / most));
  }

  Table curve() {
    int[] right = right();
    int images = right.length - 1;
    return new Table(
        "Accuracy if only the surest predictions count",
        List.of("answered", "images", "right", "95 % interval"),
        SHARES.stream()
            .map(share -> {
              int kept = Math.max(1, (int) Math.round(images * share / 100.0));
              Wilson accuracy = new Wilson(right[kept], kept);
              Digits digits = Digits.of(accuracy.interval());
              return List.of(
                  new Cell(share + " %", share),
                  Cell.of((long) kept),
                  new Cell(digits.percent(accuracy.accuracy()), accuracy.accuracy()),
                  new Cell(digits.percent(accuracy.interval()), accuracy.interval().low()));
            })
            .toList());
  }

  boolean hasThresholds() {
    return !thresholds.isEmpty();
  }

  /** The largest accuracy that is kept with an answer for half of the images at least, else the first. */
  private SelectiveThreshold example() {
    return thresholds.reversed().stream()
        .filter(threshold -> 2 * threshold.on(predictions).kept() >= predictions.size())
        .findFirst()
        .orElse(thresholds.getFirst());
  }

  /** Whose option the page shows. */
  String wanted() {
    return SetPart.percent(example().accuracy());
  }

  String option() {
    return "--unsure-below " + text(example());
  }

  /** Rounded up, so that it promises no less. */
  private static String text(SelectiveThreshold threshold) {
    return String.format(Locale.ROOT, "%.4f", Math.ceil(1e4 * threshold.threshold()) / 1e4);
  }

  Table table() {
    return new Table(
        "Thresholds for an accuracy, from the validation images, and what they come to on the test images",
        List.of("wanted accuracy", "least probability", "answered", "right of these", "95 % interval", "kept"),
        thresholds.stream().map(this::row).toList());
  }

  private List<Cell> row(SelectiveThreshold threshold) {
    Outcome outcome = threshold.on(predictions);
    Cell wanted = new Cell(SetPart.percent(threshold.accuracy()), threshold.accuracy());
    Cell least = new Cell(text(threshold), threshold.threshold());
    Cell answered =
        new Cell(
            Numbers.percent((double) outcome.kept() / outcome.images()), (double) outcome.kept() / outcome.images());
    if (outcome.kept() == 0) {
      return List.of(wanted, least, answered, Cell.NOTHING, Cell.NOTHING, Cell.NOTHING);
    }
    Wilson accuracy = new Wilson(outcome.right(), outcome.kept());
    Digits digits = Digits.of(accuracy.interval());
    return List.of(
        wanted,
        least,
        answered,
        new Cell(digits.percent(accuracy.accuracy()), accuracy.accuracy()),
        new Cell(digits.percent(accuracy.interval()), accuracy.interval().low()),
        Cell.of(
            accuracy.interval().high() < threshold.accuracy()
                ? "no"
                : accuracy.accuracy() >= threshold.accuracy() ? "yes" : "within chance"));
  }
}
