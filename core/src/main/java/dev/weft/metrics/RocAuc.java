package dev.weft.metrics;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The area under the receiver operating characteristic: the probability that a picture of a class gets a higher
 * probability of that class than a picture of another does, a tie being half. 0.5 is guessing, 1 is perfect.
 *
 * <p>One-vs-one is the mean over the pairs of classes that occur, each pair being the mean of both directions, weighted
 * by the pair's pictures; one-vs-rest is the mean over the classes, each against all others, weighted by the class's
 * pictures. As scikit-learn's {@code roc_auc_score}; one-vs-one is Hand and Till, "A simple generalisation of the area
 * under the ROC curve for multiple class classification problems" (2001). A number is empty where scikit-learn refuses
 * it or calls it undefined.
 */
public final class RocAuc {
  private final int pictures;
  private final int[] support;

  /** (class, other): over all pairs of a picture of each, the class's own is higher so often. */
  private final double[][] wins;

  private final boolean defined;

  private RocAuc(int pictures, int[] support, double[][] wins, boolean defined) {
    this.pictures = pictures;
    this.support = support;
    this.wins = wins;
    this.defined = defined;
  }

  /** Does the arithmetic that all the areas share. */
  public static RocAuc of(Predictions predictions) {
    int classes = predictions.classes();
    double[][] wins = new double[classes][classes];
    int[] support = new int[classes];
    for (int label : predictions.labels()) {
      support[label]++;
    }
    for (int label = 0; label < classes; label++) {
      double[][] sorted = sortedByActual(predictions, label, support);
      for (int other = 0; other < classes; other++) {
        wins[label][other] = wins(sorted[label], sorted[other]);
      }
    }
    return new RocAuc(predictions.size(), support, wins, sumToOne(predictions));
  }

  /**
   * The mean over pairs of classes; empty if fewer than two classes occur or if probabilities do not sum to 1.
   *
   * @throws IllegalArgumentException if the average is micro
   */
  public OptionalDouble oneVsOne(Average average) {
    double sum = 0;
    double weights = 0;
    for (int a = 0; a < support.length; a++) {
      for (int b = 0; b < a; b++) {
        if (support[a] > 0 && support[b] > 0) {
          double weight = weight(average, support[a] + support[b]);
          sum += weight * (wins[a][b] + wins[b][a]) / 2 / support[a] / support[b];
          weights += weight;
        }
      }
    }
    return defined && weights > 0 ? OptionalDouble.of(sum / weights) : OptionalDouble.empty();
  }

  /**
   * The mean over classes; empty if one class is all, if one that counts never occurs, or if probabilities do not sum
   * to 1.
   *
   * @throws IllegalArgumentException if the average is micro
   */
  public OptionalDouble oneVsRest(Average average) {
    double sum = 0;
    double weights = 0;
    for (int label = 0; label < support.length; label++) {
      double weight = weight(average, support[label]);
      if (weight > 0) {
        OptionalDouble area = oneVsRest(label);
        if (area.isEmpty()) {
          return area;
        }
        sum += weight * area.getAsDouble();
        weights += weight;
      }
    }
    return OptionalDouble.of(sum / weights);
  }

  /** One class against all others; empty if it never occurs, if it is all, or if probabilities do not sum to 1. */
  public OptionalDouble oneVsRest(int label) {
    double others = pictures - support[label];
    if (!defined || support[label] == 0 || others == 0) {
      return OptionalDouble.empty();
    }
    double won = Arrays.stream(wins[label]).sum() - wins[label][label];
    return OptionalDouble.of(won / support[label] / others);
  }

  private static double weight(Average average, int pictures) {
    return switch (average) {
      case MACRO -> 1;
      case WEIGHTED -> pictures;
      case MICRO ->
          throw new IllegalArgumentException(
              "a ROC AUC is averaged MACRO or WEIGHTED; received MICRO; choose one of the two.");
    };
  }

  /** The probabilities of one class, apart by the actual class, in rising order. */
  private static double[][] sortedByActual(Predictions predictions, int label, int[] support) {
    double[][] sorted = IntStream.of(support).mapToObj(double[]::new).toArray(double[][]::new);
    int[] filled = new int[support.length];
    for (int i = 0; i < predictions.size(); i++) {
      int actual = predictions.labels()[i];
      sorted[actual][filled[actual]++] = predictions.probability(i, label);
    }
    for (double[] probabilities : sorted) {
      Arrays.sort(probabilities);
    }
    return sorted;
  }

  /** The number of pairs in which the number of {@code high} is the greater one; equal ones count a half. */
  private static double wins(double[] high, double[] low) {
    double wins = 0;
    int less = 0;
    int lessOrEqual = 0;
    for (double probability : high) {
      while (less < low.length && low[less] < probability) {
        less++;
      }
      while (lessOrEqual < low.length && low[lessOrEqual] <= probability) {
        lessOrEqual++;
      }
      wins += (less + lessOrEqual) / 2.0;
    }
    return wins;
  }

  /** Within the tolerance of NumPy's {@code allclose}. */
  private static boolean sumToOne(Predictions predictions) {
    for (int i = 0; i < predictions.size(); i++) {
      double sum = 0;
      for (int label = 0; label < predictions.classes(); label++) {
        sum += predictions.probability(i, label);
      }
      if (!(Math.abs(1 - sum) <= 1e-8 + 1e-5 * Math.abs(sum))) {
        return false;
      }
    }
    return true;
  }
}
