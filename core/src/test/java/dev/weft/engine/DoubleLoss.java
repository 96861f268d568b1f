package dev.weft.engine;

import dev.weft.model.Loss;
import java.util.Arrays;

/** Keras's losses of one sample in double precision, for outputs that no clipping changes. */
final class DoubleLoss {
  private DoubleLoss() {}

  static double of(Loss loss, double[] p, int label) {
    int n = p.length;
    double[] t = new double[n];
    for (int j = 0; j < n; j++) {
      t[j] = n == 1 ? label : j == label ? 1 : 0;
    }
    double smoothing = loss.labelSmoothing();
    return switch (loss) {
      case Loss.SparseCategoricalCrossentropy l -> crossentropy(l.fromLogits(), p, smooth(t, smoothing, n));
      case Loss.CategoricalCrossentropy l -> crossentropy(l.fromLogits(), p, smooth(t, smoothing, n));
      case Loss.BinaryCrossentropy l -> binary(l.fromLogits(), p, smooth(t, smoothing, 2));
      case Loss.CategoricalFocalCrossentropy l -> focal(l, p, smooth(t, smoothing, n));
      case Loss.BinaryFocalCrossentropy l -> focal(l, p, smooth(t, smoothing, 2));
      case Loss.CategoricalGeneralizedCrossEntropy l -> (1 - Math.pow(p[label], l.q())) / l.q();
      case Loss.MeanAbsolutePercentageError l -> mean(p, t, (a, b) -> 100 * Math.abs(a - b) / Math.max(b, 1e-7));
      case Loss.MeanSquaredLogarithmicError l ->
          mean(p, t, (a, b) -> Math.pow(Math.log(Math.max(a, 1e-7) + 1) - Math.log(Math.max(b, 1e-7) + 1), 2));
      case Loss.CosineSimilarity l -> -p[label] / Math.sqrt(Arrays.stream(p).map(x -> x * x).sum());
      case Loss.Huber l ->
          mean(
              p,
              t,
              (a, b) ->
                  Math.abs(a - b) <= l.delta() ? (a - b) * (a - b) / 2 : l.delta() * (Math.abs(a - b) - l.delta() / 2));
      case Loss.LogCosh l -> mean(p, t, (a, b) -> Math.log(Math.cosh(a - b)));
      case Loss.Hinge l -> mean(p, t, (a, b) -> Math.max(0, 1 - (2 * b - 1) * a));
      case Loss.SquaredHinge l -> mean(p, t, (a, b) -> Math.pow(Math.max(0, 1 - (2 * b - 1) * a), 2));
      case Loss.MeanSquaredError l -> mean(p, t, (a, b) -> (a - b) * (a - b));
      case Loss.MeanAbsoluteError l -> mean(p, t, (a, b) -> Math.abs(a - b));
      case Loss.Poisson l -> mean(p, t, (a, b) -> a - b * Math.log(a + 1e-7));
      case Loss.KLDivergence l -> n * mean(p, t, (a, b) -> Math.max(b, 1e-7) * Math.log(Math.max(b, 1e-7) / a));
      case Loss.CategoricalHinge l -> hinge(p, t);
    };
  }

  private interface OfOutput {
    double of(double output, double target);
  }

  private static double mean(double[] p, double[] t, OfOutput loss) {
    double sum = 0;
    for (int j = 0; j < p.length; j++) {
      sum += loss.of(p[j], t[j]);
    }
    return sum / p.length;
  }

  private static double[] smooth(double[] t, double smoothing, int shares) {
    return Arrays.stream(t).map(target -> target * (1 - smoothing) + smoothing / shares).toArray();
  }

  private static double crossentropy(boolean fromLogits, double[] outputs, double[] t) {
    double[] p = fromLogits ? DoubleNetwork.softmax(outputs, outputs.length) : outputs;
    double sum = Arrays.stream(p).sum();
    return p.length * mean(p, t, (a, b) -> -b * Math.log(a / sum));
  }

  private static double focal(Loss.CategoricalFocalCrossentropy loss, double[] outputs, double[] t) {
    double[] p = loss.fromLogits() ? DoubleNetwork.softmax(outputs, outputs.length) : outputs;
    double sum = Arrays.stream(p).sum();
    double total = 0;
    for (int j = 0; j < p.length; j++) {
      double alpha = loss.alpha().get(loss.alpha().size() == 1 ? 0 : j);
      total -= alpha * Math.pow(1 - p[j] / sum, loss.gamma()) * t[j] * Math.log(p[j] / sum);
    }
    return total;
  }

  private static double focal(Loss.BinaryFocalCrossentropy loss, double[] outputs, double[] t) {
    double[] p = loss.fromLogits() ? Arrays.stream(outputs).map(z -> 1 / (1 + Math.exp(-z))).toArray() : outputs;
    return mean(
        p,
        t,
        (a, b) -> {
          double weight = loss.applyClassBalancing() ? b * loss.alpha() + (1 - b) * (1 - loss.alpha()) : 1;
          double wrong = 1 - b * a - (1 - b) * (1 - a);
          return weight * Math.pow(wrong, loss.gamma()) * (-b * Math.log(a) - (1 - b) * Math.log(1 - a));
        });
  }

  private static double binary(boolean fromLogits, double[] outputs, double[] t) {
    double[] p = fromLogits ? Arrays.stream(outputs).map(z -> 1 / (1 + Math.exp(-z))).toArray() : outputs;
    return mean(p, t, (a, b) -> -b * Math.log(a) - (1 - b) * Math.log(1 - a));
  }

  private static double hinge(double[] p, double[] t) {
    double positive = 0;
    double negative = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < p.length; j++) {
      positive += t[j] * p[j];
      negative = Math.max(negative, (1 - t[j]) * p[j]);
    }
    return Math.max(0, negative - positive + 1);
  }
}
