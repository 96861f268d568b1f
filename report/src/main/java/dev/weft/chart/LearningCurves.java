package dev.weft.chart;

import dev.weft.metrics.Metric;
import dev.weft.source.DataPart;
import dev.weft.train.EpochResult;
import dev.weft.train.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Accuracy, loss and learning rate by epoch, counted from 1, with the best epoch marked: that of {@link History#best}.
 */
public final class LearningCurves {
  private static final double WIDTH = 430;
  private static final double HEIGHT = 310;
  private static final String EPOCH = "epoch";
  private static final String RATE = "learning rate";

  private final List<EpochResult> epochs;
  private final ValueRange xRange;
  private final int best;

  public LearningCurves(List<EpochResult> epochs, ValueRange xRange) {
    this.epochs = epochs;
    this.xRange = xRange;
    best = History.best(epochs);
  }

  /**
   * @param yRange of both
   */
  Chart both(ValueRange yRange) {
    List<Drawing> both = List.of(drawn(accuracy(yRange)).drawing(), drawn(loss(yRange)).drawing());
    return new Chart("Learning curves", subtitle(), new SideBySide(both));
  }

  /** Of training and, where there is one, of validation. */
  public LineChart accuracy(ValueRange yRange) {
    return chart("Accuracy", Metric.ACCURACY.words(), yRange, accuracy("")).of(Metric.ACCURACY);
  }

  /** Of training and, where there is one, of validation. */
  public LineChart loss(ValueRange yRange) {
    return chart("Loss", Metric.LOSS.words(), yRange, loss("")).of(Metric.LOSS);
  }

  public LineChart learningRate(ValueRange yRange) {
    return new LineChart("Learning rate", "", EPOCH, RATE, xRange, yRange, List.of(rate())).stages(stages());
  }

  /** All of them over one axis. */
  Chart history(ValueRange yRange) {
    List<Line> lines = new ArrayList<>(accuracy(" accuracy"));
    lines.addAll(loss(" loss"));
    lines.add(rate());
    return drawn(chart("History", "accuracy, loss and learning rate", yRange, lines));
  }

  private LineChart chart(String title, String what, ValueRange yRange, List<Line> lines) {
    return new LineChart(title, subtitle(), EPOCH, what, xRange, yRange, lines).stages(stages());
  }

  /** The epochs, from 1, that begin a stage, without the first. */
  private List<Integer> stages() {
    return IntStream.range(1, epochs.size())
        .filter(i -> epochs.get(i).stage() != epochs.get(i - 1).stage())
        .mapToObj(i -> epochs.get(i).epoch() + 1)
        .toList();
  }

  static Chart drawn(LineChart chart) {
    return chart.drawn(WIDTH, HEIGHT);
  }

  private Line rate() {
    return Line.of(RATE, epochs, EpochResult::learningRate);
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
    lines.add(Line.of(DataPart.TRAIN.word() + what, epochs, training));
    if (isValidated()) {
      lines.add(marked(Line.of(DataPart.VALIDATION.word() + what, epochs, validation)));
    }
    return lines;
  }

  private Line marked(Line line) {
    return best < 0 || !Double.isFinite(line.y()[best]) ? line : line.marked(best);
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
}
