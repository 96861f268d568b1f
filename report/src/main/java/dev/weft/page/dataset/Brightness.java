package dev.weft.page.dataset;

import dev.weft.dataset.ImageSet;
import dev.weft.statistics.Mean;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How bright each image of a set is: the mean of its values, from 0, black, to 1, white.
 *
 * @param images one number for each image
 */
record Brightness(double[] images) {
  static Brightness of(ImageSet set) {
    return new Brightness(IntStream.range(0, set.size()).parallel().mapToDouble(i -> mean(set.image(i))).toArray());
  }

  private static double mean(byte[] image) {
    long sum = 0;
    for (byte value : image) {
      sum += value & 0xff;
    }
    return sum / 255.0 / image.length;
  }

  /** Of all images, 1 or more. */
  Mean ofAll() {
    return Mean.of(images);
  }

  /** Of the images of a class, 1 or more. */
  Mean of(ClassImages one) {
    return Mean.of(Arrays.stream(one.images()).mapToDouble(i -> images[i]).toArray());
  }
}
