package dev.weft.chart;

import dev.weft.dataset.DataPart;
import dev.weft.train.EpochResult;
import dev.weft.train.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Accuracy, loss and learning rate by epoch, counted from 1, with the best epoch marked: that of {@link History#best}.
 */
final class LearningCurves {
  private static final double WIDTH = 430;
  private static final double HEIGHT = 310;

  private final List<EpochResult> epochs;
  private final ValueRange xRange;
  private final int best;

  LearningCurves(List<EpochResult> epochs, ValueRange xRange) {
    this.epochs = epochs;
    this.xRange = xRange;
    best = History.best(epochs);
  }

  /**
   * @param yRange of both
   */
  Chart both(ValueRange yRange) {
    List<Drawing> both = List.of(drawing("accuracy", yRange, accuracy("")), drawing("loss", yRange, loss("")));
    return new Chart("Learning curves", subtitle(), new SideBySide(both));
  }

  Chart accuracy(ValueRange yRange) {
    return new Chart("Accuracy", subtitle(), drawing("accuracy", yRange, accuracy("")));
  }

  Chart loss(ValueRange yRange) {
    return new Chart("Loss", subtitle(), drawing("loss", yRange, loss("")));
  }

  Chart learningRate(ValueRange yRange) {
    List<Line> line = List.of(Line.of("learning rate", numbers(), series(EpochResult::learningRate)));
    return new Chart("Learning rate", "", drawing("learning rate", yRange, line));
  }

  /** All of them over one axis. */
  Chart history(ValueRange yRange) {
    List<Line> lines = new ArrayList<>(accuracy(" accuracy"));
    lines.addAll(loss(" loss"));
    lines.add(Line.of("learning rate", numbers(), series(EpochResult::learningRate)));
    return new Chart("History", subtitle(), drawing("accuracy, loss and learning rate", yRange, lines));
  }

  private Drawing drawing(String what, ValueRange yRange, List<Line> lines) {
    return LineChart.of("epoch", what, xRange, yRange, lines, WIDTH, HEIGHT);
  }

  private List<Line> accuracy(String what) {
    return lines(what, EpochResult::accuracy, EpochResult::valAccuracy);
  }

  private List<Line> loss(String what) {
    return lines(what, EpochResult::loss, EpochResult::valLoss);
  }

  private List<Line> lines(
      String what, ToDoubleFunction<EpochResult> training, ToDoubleFunction<EpochResult> validation) {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.of(DataPart.TRAIN.word() + what, numbers(), series(training)));
    if (isValidated()) {
      lines.add(marked(DataPart.VALIDATION.word() + what, series(validation)));
    }
    return lines;
  }

  private Line marked(String name, double[] values) {
    if (best < 0 || !Double.isFinite(values[best])) {
      return Line.of(name, numbers(), values);
    }
    String words = String.format(Locale.ROOT, "%s, %.4f in epoch %d", name, values[best], epochs.get(best).epoch() + 1);
    return Line.of(words, numbers(), values).marked(best);
  }

  private boolean isValidated() {
    return epochs.stream().anyMatch(EpochResult::validated);
  }

  private String subtitle() {
    String said = epochs.size() == 1 ? "1 epoch" : epochs.size() + " epochs";
    if (!isValidated()) {
      return said + ", without validation";
    }
    return best < 0
        ? said
        : String.format(Locale.ROOT, "%s; epoch %d has the least validation loss", said, epochs.get(best).epoch() + 1);
  }

  private double[] numbers() {
    return series(epoch -> epoch.epoch() + 1);
  }

  private double[] series(ToDoubleFunction<EpochResult> value) {
    return epochs.stream().mapToDouble(value).toArray();
  }
}
