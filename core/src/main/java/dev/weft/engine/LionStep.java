package dev.weft.engine;

import dev.weft.kernel.OptimizerKernels;
import dev.weft.model.Lion;
import java.util.List;

/** The step of {@link Lion}. */
final class LionStep implements WeightStep {
  private double beta1;
  private final double beta2;
  private float rate;

  LionStep(Lion optimizer) {
    beta1 = optimizer.beta1();
    beta2 = optimizer.beta2();
  }

  @Override
  public List<List<String>> slots() {
    return List.of(List.of("momentum"));
  }

  @Override
  public void momentum(double momentum) {
    beta1 = momentum;
  }

  @Override
  public void begin(double rate, long t) {
    this.rate = (float) rate;
  }

  @Override
  public void step(float[] w, float[] g, float[][] slots, int from, int to) {
    OptimizerKernels.lion(w, g, slots[0], rate, beta1, beta2, from, to);
  }
}
