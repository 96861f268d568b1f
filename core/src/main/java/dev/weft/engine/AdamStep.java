package dev.weft.engine;

import dev.weft.kernel.OptimizerKernels;
import dev.weft.model.Adam;
import dev.weft.model.AdamW;
import java.util.List;

/** The step of {@link Adam} and, since weight decay is no part of it, of {@link AdamW}. */
final class AdamStep implements WeightStep {
  private double beta1;
  private final double beta2;
  private final float epsilon;
  private final boolean amsgrad;
  private float alpha;

  AdamStep(double beta1, double beta2, double epsilon, boolean amsgrad) {
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = (float) epsilon;
    this.amsgrad = amsgrad;
  }

  @Override
  public List<List<String>> slots() {
    List<String> moments = List.of("momentum", "velocity");
    return amsgrad ? List.of(moments, List.of("velocity_hat")) : List.of(moments);
  }

  @Override
  public void momentum(double momentum) {
    beta1 = momentum;
  }

  @Override
  public void begin(double rate, long t) {
    alpha = (float) (rate * Math.sqrt(1 - WeightStep.power(beta2, t)) / (1 - WeightStep.power(beta1, t)));
  }

  @Override
  public void step(float[] w, float[] g, float[][] slots, int from, int to) {
    if (amsgrad) {
      OptimizerKernels.amsgrad(w, g, slots[0], slots[1], slots[2], alpha, beta1, beta2, epsilon, from, to);
    } else {
      OptimizerKernels.adam(w, g, slots[0], slots[1], alpha, beta1, beta2, epsilon, from, to);
    }
  }
}
