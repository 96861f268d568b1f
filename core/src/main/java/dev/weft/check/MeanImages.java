package dev.weft.check;

import dev.weft.dataset.ImageSet;
import java.util.stream.IntStream;

/** The mean image of each class of a set, rounded to bytes. */
final class MeanImages {
  private MeanImages() {}

  static ImageSet of(ImageSet set) {
    int features = set.features();
    long[][] sums = new long[set.classes()][features];
    int[] counts = set.classCounts();
    for (int i = 0; i < set.size(); i++) {
      byte[] image = set.image(i);
      long[] sum = sums[set.label(i)];
      for (int at = 0; at < features; at++) {
        sum[at] += image[at] & 0xff;
      }
    }
    byte[] pixels = new byte[Math.multiplyExact(sums.length, features)];
    for (int label = 0; label < sums.length; label++) {
      for (int at = 0; at < features; at++) {
        pixels[label * features + at] = (byte) Math.round((double) sums[label][at] / Math.max(1, counts[label]));
      }
    }
    int[] labels = IntStream.range(0, sums.length).toArray();
    return ImageSet.of(pixels, labels, set.height(), set.width(), set.channels(), set.classNames());
  }
}
