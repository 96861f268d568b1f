package dev.weft.engine;

import dev.weft.kernel.OptimizerKernels;
import dev.weft.model.Adadelta;
import java.util.List;

/** The step of {@link Adadelta}. */
final class AdadeltaStep implements WeightStep {
  private final double rho;
  private final float epsilon;
  private float rate;

  AdadeltaStep(Adadelta optimizer) {
    rho = optimizer.rho();
    epsilon = (float) optimizer.epsilon();
  }

  @Override
  public List<List<String>> slots() {
    return List.of(List.of("accumulated_grad", "accumulated_delta_var"));
  }

  @Override
  public void begin(double rate, long t) {
    this.rate = (float) rate;
  }

  @Override
  public void step(float[] w, float[] g, float[][] slots, int from, int to) {
    OptimizerKernels.adadelta(w, g, slots[0], slots[1], rate, rho, epsilon, from, to);
  }
}
