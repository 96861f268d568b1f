package dev.weft.kernel;

/** Cross-entropies in which what is known well counts less, written as {@link Losses} writes them. */
public final class FocalLosses {
  private static final double MOST = 1 - Losses.EPSILON;

  private FocalLosses() {}

  /**
   * The categorical one: each output is divided by their sum, then clipped.
   *
   * @param p probabilities, or what is to be divided to be such
   * @param alpha one weight, or one for each output
   * @param softmaxed whether p is the softmax of scores and the gradient is theirs
   */
  public static double categorical(
      float[] p,
      int label,
      double[] alpha,
      double gamma,
      double smoothing,
      boolean softmaxed,
      int outputs,
      int i,
      float factor,
      float[] gradient) {
    int row = i * outputs;
    double sum = 0;
    for (int j = 0; j < outputs; j++) {
      sum += p[row + j];
    }
    double loss = 0;
    double shared = 0;
    for (int j = 0; j < outputs; j++) {
      double t = weight(alpha, j) * target(label, j, smoothing, outputs);
      double q = p[row + j] / sum;
      double clipped = Losses.clip(q, MOST);
      loss -= t * Math.pow(1 - clipped, gamma) * Math.log(clipped);
      shared += q * t * slope(q, gamma);
    }
    for (int j = 0; j < outputs; j++) {
      double t = weight(alpha, j) * target(label, j, smoothing, outputs);
      double own = (t * slope(p[row + j] / sum, gamma) - shared) / sum;
      gradient[row + j] = (float) ((softmaxed ? p[row + j] * own : own) * factor);
    }
    return loss;
  }

  private static double weight(double[] alpha, int j) {
    return alpha[alpha.length == 1 ? 0 : j];
  }

  private static double target(int label, int j, double smoothing, int outputs) {
    return Losses.target(label, j, outputs) * (1 - smoothing) + smoothing / outputs;
  }

  /** The derivative of {@code -(1 - q)^gamma log q}; 0 where q is clipped. */
  private static double slope(double q, double gamma) {
    return Losses.inside(q, MOST) ? risen(1 - q, gamma) * Math.log(q) - Math.pow(1 - q, gamma) / q : 0;
  }

  /** The derivative of {@code x^gamma}. */
  private static double risen(double x, double gamma) {
    return gamma == 0 ? 0 : gamma * Math.pow(x, gamma - 1);
  }

  /**
   * The binary one: outputs are clipped in the cross-entropy, not in what it is multiplied by.
   *
   * @param p probabilities, or scores whose sigmoid they are
   * @param alpha the weight of targets of 1, and 1 less that of those of 0; NaN for none
   * @param scores whether p are scores
   */
  public static double binary(
      float[] p,
      int label,
      double alpha,
      double gamma,
      double smoothing,
      boolean scores,
      int outputs,
      int i,
      float factor,
      float[] gradient) {
    double loss = 0;
    for (int j = 0; j < outputs; j++) {
      double q = scores ? 1 / (1 + Math.exp(-p[i * outputs + j])) : p[i * outputs + j];
      double clipped = Losses.clip(q, MOST);
      double t = Losses.target(label, j, outputs) * (1 - smoothing) + smoothing / 2;
      double entropy = -t * Math.log(clipped) - (1 - t) * Math.log1p(-clipped);
      double steep = Losses.inside(q, MOST) ? (1 - t) / (1 - q) - t / q : 0;
      double missing = 1 - t * q - (1 - t) * (1 - q);
      double weight = (Double.isNaN(alpha) ? 1 : t * alpha + (1 - t) * (1 - alpha)) / outputs;
      double focus = Math.pow(missing, gamma);
      loss += weight * focus * entropy;
      double slope = weight * (risen(missing, gamma) * (1 - 2 * t) * entropy + focus * steep);
      gradient[i * outputs + j] = (float) ((scores ? slope * q * (1 - q) : slope) * factor);
    }
    return loss;
  }
}
