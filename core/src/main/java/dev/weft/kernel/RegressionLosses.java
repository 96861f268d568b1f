package dev.weft.kernel;

/** Losses of the distance between outputs and targets, written as {@link Losses} writes them. */
public final class RegressionLosses {
  private RegressionLosses() {}

  public static double squared(float[] p, int label, int outputs, int i, float factor, float[] gradient) {
    double loss = 0;
    for (int j = 0; j < outputs; j++) {
      double d = p[i * outputs + j] - Losses.target(label, j, outputs);
      loss += d * d;
      gradient[i * outputs + j] = (float) (2 * d / outputs * factor);
    }
    return loss / outputs;
  }

  public static double absolute(float[] p, int label, int outputs, int i, float factor, float[] gradient) {
    double loss = 0;
    for (int j = 0; j < outputs; j++) {
      double d = p[i * outputs + j] - Losses.target(label, j, outputs);
      loss += Math.abs(d);
      gradient[i * outputs + j] = (float) (Math.signum(d) / outputs * factor);
    }
    return loss / outputs;
  }

  public static double percentage(float[] p, int label, int outputs, int i, float factor, float[] gradient) {
    double loss = 0;
    for (int j = 0; j < outputs; j++) {
      double t = Losses.target(label, j, outputs);
      double d = p[i * outputs + j] - t;
      double share = 100 / Math.max(Math.abs(t), Losses.EPSILON) / outputs;
      loss += share * Math.abs(d);
      gradient[i * outputs + j] = (float) (share * Math.signum(d) * factor);
    }
    return loss;
  }

  public static double logarithmic(float[] p, int label, int outputs, int i, float factor, float[] gradient) {
    double loss = 0;
    for (int j = 0; j < outputs; j++) {
      double q = Math.max(p[i * outputs + j], Losses.EPSILON);
      double d = Math.log1p(q) - Math.log1p(Math.max(Losses.target(label, j, outputs), Losses.EPSILON));
      loss += d * d;
      boolean inside = p[i * outputs + j] >= Losses.EPSILON;
      gradient[i * outputs + j] = inside ? (float) (2 * d / (q + 1) / outputs * factor) : 0;
    }
    return loss / outputs;
  }

  public static double huber(float[] p, int label, double delta, int outputs, int i, float factor, float[] gradient) {
    double loss = 0;
    for (int j = 0; j < outputs; j++) {
      double d = p[i * outputs + j] - Losses.target(label, j, outputs);
      double e = Math.abs(d);
      loss += e <= delta ? 0.5 * d * d : delta * e - 0.5 * delta * delta;
      gradient[i * outputs + j] = (float) (Math.max(-delta, Math.min(delta, d)) / outputs * factor);
    }
    return loss / outputs;
  }

  public static double logCosh(float[] p, int label, int outputs, int i, float factor, float[] gradient) {
    double loss = 0;
    for (int j = 0; j < outputs; j++) {
      double d = p[i * outputs + j] - Losses.target(label, j, outputs);
      double e = Math.abs(d);
      loss += e + Math.log1p(Math.exp(-2 * e)) - Math.log(2);
      gradient[i * outputs + j] = (float) (Math.tanh(d) / outputs * factor);
    }
    return loss / outputs;
  }

  /** The length of the outputs is kept at 1e-7 or above. */
  public static double cosine(float[] p, int label, int outputs, int i, float factor, float[] gradient) {
    int row = i * outputs;
    double squares = 0;
    for (int j = 0; j < outputs; j++) {
      squares += (double) p[row + j] * p[row + j];
    }
    double length = Math.max(Math.sqrt(squares), Losses.EPSILON);
    double cosine = p[row + label] / length;
    boolean inside = length > Losses.EPSILON;
    for (int j = 0; j < outputs; j++) {
      double turned = inside ? cosine * p[row + j] / length : 0;
      gradient[row + j] = (float) ((turned - (j == label ? 1 : 0)) / length * factor);
    }
    return -cosine;
  }
}
