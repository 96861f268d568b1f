package dev.weft.page;

import dev.weft.dataset.DataPart;
import dev.weft.train.EpochResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A figure epoch by epoch, a line for each run or each part of the data.
 *
 * @param title what is drawn
 * @param epochs of the longest line, 1 or more
 * @param best the epoch to mark, from 0; -1 for none
 */
record LineChart(String title, Axis axis, int epochs, List<Line> lines, int best) {
  /** More points than that are a line, not points. */
  private static final int MOST_POINTS = 60;

  /** What one line says; NaN where it says nothing. */
  record Line(String name, double[] values) {
    static Line of(String name, List<EpochResult> epochs, ToDoubleFunction<EpochResult> value) {
      return new Line(name, epochs.stream().mapToDouble(value).toArray());
    }

    boolean saysNothing() {
      return Arrays.stream(values).noneMatch(Double::isFinite);
    }
  }

  static LineChart of(String title, List<Line> lines, int best) {
    List<Line> said = lines.stream().filter(line -> !line.saysNothing()).toList();
    Axis axis = Axis.around(said.stream().flatMapToDouble(line -> Arrays.stream(line.values)));
    int epochs = said.stream().mapToInt(line -> line.values.length).max().orElse(1);
    return new LineChart(title, axis, epochs, said, best);
  }

  /** Accuracy, loss and learning rate of one run, its best epoch marked in the first two. */
  static List<LineChart> of(List<EpochResult> epochs, int best) {
    return List.of(
        of(
            "Accuracy",
            List.of(
                Line.of(DataPart.TRAIN.adjective(), epochs, EpochResult::accuracy),
                Line.of(DataPart.VALIDATION.adjective(), epochs, EpochResult::valAccuracy)),
            best),
        of(
            "Loss",
            List.of(
                Line.of(DataPart.TRAIN.adjective(), epochs, EpochResult::loss),
                Line.of(DataPart.VALIDATION.adjective(), epochs, EpochResult::valLoss)),
            best),
        of("Learning rate", List.of(Line.of("learning rate", epochs, EpochResult::learningRate)), -1));
  }

  /** Where an epoch stands from left to right, in percent. */
  double across(int epoch) {
    return epochs == 1 ? 50 : 100.0 * epoch / (epochs - 1);
  }

  /** Where a value stands from top to bottom, in percent. */
  double down(double value) {
    return 100 - axis.percent(value);
  }

  /** The unbroken pieces of a line as SVG has them, in percent. */
  List<String> pieces(Line line) {
    List<String> pieces = new ArrayList<>();
    List<String> points = new ArrayList<>();
    for (int epoch = 0; epoch < line.values.length; epoch++) {
      if (Double.isFinite(line.values[epoch])) {
        points.add(Numbers.place(across(epoch)) + "," + Numbers.place(down(line.values[epoch])));
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
  List<Integer> points(Line line) {
    return line.values.length > MOST_POINTS
        ? List.of()
        : IntStream.range(0, line.values.length).filter(epoch -> Double.isFinite(line.values[epoch])).boxed().toList();
  }

  /** Epochs to name below, six at most, from 0. */
  List<Integer> namedEpochs() {
    int step = Math.max(1, (int) Math.ceil((epochs - 1) / 5.0));
    return IntStream.iterate(0, epoch -> epoch < epochs, epoch -> epoch + step).boxed().toList();
  }

  /** The chart for who does not see it. */
  String inWords() {
    return title
        + " by epoch: "
        + lines.stream()
            .map(line ->
                "%s from %s to %s"
                    .formatted(
                        line.name, Numbers.figure(line.values[0]), Numbers.figure(line.values[line.values.length - 1])))
            .collect(Collectors.joining(", "))
        + (best < 0 ? "." : "; best epoch " + (best + 1) + ".");
  }
}
