package dev.weft.study.tune;

import dev.weft.WeftException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The learning rate that sweeps suggest. Their losses are averaged step by step as far as all went, and smoothed over
 * the logarithm of the rate, by a normal distribution of deviation 0.15 (powers of ten), which shifts nothing.
 *
 * @param rates rising
 * @param losses mean and smoothed
 * @param steepest the place where the loss falls fastest with the logarithm of the rate
 * @param lowest the place where it is lowest
 * @param rate the suggestion
 */
public record RateSuggestion(double[] rates, double[] losses, int steepest, int lowest, double rate) {
  private static final double WIDTH = 0.15;

  /** What part of the fall is no chance. */
  private static final double LEAST_FALL = 0.02;

  /**
   * @throws WeftException if the loss never fell
   */
  public static RateSuggestion of(List<RateCurve> curves) {
    int length = curves.stream().mapToInt(RateSuggestion::finite).min().orElse(0);
    double[] rates = Arrays.copyOf(curves.getFirst().rates(), length);
    double[] mean = new double[length];
    Arrays.setAll(mean, i -> curves.stream().mapToDouble(curve -> curve.losses()[i]).average().orElseThrow());
    double[] smooth = smooth(rates, mean);
    int lowest = 0;
    for (int i = 0; i < length; i++) {
      lowest = smooth[i] < smooth[lowest] ? i : lowest;
    }
    if (length < 3 || !(smooth[lowest] < smooth[0] - LEAST_FALL * Math.abs(smooth[0]))) {
      throw new WeftException(
          "the loss never fell, so no learning rate can be suggested; begin lower with --from, or take more --steps.");
    }
    int steepest = 1;
    for (int i = 1; i < lowest; i++) {
      steepest = slope(smooth, i) < slope(smooth, steepest) ? i : steepest;
    }
    return new RateSuggestion(rates, smooth, steepest, lowest, rounded(rates[steepest]));
  }

  private static double slope(double[] smooth, int i) {
    return smooth[i + 1] - smooth[i - 1];
  }

  private static int finite(RateCurve curve) {
    int length = 0;
    while (length < curve.losses().length && Double.isFinite(curve.losses()[length])) {
      length++;
    }
    return length;
  }

  private static double[] smooth(double[] rates, double[] losses) {
    double[] smooth = new double[losses.length];
    for (int i = 0; i < smooth.length; i++) {
      double sum = 0;
      double weights = 0;
      for (int j = 0; j < smooth.length; j++) {
        double distance = Math.log10(rates[j] / rates[i]) / WIDTH;
        double weight = Math.exp(-distance * distance / 2);
        sum += weight * losses[j];
        weights += weight;
      }
      smooth[i] = sum / weights;
    }
    return smooth;
  }

  /** To two digits: no more are known. */
  private static double rounded(double rate) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.1e", rate));
  }
}
