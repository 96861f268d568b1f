package dev.weft.engine;

import dev.weft.kernel.OptimizerKernels;
import dev.weft.model.Adagrad;
import java.util.List;

/** The step of {@link Adagrad}. */
final class AdagradStep implements WeightStep {
  private final float initialAccumulatorValue;
  private final float epsilon;
  private float rate;

  AdagradStep(Adagrad optimizer) {
    initialAccumulatorValue = (float) optimizer.initialAccumulatorValue();
    epsilon = (float) optimizer.epsilon();
  }

  @Override
  public List<List<String>> slots() {
    return List.of(List.of("accumulator"));
  }

  @Override
  public float initial(String slot) {
    return slot.equals("accumulator") ? initialAccumulatorValue : 0;
  }

  @Override
  public void begin(double rate, long t) {
    this.rate = (float) rate;
  }

  @Override
  public void step(float[] w, float[] g, float[][] slots, int from, int to) {
    OptimizerKernels.adagrad(w, g, slots[0], rate, epsilon, from, to);
  }
}
