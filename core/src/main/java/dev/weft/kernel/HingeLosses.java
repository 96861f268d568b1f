package dev.weft.kernel;

/** Losses that ask for a distance between classes, written as {@link Losses} writes them. */
public final class HingeLosses {
  private HingeLosses() {}

  /** Each output is to be at least 1 where it is the label's, and at most -1 elsewhere. */
  public static double hinge(float[] p, int label, int outputs, int i, float factor, float[] gradient) {
    double loss = 0;
    for (int j = 0; j < outputs; j++) {
      double sign = sign(label, j, outputs);
      double missing = missing(sign, p[i * outputs + j]);
      loss += missing;
      gradient[i * outputs + j] = missing > 0 ? (float) (-sign / outputs * factor) : 0;
    }
    return loss / outputs;
  }

  public static double squared(float[] p, int label, int outputs, int i, float factor, float[] gradient) {
    double loss = 0;
    for (int j = 0; j < outputs; j++) {
      double sign = sign(label, j, outputs);
      double missing = missing(sign, p[i * outputs + j]);
      loss += missing * missing;
      gradient[i * outputs + j] = (float) (-2 * sign * missing / outputs * factor);
    }
    return loss / outputs;
  }

  private static double sign(int label, int j, int outputs) {
    return 2 * Losses.target(label, j, outputs) - 1;
  }

  private static double missing(double sign, double p) {
    double missing = 1 - sign * p;
    return missing > 0 || Double.isNaN(missing) ? missing : 0;
  }

  public static double categorical(float[] p, int label, int outputs, int i, float factor, float[] gradient) {
    int row = i * outputs;
    double positive = 0;
    double negative = Double.NEGATIVE_INFINITY;
    int worst = 0;
    for (int j = 0; j < outputs; j++) {
      double t = Losses.target(label, j, outputs);
      positive += t * p[row + j];
      gradient[row + j] = 0;
      if ((1 - t) * p[row + j] > negative) {
        negative = (1 - t) * p[row + j];
        worst = j;
      }
    }
    double loss = negative - positive + 1;
    if (loss > 0) {
      for (int j = 0; j < outputs; j++) {
        gradient[row + j] = (float) (-Losses.target(label, j, outputs) * factor);
      }
      gradient[row + worst] += (float) ((1 - Losses.target(label, worst, outputs)) * factor);
    }
    return loss > 0 || Double.isNaN(loss) ? loss : 0;
  }
}
