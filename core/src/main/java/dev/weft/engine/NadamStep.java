package dev.weft.engine;

import dev.weft.kernel.OptimizerKernels;
import dev.weft.model.Nadam;
import java.util.List;

/** The step of {@link Nadam}. The product of its momenta follows from the number of steps. */
final class NadamStep implements WeightStep {
  private final double beta1;
  private final double beta2;
  private final float epsilon;

  /** Of the momenta of steps 1 to {@link #steps}. */
  private double product = 1;

  private long steps;
  private float ahead;
  private float now;
  private float correction;

  NadamStep(Nadam optimizer) {
    beta1 = optimizer.beta1();
    beta2 = optimizer.beta2();
    epsilon = (float) optimizer.epsilon();
  }

  @Override
  public List<List<String>> slots() {
    return List.of(List.of("momentum", "velocity"));
  }

  @Override
  public float[] numbers(long steps) {
    return new float[] {(float) product(steps)};
  }

  private double momentum(long t) {
    return beta1 * (1 - 0.5 * Math.pow(0.96, t));
  }

  /** Of the momenta of steps 1 to t; for large t it is 0. */
  private double product(long t) {
    double product = 1;
    for (long i = 1; i <= t && product > 0; i++) {
      product *= momentum(i);
    }
    return product;
  }

  @Override
  public void begin(double rate, long t) {
    product = t == steps + 1 ? product * momentum(t) : product(t);
    steps = t;
    double next = momentum(t + 1);
    ahead = (float) (rate * next / (1 - product * next));
    now = (float) (rate * (1 - momentum(t)) / (1 - product));
    correction = 1 / (1 - WeightStep.power(beta2, t));
  }

  @Override
  public void step(float[] w, float[] g, float[][] slots, int from, int to) {
    float[] m = slots[0];
    float[] v = slots[1];
    OptimizerKernels.nadam(w, g, m, v, ahead, now, correction, (float) beta1, (float) beta2, epsilon, from, to);
  }
}
