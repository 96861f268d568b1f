package dev.weft.engine;

/**
 * Keeps the gradient of each unit of one weight below a part of the norm of the unit's weights. A unit is the numbers
 * that stand in one place of the last axis; of a weight with one axis all numbers are one.
 */
final class AdaptiveClipping {
  /** Norms of weights count as this at least. */
  private static final double LEAST_WEIGHT = 1e-3;

  private static final double LEAST_GRADIENT = 1e-6;

  private final float[] w;
  private final float[] g;
  private final int units;
  private final double[] weights;
  private final double[] gradients;
  private final float[] scales;

  AdaptiveClipping(Parameter parameter) {
    w = parameter.values();
    g = parameter.gradient();
    units = parameter.variable().weight().shape().rank() > 1 ? parameter.variable().weight().shape().last() : 1;
    weights = new double[units];
    gradients = new double[units];
    scales = new float[units];
  }

  void clip(double limit) {
    for (int unit = 0; unit < units; unit++) {
      weights[unit] = 0;
      gradients[unit] = 0;
    }
    for (int i = 0; i < w.length; i += units) {
      for (int unit = 0; unit < units; unit++) {
        weights[unit] += (double) w[i + unit] * w[i + unit];
        gradients[unit] += (double) g[i + unit] * g[i + unit];
      }
    }
    for (int unit = 0; unit < units; unit++) {
      double most = limit * Math.max(Math.sqrt(weights[unit]), LEAST_WEIGHT);
      double norm = Math.sqrt(gradients[unit]);
      scales[unit] = norm <= most ? 1 : (float) (most / Math.max(norm, LEAST_GRADIENT));
    }
    for (int i = 0; i < w.length; i += units) {
      for (int unit = 0; unit < units; unit++) {
        g[i + unit] *= scales[unit];
      }
    }
  }
}
