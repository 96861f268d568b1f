package dev.weft.explain.outlier;

import dev.weft.statistics.Bootstrap;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Score;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well a score separates images from others: the area under the ROC curve. It is the probability that one of the
 * others has a higher score than one of the images; a tie counts half. The interval is a bootstrap of all images
 * together.
 *
 * @param area 0 to 1; 0.5 is guessing
 */
public record Separation(double area, Interval interval) {
  private static final int RESAMPLES = 1000;

  /**
   * @param scores of the images, one or more
   * @param others of the others, one or more
   */
  public static Separation of(double[] scores, double[] others, long seed) {
    Ranks ranks = new Ranks(scores, others);
    int[] once = new int[scores.length + others.length];
    Arrays.fill(once, 1);
    return new Separation(ranks.of(once), new Bootstrap(once.length, seed, RESAMPLES).interval(ranks));
  }

  /** The area of samples of both. */
  private static final class Ranks implements Score {
    private final int first;

    /** The places of all images by rising score. */
    private final int[] rising;

    /** Whether the image at a place in that order has the score of the one before it. */
    private final boolean[] ties;

    Ranks(double[] scores, double[] others) {
      first = scores.length;
      rising =
          IntStream.range(0, scores.length + others.length)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> score(scores, others, i)))
              .mapToInt(Integer::intValue)
              .toArray();
      ties = new boolean[rising.length];
      for (int i = 1; i < ties.length; i++) {
        ties[i] = score(scores, others, rising[i]) == score(scores, others, rising[i - 1]);
      }
    }

    private static double score(double[] scores, double[] others, int i) {
      return i < scores.length ? scores[i] : others[i - scores.length];
    }

    @Override
    public double of(int[] counts) {
      double below = 0;
      double wins = 0;
      double all = 0;
      for (int from = 0; from < rising.length; ) {
        double images = 0;
        double others = 0;
        int i = from;
        do {
          int count = counts[rising[i]];
          images += rising[i] < first ? count : 0;
          others += rising[i] < first ? 0 : count;
          i++;
        } while (i < rising.length && ties[i]);
        wins += others * (below + images / 2);
        below += images;
        all += others;
        from = i;
      }
      return wins / (below * all);
    }
  }
}
