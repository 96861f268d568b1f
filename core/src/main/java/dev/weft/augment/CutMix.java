package dev.weft.augment;

import dev.weft.SplitMix64;

/**
 * Puts a piece of another image of the batch into each image, at its place. The piece has the image's proportions and
 * the share {@code 1 - s} of its area; s is drawn from the beta distribution with both parameters alpha, and alpha once
 * a batch from a range. Yun et al., "CutMix", 2019. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/cut_mix/">Keras</a>.
 *
 * @param factor the range of alpha, [low, high] within 0 to 1; one number is that from 0 to it; by default 1
 */
public record CutMix(Factor factor) implements Mixing {
  private static final double LEAST_ALPHA = 1e-6;

  public CutMix {
    factor.requireWithin(0, 1, "CutMix", "factor");
  }

  public static CutMix of() {
    return new CutMix(Factor.of(1));
  }

  @Override
  public Mixer of(ImageShape shape, int batch) {
    return new Cutter(factor.fromZero(), shape, batch);
  }

  @Override
  public String inWords() {
    return "given a piece of another image";
  }

  static final class Cutter extends Mixer {
    private final Range alphas;
    private final ImageShape shape;
    private final float[] shares;

    // of the pieces, in pixels; the ends are the first places behind them
    private final int[] tops;
    private final int[] bottoms;
    private final int[] lefts;
    private final int[] rights;

    Cutter(Range alphas, ImageShape shape, int batch) {
      super(batch);
      this.alphas = alphas;
      this.shape = shape;
      shares = new float[batch];
      tops = new int[batch];
      bottoms = new int[batch];
      lefts = new int[batch];
      rights = new int[batch];
    }

    @Override
    void draw(SplitMix64 random, int samples) {
      double alpha = alphas.draw(random) + LEAST_ALPHA;
      for (int i = 0; i < samples; i++) {
        double share = Beta.draw(alpha, random);
        double side = Math.sqrt(1 - share);
        double left = random.nextDouble() * (1 - side) * shape.width();
        double top = random.nextDouble() * (1 - side) * shape.height();
        lefts[i] = (int) Math.ceil(left);
        rights[i] = Math.min(shape.width(), (int) Math.ceil(left + side * shape.width()));
        tops[i] = (int) Math.ceil(top);
        bottoms[i] = Math.min(shape.height(), (int) Math.ceil(top + side * shape.height()));
        shares[i] = (float) share;
      }
    }

    @Override
    public float share(int i) {
      return shares[i];
    }

    @Override
    public void mix(float[] images, int i, float[] mixtures) {
      System.arraycopy(images, i * shape.features(), mixtures, i * shape.features(), shape.features());
      int length = (rights[i] - lefts[i]) * shape.channels();
      for (int y = tops[i]; y < bottoms[i]; y++) {
        int within = (y * shape.width() + lefts[i]) * shape.channels();
        System.arraycopy(
            images, partner(i) * shape.features() + within, mixtures, i * shape.features() + within, length);
      }
    }
  }
}
