package dev.weft.engine;

import dev.weft.kernel.OptimizerKernels;
import dev.weft.model.RMSprop;
import java.util.ArrayList;
import java.util.List;

/** The step of {@link RMSprop}. */
final class RMSpropStep implements WeightStep {
  private final double rho;
  private final boolean hasMomentum;
  private final float epsilon;
  private final boolean centered;
  private float momentum;
  private float rate;

  RMSpropStep(RMSprop optimizer) {
    rho = optimizer.rho();
    momentum = (float) optimizer.momentum();
    hasMomentum = momentum > 0;
    epsilon = (float) optimizer.epsilon();
    centered = optimizer.centered();
  }

  @Override
  public List<List<String>> slots() {
    List<List<String>> slots = new ArrayList<>(List.of(List.of("velocity")));
    if (hasMomentum) {
      slots.add(List.of("momentum"));
    }
    if (centered) {
      slots.add(List.of("average_gradient"));
    }
    return slots;
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
    float[] velocity = slots[0];
    if (!hasMomentum && !centered) {
      OptimizerKernels.rmsprop(w, g, velocity, rate, rho, epsilon, from, to);
    } else {
      float[] moving = hasMomentum ? slots[1] : null;
      float[] mean = centered ? slots[slots.length - 1] : null;
      OptimizerKernels.rmsprop(w, g, velocity, moving, mean, rate, rho, momentum, epsilon, from, to);
    }
  }
}
