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
    double[] gradient = network.meanGradient(steps, way(from, inputs), label);
    float[] shares = new float[inputs.length];
    double sum = 0;
    for (int i = 0; i < inputs.length; i++) {
      shares[i] = (float) ((inputs[i] - from[i]) * gradient[i]);
      sum += shares[i];
    }
    double change = network.score(inputs, label) - network.score(from, label);
    float[] map = Attribution.sums(shares, network.image().last());
    return new Attribution(this, label, network.image(), shares, map, OptionalDouble.of(sum - change));
  }

  private ScoredNetwork.Samples way(float[] from, float[] to) {
    return (step, into, at) -> {
      float part = (step + 0.5f) / steps;
      for (int i = 0; i < to.length; i++) {
        into[at + i] = from[i] + (to[i] - from[i]) * part;
      }
    };
  }
}
