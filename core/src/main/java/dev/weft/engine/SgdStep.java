package dev.weft.engine;

import dev.weft.kernel.OptimizerKernels;
import dev.weft.model.SGD;
import java.util.List;

/** The step of {@link SGD}. */
final class SgdStep implements WeightStep {
  private final boolean hasMomentum;
  private final boolean nesterov;
  private float momentum;
  private float rate;

  SgdStep(SGD optimizer) {
    momentum = (float) optimizer.momentum();
    hasMomentum = momentum > 0;
    nesterov = optimizer.nesterov();
  }

  @Override
  public List<List<String>> slots() {
    return hasMomentum ? List.of(List.of("momentum")) : List.of();
  }

  @Override
  public void momentum(double momentum) {
    this.momentum = (float) momentum;
  }

  @Override
  public void begin(double rate, long t) {
    this.rate = (float) rate;
  }

  @Override
  public void step(float[] w, float[] g, float[][] slots, int from, int to) {
    if (!hasMomentum) {
      OptimizerKernels.sgd(w, g, rate, from, to);
    } else if (nesterov) {
      OptimizerKernels.nesterov(w, g, slots[0], rate, momentum, from, to);
    } else {
      OptimizerKernels.momentum(w, g, slots[0], rate, momentum, from, to);
    }
  }
}
