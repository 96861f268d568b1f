package dev.weft.explain.attribution;

import dev.weft.SplitMix64;

/**
 * The mean of the input gradients of an image and noise: {@code mean_k gradient(x + e_k)}, each e normal with a
 * deviation of a share of x's range. A pixel gets the largest absolute value of its channels. See Smilkov et al., <a
 * href="https://arxiv.org/abs/1706.03825">SmoothGrad</a> (2017).
 *
 * @param samples how many noisy images, at least 1
 * @param noise the share of the range of the image's numbers, at least 0
 * @param seed decides the noise
 */
public record SmoothGrad(int samples, double noise, long seed) implements AttributionMethod {
  public SmoothGrad {
    if (samples < 1 || !(noise >= 0)) {
      throw new IllegalArgumentException(
          "SmoothGrad needs at least 1 sample and a noise of at least 0; received %s and %s."
              .formatted(samples, noise));
    }
  }

  /** 32 images with a noise of 0.15. */
  public static SmoothGrad of() {
    return new SmoothGrad(32, 0.15, 0);
  }

  @Override
  public String title() {
    return "SmoothGrad";
  }

  @Override
  public Attribution attribute(ScoredNetwork network, byte[] pixels, int label) {
    float[] inputs = network.inputs(pixels);
    float[] mean = Attribution.floats(network.meanGradient(samples, noisy(inputs), label));
    return Attribution.of(this, label, network.image(), mean, Attribution.sizes(mean, network.image().last()));
  }

  private ScoredNetwork.Samples noisy(float[] inputs) {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (float input : inputs) {
      least = Math.min(least, input);
      most = Math.max(most, input);
    }
    double deviation = noise * (most - least);
    return (sample, into, at) -> {
      SplitMix64 random = SplitMix64.of(seed, "SmoothGrad", sample);
      for (int i = 0; i < inputs.length; i++) {
        into[at + i] = (float) (inputs[i] + deviation * random.nextGaussian());
      }
    };
  }
}
