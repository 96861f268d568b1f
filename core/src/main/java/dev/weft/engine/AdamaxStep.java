package dev.weft.engine;

import dev.weft.kernel.OptimizerKernels;
import dev.weft.model.Adamax;
import java.util.List;

/** The step of {@link Adamax}. */
final class AdamaxStep implements WeightStep {
  private double beta1;
  private final float beta2;
  private final float epsilon;
  private float alpha;

  AdamaxStep(Adamax optimizer) {
    beta1 = optimizer.beta1();
    beta2 = (float) optimizer.beta2();
    epsilon = (float) optimizer.epsilon();
  }

  @Override
  public List<List<String>> slots() {
    return List.of(List.of("momentum", "norm"));
  }

  @Override
  public void momentum(double momentum) {
    beta1 = momentum;
  }

  @Override
  public void begin(double rate, long t) {
    alpha = (float) (rate / (1 - WeightStep.power(beta1, t)));
  }

  @Override
  public void step(float[] w, float[] g, float[][] slots, int from, int to) {
    OptimizerKernels.adamax(w, g, slots[0], slots[1], alpha, (float) (1 - beta1), beta2, epsilon, from, to);
  }
}
