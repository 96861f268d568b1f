package dev.weft.metrics;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The area under the receiver operating characteristic. It is the probability that an image of a class gets a higher
 * probability of that class than an image of another class; a tie counts half. 0.5 is guessing, 1 is perfect.
 *
 * <p>One-vs-one is the mean over the pairs of classes that occur; a pair is the mean of both directions, weighted by
 * the pair's images. One-vs-rest is the mean over the classes, each against all others, weighted by the class's images.
 * As scikit-learn's {@code roc_auc_score}; one-vs-one is Hand and Till, "A simple generalisation of the area under the
 * ROC curve for multiple class classification problems" (2001). A number is empty where scikit-learn refuses it or
 * calls it undefined.
 */
public final class RocAuc {
  private final int images;
  private final int[] support;

  /** (class, other): over all pairs of an image of each, the class's own is higher so often. */
  private final double[][] wins;

  private final boolean defined;

  private RocAuc(int images, int[] support, double[][] wins, boolean defined) {
    this.images = images;
    this.support = support;
    this.wins = wins;
    this.defined = defined;
  }

  /** Does the arithmetic that all the areas share. */
  public static RocAuc of(Predictions predictions) {
    return of(Ranking.of(predictions), predictions.once());
  }

  /**
   * On a sample of the images.
   *
   * @param counts how often each image is in the sample
   * @throws IllegalArgumentException if there is not one count for each image
   */
  public static RocAuc of(Ranking ranking, int[] counts) {
    Predictions predictions = ranking.predictions();
    predictions.requireOneEach(counts);
    int[] support = new int[predictions.classes()];
    for (int i = 0; i < counts.length; i++) {
      support[predictions.labels()[i]] += counts[i];
    }
    double[][] wins = new double[support.length][support.length];
    for (int label = 0; label < support.length; label++) {
      countWins(ranking, label, counts, wins[label]);
    }
    return new RocAuc(Arrays.stream(counts).sum(), support, wins, ranking.sumsToOne());
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
    double others = images - support[label];
    if (!defined || support[label] == 0 || others == 0) {
      return OptionalDouble.empty();
    }
    double won = Arrays.stream(wins[label]).sum() - wins[label][label];
    return OptionalDouble.of(won / support[label] / others);
  }

  private static double weight(Average average, int images) {
    return switch (average) {
      case MACRO -> 1;
      case WEIGHTED -> images;
      case MICRO ->
          throw new IllegalArgumentException(
              "a ROC AUC is averaged MACRO or WEIGHTED; received MICRO; choose one of the two.");
    };
  }

  /** Goes through the images in rising order: an image of the class wins against all below, and ties count half. */
  private static void countWins(Ranking ranking, int label, int[] counts, double[] wins) {
    int[] labels = ranking.predictions().labels();
    int[] order = ranking.order()[label];
    int[] below = new int[wins.length];
    int begin = 0;
    for (int end : ranking.ends()[label]) {
      int own = 0;
      for (int place = begin; place < end; place++) {
        own += labels[order[place]] == label ? counts[order[place]] : 0;
      }
      addHalf(own, below, wins);
      for (int place = begin; place < end; place++) {
        below[labels[order[place]]] += counts[order[place]];
      }
      addHalf(own, below, wins);
      begin = end;
    }
  }

  private static void addHalf(int own, int[] below, double[] wins) {
    if (own > 0) {
      for (int other = 0; other < wins.length; other++) {
        wins[other] += 0.5 * own * below[other];
      }
    }
  }
}
