package dev.weft.augment;

import dev.weft.SplitMix64;

/** A random change to an image, with the arrays that it works in: one for each thread. */
interface ImageChange {
  /**
   * Changes an image in place.
   *
   * @param images images one after another, each (height, width, channels), from 0 to 255
   * @param at where the image begins
   * @param random what chance decides is drawn from here, and from nowhere else
   */
  void apply(float[] images, int at, SplitMix64 random);
}
