package dev.weft.explain.attribution;

import java.util.OptionalDouble;

/**
 * Each input's share in the change of a class's score from a ground to the image: {@code (x - g) * mean_k gradient(g +
 * (x - g) * (k + 0.5) / steps)}. The shares sum to {@code score(x) - score(g)} but for the steps' error, which is
 * {@link Attribution#difference}. A pixel gets the sum of its channels. See Sundararajan et al., <a
 * href="https://arxiv.org/abs/1703.01365">Axiomatic Attribution for Deep Networks</a> (2017).
 *
 * @param steps on the way, at least 1
 * @param ground where the way begins
 */
public record IntegratedGradients(int steps, Ground ground) implements AttributionMethod {
  public IntegratedGradients {
    if (steps < 1) {
      throw new IllegalArgumentException("integrated gradients need at least 1 step; received " + steps + ".");
    }
  }

  /** 64 steps from the colour of the image's border. */
  public static IntegratedGradients of() {
    return new IntegratedGradients(64, Ground.BORDER);
  }

  @Override
  public String title() {
    return "Integrated gradients";
  }

  @Override
  public Attribution attribute(ScoredNetwork network, byte[] pixels, int label) {
    float[] inputs = network.inputs(pixels);
    float[] from = network.inputs(ground.of(pixels, network.image()));
    float[] shares = new float[inputs.length];
    double sum = 0;
    float[] gradients = network.gradients(way(from, inputs), label);
    for (int i = 0; i < inputs.length; i++) {
      double total = 0;
      for (int k = 0; k < steps; k++) {
        total += gradients[k * inputs.length + i];
      }
      shares[i] = (float) ((inputs[i] - from[i]) * total / steps);
      sum += shares[i];
    }
    double change = network.scores(inputs, label)[0] - network.scores(from, label)[0];
    float[] map = Attribution.sums(shares, network.image().last());
    return new Attribution(this, label, network.image(), shares, map, OptionalDouble.of(sum - change));
  }

  private float[] way(float[] from, float[] to) {
    float[] way = new float[Math.multiplyExact(steps, to.length)];
    for (int i = 0; i < way.length; i++) {
      int place = i % to.length;
      int step = i / to.length;
      float part = (step + 0.5f) / steps;
      way[i] = from[place] + (to[place] - from[place]) * part;
    }
    return way;
  }
}
