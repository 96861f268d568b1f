package dev.weft.chart;

import dev.weft.dataset.ImageSet;
import dev.weft.metrics.ConfusionMatrix;
import dev.weft.metrics.Predictions;
import dev.weft.model.Graph;
import dev.weft.train.EpochResult;
import dev.weft.train.Evaluation;
import dev.weft.train.History;
import dev.weft.train.Model;
import java.util.List;

/**
 * Every kind of chart, for programs, shells and notebooks: {@code Charts.confusion(evaluation,
 * set.classNames()).show()}. Predictions belong to the images of the set beside them, in the same order, and each class
 * has a name; an {@link IllegalArgumentException} says where that is not so.
 */
public final class Charts {
  /** A place of {@link #images} without an image. */
  public static final int EMPTY = -1;

  private Charts() {}

  /** Accuracy and loss of a training, side by side, with the best epoch marked. */
  public static Chart curves(History history) {
    return curves(history.epochs());
  }

  /** Accuracy and loss by epoch, side by side, with the best epoch marked. */
  public static Chart curves(List<EpochResult> epochs) {
    return curves(epochs, ValueRange.FITTED, ValueRange.FITTED);
  }

  /** The same over these epochs (from 1) and values. */
  public static Chart curves(List<EpochResult> epochs, ValueRange xRange, ValueRange yRange) {
    return new LearningCurves(epochs, xRange).both(yRange);
  }

  /** Accuracy, loss and learning rate by epoch over one axis. */
  public static Chart history(List<EpochResult> epochs, ValueRange xRange, ValueRange yRange) {
    return new LearningCurves(epochs, xRange).history(yRange);
  }

  /** Accuracy by epoch, of training and of validation, with the best epoch marked. */
  public static Chart accuracy(List<EpochResult> epochs, ValueRange yRange) {
    return accuracy(epochs, ValueRange.FITTED, yRange);
  }

  /** The same over these epochs (from 1). */
  public static Chart accuracy(List<EpochResult> epochs, ValueRange xRange, ValueRange yRange) {
    return LearningCurves.drawn(new LearningCurves(epochs, xRange).accuracy(yRange));
  }

  /** Loss by epoch, of training and of validation, with the best epoch marked. */
  public static Chart loss(List<EpochResult> epochs, ValueRange yRange) {
    return loss(epochs, ValueRange.FITTED, yRange);
  }

  /** The same over these epochs (from 1). */
  public static Chart loss(List<EpochResult> epochs, ValueRange xRange, ValueRange yRange) {
    return LearningCurves.drawn(new LearningCurves(epochs, xRange).loss(yRange));
  }

  /** The learning rate by epoch. */
  public static Chart learningRate(List<EpochResult> epochs) {
    return learningRate(epochs, ValueRange.FITTED, ValueRange.FROM_ZERO);
  }

  /** The same over these epochs (from 1) and values. */
  public static Chart learningRate(List<EpochResult> epochs, ValueRange xRange, ValueRange yRange) {
    return LearningCurves.drawn(new LearningCurves(epochs, xRange).learningRate(yRange));
  }

  /** Lines over one axis, distinguished by colour, dashes and markers: one number of several runs, for example. */
  public static Chart lines(String title, String xName, String yName, ValueRange range, List<Line> lines) {
    return lines(title, xName, yName, ValueRange.FITTED, range, lines);
  }

  /** The same over these values of both axes. */
  public static Chart lines(
      String title, String xName, String yName, ValueRange xRange, ValueRange yRange, List<Line> lines) {
    return new LineChart(title, "", xName, yName, xRange, yRange, lines).drawn(520, 340);
  }

  /** How often each class was taken for which. */
  public static Chart confusion(Evaluation evaluation, List<String> classNames) {
    return confusion(evaluation.predictions(), classNames);
  }

  /** How often each class was taken for which. */
  public static Chart confusion(Predictions predictions, List<String> classNames) {
    return confusion(ConfusionMatrix.of(predictions), classNames, ConfusionCells.COUNTS);
  }

  /** How often each class was taken for which: as counts, as shares of the class, or only the mistakes. */
  public static Chart confusion(ConfusionMatrix matrix, List<String> classNames, ConfusionCells cells) {
    return ConfusionGrid.of(matrix, classNames, cells);
  }

  /** Precision, recall, F1 and number of images of each class. */
  public static Chart perClass(ConfusionMatrix matrix, List<String> classNames) {
    return ClassScores.of(matrix, classNames);
  }

