package dev.weft.image;

import java.util.Arrays;
import java.util.List;

/**
 * An image that is put together from its rows, upright, and reduced: each pixel is the mean of {@code factor} x {@code
 * factor} of them, or of as many as there are at the right and at the bottom. A pixel counts as much as it is opaque.
 */
final class Reduction {
  private final int channels;
  private final int factor;
  private final int across;
  private final int height;
  private final int width;
  private final boolean swaps;
  private final Orientation.Path path;
  private final Original original;
  private final byte[] pixels;
  private final int[] sums;
  private final byte[] line;
  private int rows;
  private int y;

  /**
   * @param height rows that will be added
   * @param width pixels of a row
   */
  Reduction(int height, int width, int channels, int factor, Orientation orientation) {
    this.channels = channels;
    this.factor = factor;
    across = width;
    this.height = Math.ceilDiv(height, factor);
    this.width = Math.ceilDiv(width, factor);
    original = Original.of(height, width, factor, orientation);
    swaps = orientation.swapsSides();
    path = orientation.path(this.height, this.width);
    pixels = new byte[Math.multiplyExact(Math.multiplyExact(this.height, this.width), channels)];
    sums = new int[factor == 1 ? 0 : this.width * channels];
    line = new byte[sums.length];
  }

  /** Adds the next row, unsigned bytes (width, channels). */
  void add(byte[] row) {
    if (factor == 1) {
      put(row);
      return;
    }
    if (channels % 2 == 0) {
      addWithAlpha(row);
    } else {
      for (int x = 0, cell = 0; x < across; cell++) {
        int end = Math.min(x + factor, across);
        for (; x < end; x++) {
          for (int channel = 0; channel < channels; channel++) {
            sums[cell * channels + channel] += row[x * channels + channel] & 0xff;
          }
        }
      }
    }
    rows++;
    if (rows == factor) {
      finish();
    }
  }

  private void addWithAlpha(byte[] row) {
    int colours = channels - 1;
    for (int x = 0; x < across; x++) {
      int to = x / factor * channels;
      int alpha = row[x * channels + colours] & 0xff;
      for (int colour = 0; colour < colours; colour++) {
        sums[to + colour] += alpha * (row[x * channels + colour] & 0xff);
      }
      sums[to + colours] += alpha;
    }
  }

  /** Makes a row of the sums. */
  private void finish() {
    for (int x = 0; x < width; x++) {
      int count = rows * Math.min(factor, across - x * factor);
      int at = x * channels;
      int opaque = channels % 2 == 0 ? sums[at + channels - 1] : count;
      for (int channel = 0; channel < channels; channel++) {
        int of = channels % 2 == 0 && channel == channels - 1 ? count : Math.max(1, opaque);
        line[at + channel] = (byte) ((sums[at + channel] + of / 2) / of);
      }
    }
    Arrays.fill(sums, 0);
    rows = 0;
    put(line);
  }

  private void put(byte[] row) {
    int step = path.right() * channels;
    int at = (path.first() + y * path.down()) * channels;
    if (path.right() == 1) {
      System.arraycopy(row, 0, pixels, at, width * channels);
    } else {
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < channels; channel++) {
          pixels[at + channel] = row[x * channels + channel];
        }
        at += step;
      }
    }
    y++;
  }

  /** The image, once all rows were added. */
  Image image(List<String> notes) {
    if (rows > 0) {
      finish();
    }
    return new Image(swaps ? width : height, swaps ? height : width, channels, pixels, original, notes);
  }
}
