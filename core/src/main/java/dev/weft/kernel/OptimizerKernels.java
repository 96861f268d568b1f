package dev.weft.kernel;

/**
 * One step of each optimizer over {@code [from, to)} of a weight w with the gradient g; every array is as long as w.
 * The loops have no branches, so that the compiler makes SIMD of them. The formulas are those of {@code nn}'s records.
 * What is too small to matter is flushed to zero before it, its square or its product with a learning rate becomes a
 * subnormal number: those come in numbers from units that no image wakes and from images that are well known, and a
 * pass of Adam over Fashion-MNIST's network takes 2.2 times as long with them.
 */
public final class OptimizerKernels {
  /** Averages below the rounding error of this, 6e-34, become zero when it is added and subtracted. */
  private static final float TINY = 1e-26f;

  /** The same for gradients, which are squared: below 6e-18. */
  private static final float SMALL = 1e-10f;

  private OptimizerKernels() {}

  private static float flush(float average) {
    return average + TINY - TINY;
  }

  private static float seen(float gradient) {
    return gradient + SMALL - SMALL;
  }

  /**
   * {@code g = g * scale + l1 * sign(w) + 2 * l2 * w}, then {@code w -= w * decay}; returns {@code l1 * sum|w| + l2 *
   * sum w^2} from before.
   */
  public static double regularize(
      float[] w, float[] g, float scale, float l1, float l2, float decay, int from, int to) {
    double penalty = 0;
    if (l1 != 0 || l2 != 0) {
      penalty = penalty(w, l1, l2, from, to);
    }
    if (scale != 1 || l1 != 0 || l2 != 0) {
      float twice = 2 * l2;
      for (int i = from; i < to; i++) {
        g[i] = g[i] * scale + (l1 * Math.signum(w[i]) + twice * w[i]);
      }
    }
    if (decay != 0) {
      for (int i = from; i < to; i++) {
        w[i] -= w[i] * decay;
      }
    }
    return penalty;
  }

  /** {@code l1 * sum|w| + l2 * sum w^2}. */
  public static double penalty(float[] w, float l1, float l2, int from, int to) {
    double absolute = 0;
    double squares = 0;
    for (int i = from; i < to; i++) {
      absolute += Math.abs(w[i]);
      squares += (double) w[i] * w[i];
    }
    return l1 * absolute + l2 * squares;
  }

  public static void sgd(float[] w, float[] g, float rate, int from, int to) {
    for (int i = from; i < to; i++) {
      w[i] -= rate * g[i];
    }
  }

  public static void momentum(float[] w, float[] g, float[] v, float rate, float momentum, int from, int to) {
    for (int i = from; i < to; i++) {
      v[i] = flush(momentum * v[i] - rate * g[i]);
      w[i] += v[i];
    }
  }

  public static void nesterov(float[] w, float[] g, float[] v, float rate, float momentum, int from, int to) {
    for (int i = from; i < to; i++) {
      v[i] = flush(momentum * v[i] - rate * g[i]);
      w[i] += momentum * v[i] - rate * g[i];
    }
  }

  /**
   * @param alpha {@code rate * sqrt(1 - beta2^t) / (1 - beta1^t)}
   */
  public static void adam(
      float[] w,
      float[] g,
      float[] m,
      float[] v,
      float alpha,
      double beta1,
      double beta2,
      float epsilon,
      int from,
      int to) {
    float keep1 = (float) (1 - beta1);
    float keep2 = (float) (1 - beta2);
    for (int i = from; i < to; i++) {
      float d = seen(g[i]);
      m[i] = flush(m[i] + (d - m[i]) * keep1);
      v[i] = flush(v[i] + (d * d - v[i]) * keep2);
      w[i] -= m[i] * alpha / ((float) Math.sqrt(v[i]) + epsilon);
    }
  }

  /** {@link #adam} with h, the largest v so far, in place of v. */
  public static void amsgrad(
      float[] w,
      float[] g,
      float[] m,
      float[] v,
      float[] h,
      float alpha,
      double beta1,
      double beta2,
      float epsilon,
      int from,
      int to) {
    float keep1 = (float) (1 - beta1);
    float keep2 = (float) (1 - beta2);
    for (int i = from; i < to; i++) {
      float d = seen(g[i]);
      m[i] = flush(m[i] + (d - m[i]) * keep1);
      v[i] = flush(v[i] + (d * d - v[i]) * keep2);
      h[i] = Math.max(h[i], v[i]);
      w[i] -= m[i] * alpha / ((float) Math.sqrt(h[i]) + epsilon);
    }
  }

