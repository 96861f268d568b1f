package dev.weft.page.dataset;

import dev.weft.augment.Augmentation;
import dev.weft.augment.Augmenter;
import dev.weft.augment.ImageShape;
import dev.weft.augment.Mixer;
import dev.weft.augment.Mixing;
import dev.weft.dataset.ImageSet;
import java.util.List;

/**
 * Some training images as they are, and as augmentations change them in the first epochs of a training with this seed.
 * MixUp and CutMix mix these images with each other.
 *
 * @param samples their indices in the set
 */
record Variants(ImageSet set, int[] samples, int epochs, long seed) {
  private static final float MOST = 255;

  ImageShape shape() {
    return new ImageShape(set.height(), set.width(), set.channels());
  }

  /** How many images a row has: the image itself, and one for each epoch. */
  int columns() {
    return 1 + epochs;
  }

  /**
   * Rows of bytes, one behind another, for each sample {@link #columns} images.
   *
   * @throws IllegalArgumentException if an augmentation cannot change such images
   */
  byte[] of(List<Augmentation> augmentations) {
    int features = shape().features();
    byte[] rows = new byte[samples.length * columns() * features];
    for (int row = 0; row < samples.length; row++) {
      System.arraycopy(set.image(samples[row]), 0, rows, row * columns() * features, features);
    }
    Augmenter augmenter = Augmenter.of(augmentations, shape());
    Mixer mixer = Mixing.mixer(augmentations, shape(), samples.length).orElse(null);
    for (int epoch = 0; epoch < epochs; epoch++) {
      float[] changed = changed(augmenter, mixer, epoch);
      for (int row = 0; row < samples.length; row++) {
        write(changed, row * features, rows, (row * columns() + 1 + epoch) * features, features);
      }
    }
    return rows;
  }

  private float[] changed(Augmenter augmenter, Mixer mixer, int epoch) {
    int features = shape().features();
    float[] images = new float[samples.length * features];
    for (int row = 0; row < samples.length; row++) {
      byte[] image = set.image(samples[row]);
      for (int i = 0; i < features; i++) {
        images[row * features + i] = image[i] & 0xff;
      }
      augmenter.apply(images, row * features, seed, epoch, samples[row]);
    }
    if (mixer == null) {
      return images;
    }
    float[] mixtures = new float[images.length];
    mixer.draw(seed, epoch, 0, samples.length);
    for (int row = 0; row < samples.length; row++) {
      mixer.mix(images, row, mixtures);
    }
    return mixtures;
  }

  private static void write(float[] images, int from, byte[] bytes, int to, int count) {
    for (int i = 0; i < count; i++) {
      bytes[to + i] = (byte) Math.round(Math.clamp(images[from + i], 0, MOST));
    }
  }
}
