package dev.weft.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How much higher one network's score is than another's on the same test images, with the 95 % interval by the {@link
 * Bootstrap}. Each sample holds the same images for both networks, so what makes images hard for both cancels out. Of B
 * samples:
 *
 * <pre>
 * p = min(1, 2 (1 + min(samples with a difference ≤ 0, samples with one ≥ 0)) / (1 + B))
 * </pre>
 *
 * <p>Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapters 13 and 15; Davison and Hinkley,
 * "Bootstrap Methods and their Application" (1997), section 4.4.
 *
 * @param difference first score minus second, in the score's units
 * @param interval of the difference
 * @param p 0 to 1
 */
public record PairedBootstrap(double difference, Interval interval, double p) implements PairedTest {
  /**
   * @throws IllegalArgumentException if the difference is not finite, on the test set or on more than half of the
   *     samples
   */
  public static PairedBootstrap of(Bootstrap bootstrap, Score first, Score second) {
    return ofEach(bootstrap, List.of(first.minus(second))).getFirst();
  }

  /**
   * Of scores that are differences of two networks, each; the samples are drawn once for all.
   *
   * @throws IllegalArgumentException if a difference is not finite, on the test set or on more than half of the samples
   */
  public static List<PairedBootstrap> ofEach(Bootstrap bootstrap, List<Score> differences) {
    List<Double> whole = differences.stream().map(difference -> finite(bootstrap.whole(difference))).toList();
    double[][] resampled = bootstrap.resampled(differences);
    return IntStream.range(0, resampled.length)
        .mapToObj(i -> of(whole.get(i), bootstrap.rising(resampled[i])))
        .toList();
  }

  /**
   * Every score against each that follows it, (0, 1), (0, 2), ..., (1, 2), ..., as {@link #of} gives it; the samples
   * are drawn once for all.
   *
   * @throws IllegalArgumentException if a difference is not finite, on the test set or on more than half of the samples
   */
  public static List<PairedBootstrap> ofEveryPair(Bootstrap bootstrap, List<Score> scores) {
    double[][] resampled = bootstrap.resampled(scores);
    List<PairedBootstrap> pairs = new ArrayList<>();
    for (int first = 0; first < scores.size(); first++) {
      for (int second = first + 1; second < scores.size(); second++) {
        double[] one = resampled[first];
        double[] other = resampled[second];
        double[] differences = IntStream.range(0, one.length).mapToDouble(i -> one[i] - other[i]).toArray();
        double whole = finite(bootstrap.whole(scores.get(first).minus(scores.get(second))));
        pairs.add(of(whole, bootstrap.rising(differences)));
      }
    }
    return pairs;
  }

  private static double finite(double difference) {
    if (!Double.isFinite(difference)) {
      throw new IllegalArgumentException("two scores must have a finite difference; received " + difference + ".");
    }
    return difference;
  }

  private static PairedBootstrap of(double whole, double[] rising) {
    long low = Arrays.stream(rising).filter(d -> d <= 0).count();
    long high = Arrays.stream(rising).filter(d -> d >= 0).count();
    double p = Math.min(1, 2.0 * (1 + Math.min(low, high)) / (1 + rising.length));
    return new PairedBootstrap(whole, Bootstrap.interval(rising), p);
  }

  @Override
  public String name() {
    return "paired bootstrap";
  }

  /** {@code "the scores differ by +0.0150, 95 % interval 0.0020 to 0.0270"}. */
  @Override
  public String finding() {
    return String.format(Locale.ROOT, "the scores differ by %+.4f, 95 %% interval %s", difference, interval.words());
  }
}
