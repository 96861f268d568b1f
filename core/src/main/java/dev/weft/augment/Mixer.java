package dev.weft.augment;

import dev.weft.SplitMix64;

/**
 * Which images of a batch are mixed, and how: a function of the seed, the epoch and the step alone. One thread draws;
 * then any number of threads may ask and mix, and nothing of it allocates.
 */
public abstract sealed class Mixer permits MixUp.Blender, CutMix.Cutter, MixerChoice {
  private final int[] partners;
  private final SplitMix64 random = SplitMix64.of(0);

  Mixer(int batch) {
    partners = new int[batch];
  }

  /**
   * Draws for the first {@code samples} images of a batch. Partners are a permutation of them, so that an image may be
   * its own.
   */
  public void draw(long seed, int epoch, int step, int samples) {
    random.restart(seed, "mixing", ((long) epoch << Integer.SIZE) + step);
    for (int i = 0; i < samples; i++) {
      int j = random.nextInt(i + 1);
      partners[i] = partners[j];
      partners[j] = i;
    }
    draw(random, samples);
  }

  abstract void draw(SplitMix64 random, int samples);

  /** With which image of the batch image i is mixed. */
  public int partner(int i) {
    return partners[i];
  }

  /** How much of image i there is in its mixture, from 0 to 1; the rest is its partner's. */
  public abstract float share(int i);

  /**
   * Writes the mixture of image i.
   *
   * @param images (batch, height, width, channels)
   * @param mixtures of the same shape, another array
   */
  public abstract void mix(float[] images, int i, float[] mixtures);
}
