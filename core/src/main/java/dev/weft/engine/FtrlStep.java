package dev.weft.engine;

import dev.weft.kernel.OptimizerKernels;
import dev.weft.model.Ftrl;
import java.util.List;

/** The step of {@link Ftrl}. */
final class FtrlStep implements WeightStep {
  private final Ftrl optimizer;
  private float rate;

  FtrlStep(Ftrl optimizer) {
    this.optimizer = optimizer;
  }

  @Override
  public List<List<String>> slots() {
    return List.of(List.of("accumulator", "linear"));
  }

  @Override
  public float initial(String slot) {
    return slot.equals("accumulator") ? (float) optimizer.initialAccumulatorValue() : 0;
  }

  @Override
  public void begin(double rate, long t) {
    this.rate = (float) rate;
  }

  @Override
  public void step(float[] w, float[] g, float[][] slots, int from, int to) {
    if (rate == 0) {
      return;
    }
    OptimizerKernels.ftrl(
        w,
        g,
        slots[0],
        slots[1],
        rate,
        -optimizer.learningRatePower(),
        (float) optimizer.l1RegularizationStrength(),
        (float) (2 * optimizer.l2RegularizationStrength() + optimizer.beta() / rate),
        (float) (2 * optimizer.l2ShrinkageRegularizationStrength()),
        from,
        to);
  }
}