  /**
   * @param alpha {@code rate / (1 - beta1^t)}
   * @param keep1 {@code 1 - beta1}
   */
  public static void adamax(
      float[] w,
      float[] g,
      float[] m,
      float[] u,
      float alpha,
      float keep1,
      float beta2,
      float epsilon,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      float d = seen(g[i]);
      m[i] = flush(m[i] + (d - m[i]) * keep1);
      u[i] = flush(Math.max(beta2 * u[i], Math.abs(d)));
      w[i] -= m[i] * alpha / (u[i] + epsilon);
    }
  }

  /** {@code w -= (m * ahead + g * now) / (sqrt(v * correction) + epsilon)}, after m and v have moved as in Adam. */
  public static void nadam(
      float[] w,
      float[] g,
      float[] m,
      float[] v,
      float ahead,
      float now,
      float correction,
      float beta1,
      float beta2,
      float epsilon,
      int from,
      int to) {
    float keep1 = 1 - beta1;
    float keep2 = 1 - beta2;
    for (int i = from; i < to; i++) {
      float d = seen(g[i]);
      m[i] = flush(m[i] + (d - m[i]) * keep1);
      v[i] = flush(v[i] + (d * d - v[i]) * keep2);
      w[i] -= (m[i] * ahead + d * now) / ((float) Math.sqrt(v[i] * correction) + epsilon);
    }
  }

  public static void rmsprop(float[] w, float[] g, float[] v, float rate, double rho, float epsilon, int from, int to) {
    float old = (float) rho;
    float keep = (float) (1 - rho);
    for (int i = from; i < to; i++) {
      float d = seen(g[i]);
      v[i] = flush(old * v[i] + keep * (d * d));
      w[i] -= rate * d / (float) Math.sqrt(v[i] + epsilon);
    }
  }

  /** RMSprop with a running mean a of the gradient (null if not centered) and with momentum b (null for none). */
  public static void rmsprop(
      float[] w,
      float[] g,
      float[] v,
      float[] b,
      float[] a,
      float rate,
      double rho,
      float momentum,
      float epsilon,
      int from,
      int to) {
    float old = (float) rho;
    float keep = (float) (1 - rho);
    for (int i = from; i < to; i++) {
      float d = seen(g[i]);
      v[i] = flush(old * v[i] + keep * (d * d));
      float spread = v[i];
      if (a != null) {
        a[i] = flush(old * a[i] + keep * d);
        spread -= a[i] * a[i];
      }
      float step = rate * d / (float) Math.sqrt(spread + epsilon);
      if (b != null) {
        b[i] = flush(momentum * b[i] + step);
        step = b[i];
      }
      w[i] -= step;
    }
  }

  public static void adadelta(
      float[] w, float[] g, float[] a, float[] u, float rate, double rho, float epsilon, int from, int to) {
    float old = (float) rho;
    float keep = (float) (1 - rho);
    for (int i = from; i < to; i++) {
      float e = seen(g[i]);
      a[i] = flush(old * a[i] + keep * (e * e));
      float d = (float) Math.sqrt(u[i] + epsilon) * e / (float) Math.sqrt(a[i] + epsilon);
      u[i] = flush(old * u[i] + keep * (d * d));
      w[i] -= rate * d;
    }
  }

  public static void adagrad(float[] w, float[] g, float[] a, float rate, float epsilon, int from, int to) {
    for (int i = from; i < to; i++) {
      float d = seen(g[i]);
      a[i] += d * d;
      w[i] -= rate * d / (float) Math.sqrt(a[i] + epsilon);
    }
  }

  public static void lion(float[] w, float[] g, float[] m, float rate, double beta1, double beta2, int from, int to) {
    float old1 = (float) beta1;
    float old2 = (float) beta2;
    float keep1 = (float) (1 - beta1);
    float keep2 = (float) (1 - beta2);
    for (int i = from; i < to; i++) {
      float d = seen(g[i]);
      w[i] -= rate * Math.signum(m[i] * old1 + d * keep1);
      m[i] = flush(m[i] * old2 + d * keep2);
    }
  }

  /**
   * Ftrl with sums n of squared gradients and z of gradients.
   *
   * @param power of n, 0 or more
   * @param l2 what is added to {@code n^power / rate}
   * @param shrinkage what of each weight is added to its gradient
   */
  public static void ftrl(
      float[] w,
      float[] g,
      float[] n,
      float[] z,
      float rate,
      double power,
      float l1,
      float l2,
      float shrinkage,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      float d = seen(g[i]);
      double old = power(n[i], power);
      n[i] += d * d;
      double grown = power(n[i], power);
      z[i] += (float) (d + shrinkage * w[i] - (grown - old) / rate * w[i]);
      w[i] = (float) ((Math.max(-l1, Math.min(l1, z[i])) - z[i]) / (grown / rate + l2));
    }
  }

  private static double power(float x, double power) {
    return power == 0.5 ? Math.sqrt(x) : StrictMath.pow(x, power);
  }

  /** {@code sum += g}. */
  public static void accumulate(float[] g, float[] sum, int from, int to) {
    for (int i = from; i < to; i++) {
      sum[i] += g[i];
    }
  }

  /** {@code g = (g + sum) / count}, then {@code sum = 0}. */
  public static void mean(float[] g, float[] sum, int count, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] = (g[i] + sum[i]) / count;
      sum[i] = 0;
    }
  }

  /** {@code a = momentum * a + (1 - momentum) * w}. */
  public static void average(float[] w, float[] a, float momentum, int from, int to) {
    float keep = 1 - momentum;
    for (int i = from; i < to; i++) {
      a[i] = momentum * a[i] + keep * w[i];
    }
  }

  /** {@code sum g^2}. */
  public static double squares(float[] g, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) g[i] * g[i];
    }
    return sum;
  }

  /** Keeps each number of g within {@code [-limit, limit]}. */
  public static void clip(float[] g, float limit, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] = Math.max(-limit, Math.min(limit, g[i]));
    }
  }
}
