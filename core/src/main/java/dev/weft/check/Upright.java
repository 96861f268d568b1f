package dev.weft.check;

import dev.weft.dataset.ImageSet;

/**
 * Images mirrored and rotated by quarters into a position that does not depend on the one they had: the lower half is
 * not the darker one, nor the right half, and below and above differ at least as much as left and right. Mirrored and
 * rotated copies become the same; of an image whose halves are equally bright they may not.
 */
final class Upright {
  private Upright() {}

  static ImageSet of(ImageSet set) {
    return Rewritten.of(set, set.height(), set.width(), image -> of(image, set.height(), set.width(), set.channels()));
  }

  static byte[] of(byte[] image, int height, int width, int channels) {
    long down = 0; // brightness below less that above
    long across = 0; // at the right less at the left
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int value = 0;
        for (int channel = 0; channel < channels; channel++) {
          value += image[(y * width + x) * channels + channel] & 0xff;
        }
        down += (long) value * (2 * y + 1 - height);
        across += (long) value * (2 * x + 1 - width);
      }
    }
    boolean transposes = height == width && Math.abs(across) > Math.abs(down);
    byte[] upright = new byte[image.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int fromY = transposes ? x : y;
        int fromX = transposes ? y : x;
        int row = down < 0 ? height - 1 - fromY : fromY;
        int column = across < 0 ? width - 1 - fromX : fromX;
        System.arraycopy(image, (row * width + column) * channels, upright, (y * width + x) * channels, channels);
      }
    }
    return upright;
  }
}
