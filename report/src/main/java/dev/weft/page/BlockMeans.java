package dev.weft.page;

import dev.weft.dataset.ImageSet;

/**
 * Images made smaller: each pixel is the rounded mean of a block of pixels.
 *
 * @param height of the small image, at most the height before
 * @param width of the small image, at most the width before
 */
public record BlockMeans(int height, int width) {
  /** With a longer side of at most so many pixels; smaller images stay as they are. */
  public static BlockMeans within(int side, ImageSet set) {
    double part = Math.min(1, (double) side / Math.max(set.height(), set.width()));
    return new BlockMeans(rounded(part * set.height()), rounded(part * set.width()));
  }

  private static int rounded(double length) {
    return (int) Math.max(1, Math.round(length));
  }

  public boolean changes(ImageSet set) {
    return height != set.height() || width != set.width();
  }

  /**
   * @param image (height, width, channels) of the set
   */
  public byte[] of(byte[] image, ImageSet set) {
    if (!changes(set)) {
      return image;
    }
    int channels = set.channels();
    byte[] small = new byte[height * width * channels];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < channels; channel++) {
          small[(y * width + x) * channels + channel] = mean(image, set, y, x, channel);
        }
      }
    }
    return small;
  }

  private byte mean(byte[] image, ImageSet set, int y, int x, int channel) {
    int top = y * set.height() / height;
    int bottom = (y + 1) * set.height() / height;
    int left = x * set.width() / width;
    int right = (x + 1) * set.width() / width;
    long sum = 0;
    for (int row = top; row < bottom; row++) {
      for (int column = left; column < right; column++) {
        sum += image[(row * set.width() + column) * set.channels() + channel] & 0xff;
      }
    }
    return (byte) Math.round((double) sum / ((bottom - top) * (right - left)));
  }
}
