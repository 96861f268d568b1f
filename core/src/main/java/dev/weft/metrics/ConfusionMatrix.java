package dev.weft.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * How often each class was taken for which, and the scores that follow from the counts alone:
 *
 * <pre>
 * precision = right / predicted as the class
 * recall    = right / images of the class
 * F1        = 2 right / (images of the class + predicted as the class)
 * </pre>
 *
 * A score whose divisor is 0 is 0. Classes are numbered from 0; a class that never occurs counts in macro averages.
 *
 * <p>As scikit-learn's {@code confusion_matrix} and {@code precision_recall_fscore_support} with {@code
 * zero_division=0} and all labels given.
 *
 * @param counts (actual, predicted)
 */
public record ConfusionMatrix(int[][] counts) {
  /** Images of one class that were taken for another. */
  public record Confusion(int actual, int predicted, int count) {}

  /** Counts the most probable classes. */
  public static ConfusionMatrix of(Predictions predictions) {
    return of(predictions, predictions.once());
  }

  /**
   * Counts the most probable classes of a sample of the images.
   *
   * @param sample how often each image is in the sample
   * @throws IllegalArgumentException if there is not one count for each image
   */
  public static ConfusionMatrix of(Predictions predictions, int[] sample) {
    predictions.requireOneEach(sample);
    int[][] counts = new int[predictions.classes()][predictions.classes()];
    for (int i = 0; i < sample.length; i++) {
      counts[predictions.labels()[i]][predictions.predicted(i)] += sample[i];
    }
    return new ConfusionMatrix(counts);
  }

  public int classes() {
    return counts.length;
  }

  /** The number of images. */
  public int total() {
    return over(this::support);
  }

  /** The number of images whose class was predicted. */
  public int correct() {
    return over(this::correct);
  }

  public int mistakes() {
    return total() - correct();
  }

  /** The part of the images whose class was predicted, 0 to 1. */
  public double accuracy() {
    return ratio(correct(), total());
  }

  /** The number of images of the class. */
  public int support(int label) {
    return over(predicted -> counts[label][predicted]);
  }

  /** The number of images taken for the class, rightly or not. */
  public int predicted(int label) {
    return over(actual -> counts[actual][label]);
  }

  /** The number of images of the class that were taken for it. */
  public int correct(int label) {
    return counts[label][label];
  }

  public double precision(int label) {
    return ratio(correct(label), predicted(label));
  }

  public double recall(int label) {
    return ratio(correct(label), support(label));
  }

  public double f1(int label) {
    return ratio(2.0 * correct(label), support(label) + predicted(label));
  }

  public double precision(Average average) {
    return average(average, this::precision);
  }

  public double recall(Average average) {
    return average(average, this::recall);
  }

  public double f1(Average average) {
    return average(average, this::f1);
  }

  /** The pairs of different classes that were confused most often, the worst first, {@code limit} at most. */
  public List<Confusion> mostConfused(int limit) {
    List<Confusion> confusions = new ArrayList<>();
    for (int actual = 0; actual < classes(); actual++) {
      for (int predicted = 0; predicted < classes(); predicted++) {
        if (actual != predicted && counts[actual][predicted] > 0) {
          confusions.add(new Confusion(actual, predicted, counts[actual][predicted]));
        }
      }
    }
    return confusions.stream().sorted(Comparator.comparingInt(Confusion::count).reversed()).limit(limit).toList();
  }

  /** With one class for each image, every micro average is the accuracy. */
  private double average(Average average, IntToDoubleFunction score) {
    return switch (average) {
      case MICRO -> accuracy();
      case MACRO -> labels().mapToDouble(score).average().orElse(0);
      case WEIGHTED -> ratio(labels().mapToDouble(label -> support(label) * score.applyAsDouble(label)).sum(), total());
    };
  }

  private int over(IntUnaryOperator count) {
    return labels().map(count).sum();
  }

  private IntStream labels() {
    return IntStream.range(0, classes());
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
