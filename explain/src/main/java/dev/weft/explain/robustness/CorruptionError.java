package dev.weft.explain.robustness;

import dev.weft.WeftException;
import dev.weft.statistics.Bootstrap;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The error of a network on corrupted images beside that of a baseline, 1 where both are alike. With the error E of a
 * corruption c at severity s, and of clean images:
 *
 * <pre>
 * CE(c) = sum over s of E(c, s) / sum over s of baseline's E(c, s),  mCE = mean over c of CE(c)
 * relative CE(c) = sum over s of (E(c, s) - E(clean)) / sum over s of baseline's (E(c, s) - E(clean))
 * </pre>
 *
 * The intervals are the bootstrap's over the test images, the same for both networks.
 *
 * <p>Hendrycks and Dietterich, "Benchmarking neural network robustness to common corruptions and perturbations", 2019,
 * section 4.3; they write percent.
 *
 * @param mean mCE; NaN where the baseline has no error under one of the corruptions
 * @param relative the mean of the relative CE; NaN where the baseline does not get worse under one of them
 * @param each CE of each corruption
 */
public record CorruptionError(
    double mean,
    Optional<Interval> interval,
    double relative,
    Optional<Interval> relativeInterval,
    Map<Corruption, Double> each) {
  private static final long SEED = 1;
  private static final int RESAMPLES = 1_000;

  /**
   * @throws WeftException if both were not measured on the same corrupted images
   */
  public static CorruptionError of(Robustness network, Robustness baseline) {
    if (!network.data().equals(baseline.data())
        || network.images() != baseline.images()
        || network.plan().seed() != baseline.plan().seed()
        || !network.plan().corruptions().equals(baseline.plan().corruptions())) {
      throw new WeftException(
          "a mean corruption error needs the same corrupted images of a run and its baseline; they were measured on"
              + " others.");
    }
    Errors own = Errors.of(network);
    Errors other = Errors.of(baseline);
    int[] once = new int[network.images()];
    Arrays.fill(once, 1);
    double[] each = ratios(own.sums(once, false), other.sums(once, false));
    Map<Corruption, Double> named = new EnumMap<>(Corruption.class);
    for (int i = 0; i < each.length; i++) {
      named.put(network.plan().corruptions().get(i), each[i]);
    }
    Score mean = counts -> mean(ratios(own.sums(counts, false), other.sums(counts, false)));
    Score relative = counts -> mean(ratios(own.sums(counts, true), other.sums(counts, true)));
    return new CorruptionError(
        mean.of(once), interval(mean, once), relative.of(once), interval(relative, once), new LinkedHashMap<>(named));
  }

  /**
   * As JSON has it.
   *
   * @param baseline the baseline's name
   */
  public Map<String, Object> toMap(String baseline) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("baseline", baseline);
    map.put("mean_corruption_error", mean);
    map.put("mean_corruption_error_interval_95", interval.map(CorruptionError::ends).orElse(null));
    map.put("relative_mean_corruption_error", relative);
    map.put("relative_mean_corruption_error_interval_95", relativeInterval.map(CorruptionError::ends).orElse(null));
    Map<String, Object> errors = new LinkedHashMap<>();
    each.forEach((corruption, error) -> errors.put(corruption.key(), error));
    map.put("corruption_errors", errors);
    return map;
  }

  private static List<Double> ends(Interval interval) {
    return List.of(interval.low(), interval.high());
  }

  private static double[] ratios(double[] errors, double[] baseline) {
    double[] ratios = new double[errors.length];
    Arrays.setAll(ratios, i -> baseline[i] > 0 ? errors[i] / baseline[i] : Double.NaN);
    return ratios;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** Empty where the score is not defined on half of the samples. */
  private static Optional<Interval> interval(Score score, int[] once) {
    if (!Double.isFinite(score.of(once))) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Bootstrap(once.length, SEED, RESAMPLES).interval(score));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * How often each image is mistaken.
   *
   * @param corrupted (corruptions, images), 0 to the number of severities
   * @param clean (images), 0 or as many as there are severities
   */
  private record Errors(List<byte[]> corrupted, byte[] clean) {
    static Errors of(Robustness robustness) {
      List<byte[]> corrupted = new ArrayList<>();
      for (Corruption corruption : robustness.plan().corruptions()) {
        byte[] errors = new byte[robustness.images()];
        robustness.of(corruption).forEach(one -> add(one, 1, errors));
        corrupted.add(errors);
      }
      byte[] clean = new byte[robustness.images()];
      add(robustness.clean(), Corruption.SEVERITIES, clean);
      return new Errors(corrupted, clean);
    }

    private static void add(Measured measured, int weight, byte[] errors) {
      for (int i = measured.right().nextClearBit(0); i < errors.length; i = measured.right().nextClearBit(i + 1)) {
        errors[i] += (byte) weight;
      }
    }

    /** The errors of each corruption on a sample. */
    double[] sums(int[] counts, boolean relative) {
      long ofClean = relative ? sum(counts, clean) : 0;
      return corrupted.stream().mapToDouble(errors -> sum(counts, errors) - ofClean).toArray();
    }

    private static long sum(int[] counts, byte[] errors) {
      long sum = 0;
      for (int i = 0; i < counts.length; i++) {
        sum += (long) counts[i] * errors[i];
      }
      return sum;
    }
  }
}