  /** The receiver operating characteristic of each class against all others, with the area under it. */
  public static Chart roc(Predictions predictions, List<String> classNames) {
    return RocCurves.of(predictions, classNames);
  }

  /**
   * How many images each class has.
   *
   * @param sorted whether the largest class comes first
   */
  public static Chart classCounts(ImageSet set, boolean sorted) {
    return ClassCounts.of(set, sorted);
  }

  /** The first images of a set with the names of their classes. */
  public static Chart samples(ImageSet set, int count) {
    return samples(set, 0, count);
  }

  /** So many images of a set, from index {@code from} on, with the names of their classes. */
  public static Chart samples(ImageSet set, int from, int count) {
    return Samples.of(set, from, count);
  }

  /** The first mistakes: image, actual and predicted class, and the probability of the latter. */
  public static Chart firstMistakes(ImageSet set, Predictions predictions, int count) {
    return Mistakes.first(set, predictions, count);
  }

  /** The mistakes that the network was surest of, the worst first. */
  public static Chart worstMistakes(ImageSet set, Predictions predictions, int count) {
    return Mistakes.worst(set, predictions, count);
  }

  /** The first images with their index, predicted and actual class; wrong ones have a cross and a dashed frame. */
  public static Chart predictions(ImageSet set, Predictions predictions, int count) {
    return predictions(set, predictions, 0, count);
  }

  /** The same from index {@code from} on. */
  public static Chart predictions(ImageSet set, Predictions predictions, int from, int count) {
    return PredictionGrid.of(set, predictions, from, count);
  }

  /** One image and the probability of each class. */
  public static Chart probabilities(ImageSet set, Predictions predictions, int index) {
    return ImageProbabilities.of(set, predictions, index);
  }

  /** One image as a matrix of numbers, each on its own grey. */
  public static Chart numbers(ImageSet set, int index) {
    return PixelNumbers.of(set, index);
  }

  /** Two classes that are confused: a taken for a, a for b, b for a and b for b, with some images of each. */
  public static Chart pair(ImageSet set, Predictions predictions, int a, int b) {
    return ClassPair.of(set, predictions, a, b);
  }

  /** The weights of a network's first layer with weights, one small image for each filter or unit. */
  public static Chart filters(Model model) {
    return Filters.of(model);
  }

  /** A network, layer by layer, with shapes and parameters. */
  public static Chart network(Graph network) {
    return NetworkChart.of(network).drawn();
  }

  /**
   * Named values with their intervals. Bars begin at 0; where the range is fitted there are points instead, since a bar
   * that does not begin at 0 misleads.
   *
   * @param valueName what the values are, with their unit
   */
  public static Chart bars(String title, String valueName, ValueRange range, List<Bar> bars) {
    return new BarChart(title, valueName, range, bars).drawn();
  }

  /**
   * The values of several trainings of each name as dots, with their mean and its interval.
   *
   * @param valueName what the values are, with their unit
   */
  public static Chart dots(String title, String valueName, ValueRange range, List<Dots> rows) {
    return new DotChart(title, valueName, range, rows).drawn();
  }

  /** Two numbers of each of many recipes, such as a setting and the accuracy. */
  public static Chart scatter(ScatterChart scatter) {
    return scatter.drawn();
  }

  /** Many things of some classes on a plane. */
  public static Chart map(PointMap map) {
    return map.drawn();
  }

  /** A value by two settings, darker the better it is. */
  public static Chart heatMap(HeatMap map) {
    return map.drawn();
  }

  /** The differences of every pair of some runs or recipes, row minus column, the significant ones marked. */
  public static Chart differences(DifferenceMatrix matrix) {
    return matrix.drawn();
  }

  /**
   * A table.
   *
   * @param rows the first is the header; columns of numbers are aligned to the right
   */
  public static Chart table(String title, List<List<String>> rows) {
    return ResultsTable.of(title, rows);
  }

  /**
   * The images of a set in rows, with lines of text below each.
   *
   * @param places of the images in the set, in the order of the rows; {@link #EMPTY} for a place without one
   * @param captions the lines of each
   * @param columns images of a row
   */
  public static Chart images(
      String title, String subtitle, ImageSet set, List<Integer> places, List<List<String>> captions, int columns) {
    return CaptionedImages.of(title, subtitle, set, places, captions, columns);
  }
}
