package dev.weft.calibration;

import dev.weft.metrics.Predictions;

/**
 * One number that makes all probabilities less sure (above 1) or surer (below 1): {@code softmax(z / temperature)}. It
 * changes no predicted class. See Guo et al., <a href="https://arxiv.org/abs/1706.04599">On Calibration of Modern
 * Neural Networks</a> (2017).
 *
 * @param value 0.05 to 20
 */
public record Temperature(double value) implements Calibration {
  private static final double LEAST_VALUE = 0.05;
  private static final double MOST_VALUE = 20;
  private static final int MOST_STEPS = 100;
  private static final double ENOUGH = 1e-10;

  /**
   * @throws IllegalArgumentException if it is not 0.05 to 20
   */
  public Temperature {
    if (!(value >= LEAST_VALUE && value <= MOST_VALUE)) {
      throw new IllegalArgumentException("a temperature is 0.05 to 20; received " + value + ".");
    }
  }

  /**
   * The temperature with the least sum of {@code -ln p(label)}, plus {@code (1 / temperature - 1)^2 / 2}, by Newton's
   * method on its reciprocal, in which that is convex. The added term is that of a normal prior: it decides where a
   * network made no mistake, and hardly counts among hundreds of doubtful images. It is 1 where a probability is no
   * number.
   */
  public static Temperature fit(Predictions predictions) {
    double[][] logarithms = Calibration.logarithms(predictions);
    double least = 1 / MOST_VALUE;
    double most = 1 / LEAST_VALUE;
    double reciprocal = 1;
    for (int step = 0; step < MOST_STEPS && most - least > ENOUGH; step++) {
      double slope = reciprocal - 1;
      double curvature = 1;
      for (int i = 0; i < logarithms.length; i++) {
        double[] p = scaled(logarithms[i], reciprocal);
        Calibration.softmax(p);
        double mean = 0;
        double square = 0;
        for (int label = 0; label < p.length; label++) {
          mean += p[label] * logarithms[i][label];
          square += p[label] * logarithms[i][label] * logarithms[i][label];
        }
        slope += mean - logarithms[i][predictions.labels()[i]];
        curvature += square - mean * mean;
      }
      if (Double.isNaN(slope)) {
        return new Temperature(1);
      }
      least = slope < 0 ? reciprocal : least;
      most = slope > 0 ? reciprocal : most;
      double next = reciprocal - slope / curvature;
      next = next > least && next < most ? next : (least + most) / 2;
      if (slope == 0 || Math.abs(next - reciprocal) < ENOUGH) {
        break;
      }
      reciprocal = next;
    }
    return new Temperature(Math.clamp(1 / reciprocal, LEAST_VALUE, MOST_VALUE));
  }

  private static double[] scaled(double[] logarithms, double factor) {
    double[] scaled = new double[logarithms.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = factor * logarithms[i];
    }
    return scaled;
  }

  @Override
  public double[] apply(double[] probabilities) {
    double[] calibrated = scaled(Calibration.logarithms(probabilities), 1 / value);
    Calibration.softmax(calibrated);
    return calibrated;
  }
}
