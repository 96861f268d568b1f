package dev.weft.metrics;

import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Below which probability a prediction is unsure. The predictions at or above it are wrong at most half as often as all
 * predictions: with {@code e(t)} the share of mistakes among the predictions whose best probability is at least {@code
 * t}, it is the smallest best probability {@code t} with {@code e(t) <= e(0) / 2}.
 *
 * <p>Images that the network did not learn must give it, such as those of a validation part. See Geifman and El-Yaniv,
 * <a href="https://arxiv.org/abs/1705.08500">Selective Classification for Deep Neural Networks</a> (2017), whose bound
 * is left out here: the share is that of the images at hand.
 */
public final class Unsure {
  private static final double OF_ALL = 0.5;

  private Unsure() {}

  /**
   * The probability below which predictions are unsure, 0 to 1.
   *
   * @return empty where no prediction was wrong, or where no probability halves the share of mistakes
   */
  public static OptionalDouble below(Predictions predictions) {
    int count = predictions.labels().length;
    double[] best = new double[count];
    boolean[] wrong = new boolean[count];
    for (int i = 0; i < count; i++) {
      int from = i * predictions.classes();
      int argmax = 0;
      for (int label = 1; label < predictions.classes(); label++) {
        if (predictions.probabilities()[from + label] > predictions.probabilities()[from + argmax]) {
          argmax = label;
        }
      }
      best[i] = predictions.probabilities()[from + argmax];
      wrong[i] = argmax != predictions.labels()[i];
    }
    int[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted((a, b) -> Double.compare(best[a], best[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    long mistakes = IntStream.range(0, count).filter(i -> wrong[i]).count();
    double wanted = OF_ALL * mistakes / count;
    if (mistakes == 0) {
      return OptionalDouble.empty();
    }
    for (int at = 0; at < count; at++) {
      boolean isFirst = at == 0 || best[order[at]] > best[order[at - 1]];
      if (isFirst && (double) mistakes / (count - at) <= wanted) {
        return OptionalDouble.of(best[order[at]]);
      }
      mistakes -= wrong[order[at]] ? 1 : 0;
    }
    return OptionalDouble.empty();
  }
}
