package dev.weft.metrics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The images in rising order of the probability of each class. {@link RocAuc} needs no more of the probabilities, so it
 * serves many samples of the same images.
 */
public final class Ranking {
  private final Predictions predictions;
  private final int[][] order;
  private final int[][] ends;
  private final boolean sumsToOne;

  private Ranking(Predictions predictions, int[][] order, int[][] ends, boolean sumsToOne) {
    this.predictions = predictions;
    this.order = order;
    this.ends = ends;
    this.sumsToOne = sumsToOne;
  }

  /** Sorts the images once for each class. */
  public static Ranking of(Predictions predictions) {
    int[][] order = new int[predictions.classes()][];
    int[][] ends = new int[predictions.classes()][];
    for (int label = 0; label < order.length; label++) {
      order[label] = rising(predictions, label);
      ends[label] = ends(predictions, label, order[label]);
    }
    return new Ranking(predictions, order, ends, sumToOne(predictions));
  }

  Predictions predictions() {
    return predictions;
  }

  /** (class, place): images in rising order of the class's probability. */
  int[][] order() {
    return order;
  }

  /** (class, group): where each group of equal probabilities ends in the order, exclusive. */
  int[][] ends() {
    return ends;
  }

  /** Whether all rows sum to 1, within the tolerance of NumPy's {@code allclose}. */
  boolean sumsToOne() {
    return sumsToOne;
  }

  private static int[] rising(Predictions predictions, int label) {
    return IntStream.range(0, predictions.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> predictions.probability(i, label)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int[] ends(Predictions predictions, int label, int[] order) {
    return IntStream.rangeClosed(1, order.length)
        .filter(end ->
            end == order.length
                || predictions.probability(order[end], label) != predictions.probability(order[end - 1], label))
        .toArray();
  }

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
