package dev.weft.study.tune;

import dev.weft.SplitMix64;
import dev.weft.dataset.ImageSet;
import dev.weft.engine.Variable;
import dev.weft.model.SGD;
import dev.weft.statistics.Interval;
import dev.weft.train.Fit;
import dev.weft.train.Model;
import dev.weft.train.Stage;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The gradient noise scale of a network at some point of its training: the batch size at which the noise of a batch's
 * gradient is as large as the gradient.
 *
 * <pre>
 * B = tr(Σ) / |G|²
 * </pre>
 *
 * with G the gradient of all images and Σ the covariance of the gradients of single ones. It is estimated without bias
 * of either term from K batches of b images, with gradients g(k) of mean m:
 *
 * <pre>
 * |G|² = (K |m|² - mean |g(k)|²) / (K - 1),  tr(Σ) = b K (mean |g(k)|² - |m|²) / (K - 1)
 * </pre>
 *
 * <p>McCandlish, Kaplan, Amodei and others, "An empirical model of large-batch training", 2018, appendix A.1. With
 * batch normalization a batch's gradient depends on its size, too, so the scale is of batches of b images.
 *
 * @param scale B; infinite where the gradient is lost in its noise
 * @param interval of 95 %, by the jackknife over the batches
 */
record GradientNoise(double scale, Interval interval) {
  /** A step so long that the weights lose no digit of the gradient, which is what they change by. */
  private static final double RATE = 1 << 14;

  /** The probability that an interval leaves out at each end. */
  private static final double TAIL = 0.025;

  /**
   * Measures it.
   *
   * @param model whose weights stay as they are
   * @param batch images of one batch
   * @param batches 3 or more
   */
  static GradientNoise of(Model model, ImageSet train, Fit as, int batch, int batches, int threads) {
    int[] order = new int[train.size()];
    Arrays.setAll(order, i -> i);
    SplitMix64.of(model.seed(), "noise", 0).shuffle(order);
    double[][] gradients = new double[batches][];
    for (int k = 0; k < batches; k++) {
      int from = k * batch;
      ImageSet images = train.subset(Arrays.copyOfRange(order, from, from + batch));
      gradients[k] = gradient(model, images, as, threads);
    }
    return of(gradients, batch);
  }

  /** Of a batch's mean loss, by each weight that learns. */
  private static double[] gradient(Model model, ImageSet images, Fit as, int threads) {
    Model copy = model.recompiled(SGD.of(RATE), model.loss());
    Fit one = Fit.epochs(1).batchSize(images.size()).shuffle(false).augment(as.augment()).classWeight(as.classWeight());
    copy.fit(List.of(new Stage(copy.network(), copy.optimizer(), images, one)), Fit.epochs(1).threads(threads));
    int size = learning(model).stream().mapToInt(variable -> variable.values().length).sum();
    double[] gradient = new double[size];
    int at = 0;
    List<Variable> before = learning(model);
    List<Variable> after = learning(copy);
    for (int v = 0; v < before.size(); v++) {
      float[] from = before.get(v).values();
      float[] to = after.get(v).values();
      for (int i = 0; i < from.length; i++) {
        gradient[at++] = (from[i] - (double) to[i]) / RATE;
      }
    }
    return gradient;
  }

  private static List<Variable> learning(Model model) {
    return model.variables().stream().filter(variable -> variable.weight().trainable()).toList();
  }

  /**
   * Of gradients.
   *
   * @param gradients of batches of the same size
   */
  static GradientNoise of(double[][] gradients, int batch) {
    int count = gradients.length;
    double[] sum = new double[gradients[0].length];
    double[] squares = new double[count];
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += gradients[k][i];
        squares[k] += gradients[k][i] * gradients[k][i];
      }
    }
    double ofSum = 0;
    for (double one : sum) {
      ofSum += one * one;
    }
    double total = Arrays.stream(squares).sum();
    double scale = scale(ofSum, total, count, batch);
    double[] without = new double[count];
    for (int k = 0; k < count; k++) {
      double product = 0;
      for (int i = 0; i < sum.length; i++) {
        product += sum[i] * gradients[k][i];
      }
      without[k] = scale(ofSum - 2 * product + squares[k], total - squares[k], count - 1, batch);
    }
    return new GradientNoise(scale, interval(scale, without));
  }

  /**
   * @param ofSum the square of the sum of the gradients
   * @param total the sum of their squares
   */
  private static double scale(double ofSum, double total, int count, int batch) {
    double ofMean = ofSum / count / count;
    double mean = total / count;
    double signal = (count * ofMean - mean) / (count - 1);
    double noise = (double) batch * count * (mean - ofMean) / (count - 1);
    return signal > 0 ? Math.max(0, noise / signal) : Double.POSITIVE_INFINITY;
  }

  /** By the logarithm, as a scale is above 0. */
  private static Interval interval(double scale, double[] without) {
    int count = without.length;
    double[] logs = Arrays.stream(without).map(Math::log).toArray();
    double mean = Arrays.stream(logs).average().orElseThrow();
    double variance = Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum() * (count - 1) / count;
    double half = TDistribution.of(count - 1).inverseSurvivalProbability(TAIL) * Math.sqrt(variance);
    return Double.isFinite(half) && scale > 0
        ? new Interval(scale * Math.exp(-half), scale * Math.exp(half))
        : new Interval(0, Double.POSITIVE_INFINITY);
  }
}
