package dev.weft.metrics;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.stream.IntStream;

/**
 * The mean over the images of {@code sum_k (p_k - y_k)^2}, y being 1 for the true class and 0 for others; 0 to 2, the
 * smaller the better. It is {@code miscalibration - discrimination + uncertainty}: what recalibration would gain, what
 * the probabilities tell of the images, and the score of the classes' shares alone. Recalibration is the best rising
 * function of each class's probability (isotonic regression). See Brier (1950), and Dimitriadis et al., <a
 * href="https://doi.org/10.1073/pnas.2016191118">Stable reliability diagrams for probabilistic classifiers</a> (2021).
 *
 * @param score the whole
 * @param miscalibration at least 0; the smaller, the better
 * @param discrimination at least 0; the larger, the better
 * @param uncertainty of the classes themselves
 */
public record BrierScore(double score, double miscalibration, double discrimination, double uncertainty) {
  /** The whole alone. */
  public static double mean(Predictions predictions) {
    return Arrays.stream(each(predictions)).average().orElseThrow();
  }

  /** That of each image. */
  public static double[] each(Predictions predictions) {
    double[] each = new double[predictions.size()];
    for (int i = 0; i < each.length; i++) {
      for (int label = 0; label < predictions.classes(); label++) {
        double distance = predictions.probability(i, label) - (label == predictions.labels()[i] ? 1 : 0);
        each[i] += distance * distance;
      }
    }
    return each;
  }

  /** With its parts. */
  public static BrierScore of(Predictions predictions) {
    int images = predictions.size();
    double score = 0;
    double recalibrated = 0;
    double uncertainty = 0;
    for (int label = 0; label < predictions.classes(); label++) {
      int one = label;
      double[] p = IntStream.range(0, images).mapToDouble(i -> predictions.probability(i, one)).toArray();
      double[] y = Arrays.stream(predictions.labels()).mapToDouble(of -> of == one ? 1 : 0).toArray();
      double share = Arrays.stream(y).average().orElseThrow();
      score += squares(p, y);
      recalibrated += squares(isotonic(p, y), y);
      uncertainty += share * (1 - share);
    }
    score /= images;
    recalibrated /= images;
    return new BrierScore(score, score - recalibrated, uncertainty - recalibrated, uncertainty);
  }

  private static double squares(double[] p, double[] y) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += (p[i] - y[i]) * (p[i] - y[i]);
    }
    return sum;
  }

  /** Values with the same mean of y. */
  private record Block(int from, int count, double sum) {
    double mean() {
      return sum / count;
    }
  }

  /** The rising function of x that is nearest to y, at each x: neighbours that fall are pooled. */
  static double[] isotonic(double[] x, double[] y) {
    int[] order =
        IntStream.range(0, x.length)
            .boxed()
            .sorted((a, b) -> Double.compare(x[a], x[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    Deque<Block> blocks = new ArrayDeque<>();
    for (int from = 0; from < order.length; ) {
      int to = from;
      double sum = 0;
      for (; to < order.length && x[order[to]] == x[order[from]]; to++) {
        sum += y[order[to]];
      }
      Block block = new Block(from, to - from, sum);
      while (!blocks.isEmpty() && blocks.getLast().mean() >= block.mean()) {
        Block before = blocks.removeLast();
        block = new Block(before.from, before.count + block.count, before.sum + block.sum);
      }
      blocks.addLast(block);
      from = to;
    }
    double[] fitted = new double[x.length];
    for (Block block : blocks) {
      for (int i = block.from; i < block.from + block.count; i++) {
        fitted[order[i]] = block.mean();
      }
    }
    return fitted;
  }
}
