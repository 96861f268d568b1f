package dev.weft.bench.compare;

import dev.weft.dataset.ImageSet;

/** Images of another side, each pixel that of the nearest place, the grey value in every channel. */
final class Enlarged {
  private Enlarged() {}

  static ImageSet of(ImageSet set, int side, int channels) {
    if (side == set.height() && channels == set.channels()) {
      return set;
    }
    byte[] pixels = new byte[Math.multiplyExact(set.size(), side * side * channels)];
    for (int i = 0; i < set.size(); i++) {
      image(set.image(i), set.height(), pixels, i * side * side * channels, side, channels);
    }
    return ImageSet.of(pixels, set.labels(), side, side, channels, set.classNames());
  }

  private static void image(byte[] from, int fromSide, byte[] to, int at, int side, int channels) {
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        byte grey = from[y * fromSide / side * fromSide + x * fromSide / side];
        for (int c = 0; c < channels; c++) {
          to[at + (y * side + x) * channels + c] = grey;
        }
      }
    }
  }
}
