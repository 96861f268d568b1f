package dev.weft.explain.robustness;

import dev.weft.SplitMix64;
import java.util.Arrays;

/** Drops on the lens: light ones of water or dark ones of mud, each in half of the images. */
final class Spatter {
  /** Which part of the image they cover. */
  private static final double[] SHARES = {0.06, 0.12, 0.18, 0.25, 0.33};

  private static final double DROP = 1.2;
  private static final double EDGE = 0.6;
  private static final double OPACITY = 0.9;
  private static final float[] WATER = {0.69f, 0.93f, 0.93f};
  private static final float[] MUD = {0.25f, 0.16f, 0.08f};

  private Spatter() {}

  static Raster of(Raster image, int severity, SplitMix64 random) {
    boolean isWater = random.nextDouble() < 0.5;
    float[] cover = cover(image, SHARES[severity - 1], random);
    float[] spattered = image.values().clone();
    for (int i = 0; i < spattered.length; i++) {
      float colour = colour(isWater ? WATER : MUD, image.channels(), i % image.channels());
      spattered[i] += (float) OPACITY * cover[i / image.channels()] * (colour - spattered[i]);
    }
    return image.with(spattered);
  }

  /** How much of each pixel a drop covers; drops are where smooth chance is largest. */
  private static float[] cover(Raster image, double share, SplitMix64 random) {
    float[] chance = new float[image.height() * image.width()];
    for (int i = 0; i < chance.length; i++) {
      chance[i] = (float) random.nextGaussian();
    }
    Raster plane = new Raster(image.height(), image.width(), 1, chance);
    Raster smooth = Blur.gaussian(plane, DROP * image.unit());
    float[] rising = smooth.values().clone();
    Arrays.sort(rising);
    float least = rising[(int) Math.min(rising.length - 1.0, (1 - share) * rising.length)];
    float[] drops = new float[chance.length];
    for (int i = 0; i < drops.length; i++) {
      drops[i] = smooth.values()[i] >= least ? 1 : 0;
    }
    return Blur.gaussian(plane.with(drops), EDGE * image.unit()).values();
  }

  /** Of grey images, as bright as the colour. */
  private static float colour(float[] of, int channels, int channel) {
    return channels == of.length ? of[channel] : (of[0] + of[1] + of[2]) / of.length;
  }
}
