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
    int count = predictions.size();
    int[] surestFirst = predictions.surestFirst();
    double[] best = new double[count];
    boolean[] wrong = new boolean[count];
    for (int at = 0; at < count; at++) {
      int image = surestFirst[count - 1 - at];
      best[at] = predictions.confidence(image);
      wrong[at] = !predictions.isRight(image);
    }
    long mistakes = IntStream.range(0, count).filter(i -> wrong[i]).count();
    double wanted = OF_ALL * mistakes / count;
    if (mistakes == 0) {
      return OptionalDouble.empty();
    }
    for (int at = 0; at < count; at++) {
      boolean isFirst = at == 0 || best[at] > best[at - 1];
      if (isFirst && (double) mistakes / (count - at) <= wanted) {
        return OptionalDouble.of(best[at]);
      }
      mistakes -= wrong[at] ? 1 : 0;
    }
    return OptionalDouble.empty();
  }
}
