package dev.weft.calibration;

import dev.weft.metrics.Predictions;
import java.util.Arrays;
import java.util.List;

/**
 * A factor and a shift for each class: {@code softmax(factors * z + shifts)}. It may change predicted classes. See Guo
 * et al., <a href="https://arxiv.org/abs/1706.04599">On Calibration of Modern Neural Networks</a> (2017).
 *
 * @param factors one for each class
 * @param shifts one for each class
 */
public record VectorScaling(List<Double> factors, List<Double> shifts) implements Calibration {
  /**
   * @throws IllegalArgumentException if there are not as many shifts as factors, or one of them is not finite
   */
  public VectorScaling {
    factors = List.copyOf(factors);
    shifts = List.copyOf(shifts);
    if (factors.size() != shifts.size()
        || !factors.stream().allMatch(Double::isFinite)
        || !shifts.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "vector scaling needs a finite factor and a finite shift for each class; received %s and %s."
              .formatted(factors, shifts));
    }
  }

  /**
   * The factors and shifts with the least sum of {@code -ln p(label)}, plus half their squared distance from 1 and 0:
   * that of a normal prior, as a {@link Temperature} has it, which keeps classes of few images near no change.
   */
  public static VectorScaling fit(Predictions predictions) {
    int classes = predictions.classes();
    double[][] logarithms = Calibration.logarithms(predictions);
    double[] start = new double[2 * classes];
    Arrays.fill(start, 0, classes, 1);
    double[] best =
        QuasiNewton.least(start, (at, slopes) -> loss(at, slopes, logarithms, predictions.labels(), classes));
    return new VectorScaling(
        Arrays.stream(best, 0, classes).boxed().toList(), Arrays.stream(best, classes, 2 * classes).boxed().toList());
  }

  private static double loss(double[] at, double[] slopes, double[][] logarithms, int[] labels, int classes) {
    Arrays.fill(slopes, 0);
    double sum = 0;
    double[] p = new double[classes];
    for (int i = 0; i < logarithms.length; i++) {
      for (int label = 0; label < classes; label++) {
        p[label] = at[label] * logarithms[i][label] + at[classes + label];
      }
      double score = p[labels[i]];
      sum += Calibration.softmax(p) - score;
      for (int label = 0; label < classes; label++) {
        double slope = p[label] - (label == labels[i] ? 1 : 0);
        slopes[label] += slope * logarithms[i][label];
        slopes[classes + label] += slope;
      }
    }
    for (int j = 0; j < at.length; j++) {
      double distance = at[j] - (j < classes ? 1 : 0);
      slopes[j] = (slopes[j] + distance) / logarithms.length;
      sum += distance * distance / 2;
    }
    return sum / logarithms.length;
  }

  @Override
  public double[] apply(double[] probabilities) {
    double[] calibrated = Calibration.logarithms(probabilities);
    for (int label = 0; label < calibrated.length; label++) {
      calibrated[label] = factors.get(label) * calibrated[label] + shifts.get(label);
    }
    Calibration.softmax(calibrated);
    return calibrated;
  }
}
