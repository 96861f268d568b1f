package dev.weft.chart;

import dev.weft.train.EpochResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Accuracy, loss and learning rate by epoch, counted from 1. The best epoch is that of the best validation, or of the
 * best training where nothing was validated.
 */
final class LearningCurves {
  private static final double WIDTH = 430;
  private static final double HEIGHT = 310;

  private LearningCurves() {}

  static Chart both(List<EpochResult> epochs) {
    Drawing accuracy = accuracyLines(epochs, ValueRange.FITTED);
    Drawing loss = lossLines(epochs, ValueRange.FITTED);
    return new Chart("Learning curves", subtitle(epochs), new SideBySide(List.of(accuracy, loss)));
  }

  static Chart accuracy(List<EpochResult> epochs, ValueRange range) {
    return new Chart("Accuracy", subtitle(epochs), accuracyLines(epochs, range));
  }

  static Chart loss(List<EpochResult> epochs, ValueRange range) {
    return new Chart("Loss", subtitle(epochs), lossLines(epochs, range));
  }

  static Chart learningRate(List<EpochResult> epochs) {
    double[] rates = series(epochs, EpochResult::learningRate);
    List<Line> line = List.of(Line.of("learning rate", numbers(epochs), rates));
    return new Chart(
        "Learning rate", "", LineChart.of("epoch", "learning rate", ValueRange.FROM_ZERO, line, WIDTH, HEIGHT));
  }

  private static Drawing accuracyLines(List<EpochResult> epochs, ValueRange range) {
    return lines(epochs, "accuracy", range, EpochResult::accuracy, EpochResult::valAccuracy, 1);
  }

  private static Drawing lossLines(List<EpochResult> epochs, ValueRange range) {
    return lines(epochs, "loss", range, EpochResult::loss, EpochResult::valLoss, -1);
  }

  /**
   * @param sign 1 if more is better, else -1
   */
  private static Drawing lines(
      List<EpochResult> epochs,
      String what,
      ValueRange range,
      ToDoubleFunction<EpochResult> train,
      ToDoubleFunction<EpochResult> validation,
      int sign) {
    List<Line> lines = new ArrayList<>();
    boolean validated = epochs.stream().anyMatch(EpochResult::validated);
    lines.add(line("train", numbers(epochs), series(epochs, train), validated ? 0 : sign));
    if (validated) {
      lines.add(line("validation", numbers(epochs), series(epochs, validation), sign));
    }
    return LineChart.of("epoch", what, range, lines, WIDTH, HEIGHT);
  }

  /** With its best value marked, unless the sign is 0. */
  private static Line line(String name, double[] numbers, double[] values, int sign) {
    int best = -1;
    for (int i = 0; i < values.length && sign != 0; i++) {
      boolean better = Double.isFinite(values[i]) && (best < 0 || sign * values[i] > sign * values[best]);
      best = better ? i : best;
    }
    return best < 0
        ? Line.of(name, numbers, values)
        : Line.of(
                String.format(Locale.ROOT, "%s, best %.4f in epoch %d", name, values[best], (int) numbers[best]),
                numbers,
                values)
            .marked(best);
  }

  private static String subtitle(List<EpochResult> epochs) {
    String said = epochs.size() == 1 ? "1 epoch" : epochs.size() + " epochs";
    return said + (epochs.stream().anyMatch(EpochResult::validated) ? "" : ", without validation");
  }

  private static double[] numbers(List<EpochResult> epochs) {
    return series(epochs, epoch -> epoch.epoch() + 1);
  }

  private static double[] series(List<EpochResult> epochs, ToDoubleFunction<EpochResult> value) {
    return epochs.stream().mapToDouble(value).toArray();
  }
}
