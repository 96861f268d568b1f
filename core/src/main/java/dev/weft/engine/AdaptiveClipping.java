package dev.weft.engine;

import dev.weft.model.Weight;

/** Keeps the gradient of each {@linkplain Weight unit} of one weight below a part of the norm of the unit's weights. */
final class AdaptiveClipping {
  /** Norms of weights count as this at least. */
  private static final double LEAST_WEIGHT = 1e-3;

  private static final double LEAST_GRADIENT = 1e-6;

  private final float[] w;
  private final float[] g;
  private final int units;
  private final int apart;
  private final double[] weights;
  private final double[] gradients;
  private final float[] scales;

  AdaptiveClipping(Parameter parameter) {
    w = parameter.values();
    g = parameter.gradient();
    units = parameter.variable().weight().units();
    apart = parameter.variable().weight().apart();
    weights = new double[units];
    gradients = new double[units];
    scales = new float[units];
  }

  void clip(double limit) {
    for (int unit = 0; unit < units; unit++) {
      weights[unit] = 0;
      gradients[unit] = 0;
    }
    for (int from = 0; from < w.length; from += units * apart) {
      for (int unit = 0; unit < units; unit++) {
        for (int i = from + unit * apart; i < from + (unit + 1) * apart; i++) {
          weights[unit] += (double) w[i] * w[i];
          gradients[unit] += (double) g[i] * g[i];
        }
      }
    }
    for (int unit = 0; unit < units; unit++) {
      double most = limit * Math.max(Math.sqrt(weights[unit]), LEAST_WEIGHT);
      double norm = Math.sqrt(gradients[unit]);
      scales[unit] = norm <= most ? 1 : (float) (most / Math.max(norm, LEAST_GRADIENT));
    }
    for (int from = 0; from < w.length; from += units * apart) {
      for (int unit = 0; unit < units; unit++) {
        for (int i = from + unit * apart; i < from + (unit + 1) * apart; i++) {
          g[i] *= scales[unit];
        }
      }
    }
  }
}
