package dev.weft.augment;

import dev.weft.SplitMix64;
import dev.weft.config.ConfigException;

/**
 * Blends images of a batch: {@code x = s a + (1 - s) b} with a share s of its own for each image, drawn from the beta
 * distribution with both parameters alpha. Zhang et al., "mixup: beyond empirical risk minimization", 2018. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/mix_up/">Keras</a>.
 *
 * @param alpha above 0, by default 0.2: the smaller, the nearer to 0 or 1 most shares are
 */
public record MixUp(double alpha) implements Mixing {
  public MixUp {
    if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw ConfigException.of("alpha", "MixUp: 'alpha' must be a finite number above 0; received " + alpha + ".");
    }
  }

  public static MixUp of() {
    return new MixUp(0.2);
  }

  @Override
  public Mixer of(ImageShape shape, int batch) {
    return new Blender(alpha, shape.features(), batch);
  }

  @Override
  public String inWords() {
    return "blended with another image (alpha %s)".formatted(Numerals.of(alpha));
  }

  static final class Blender extends Mixer {
    private final double alpha;
    private final int features;
    private final float[] shares;

    Blender(double alpha, int features, int batch) {
      super(batch);
      this.alpha = alpha;
      this.features = features;
      shares = new float[batch];
    }

    @Override
    void draw(SplitMix64 random, int samples) {
      for (int i = 0; i < samples; i++) {
        shares[i] = (float) Beta.draw(alpha, random);
      }
    }

    @Override
    public float share(int i) {
      return shares[i];
    }

    @Override
    public void mix(float[] images, int i, float[] mixtures) {
      int own = i * features;
      int other = partner(i) * features;
      float share = shares[i];
      float rest = 1 - share;
      for (int f = 0; f < features; f++) {
        mixtures[own + f] = share * images[own + f] + rest * images[other + f];
      }
    }
  }
}
