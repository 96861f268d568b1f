package dev.weft.engine;

import dev.weft.WeftException;
import dev.weft.kernel.Product;
import dev.weft.model.Size;

/**
 * A batch of images as windows see them: with zeros around, and between pixels that are set apart. Images that need no
 * zeros are not copied.
 */
final class WindowedImages {
  private final Windows windows;
  private final Size apart;
  private final int channels;
  private final float[] given;
  private final float[] values;
  private final boolean isCopy;
  private final Bands bands;

  /**
   * @param apart from one pixel to the next in the windows' image; 1 for an image as it is
   * @param given (batch, pixels down, pixels across, channels)
   */
  WindowedImages(Windows windows, Size apart, int channels, Buffers buffers, float[] given) {
    this.windows = windows;
    this.apart = apart;
    this.channels = channels;
    this.given = given;
    bands = Bands.of(Math.ceilDiv(windows.height(), apart.height()), (long) windows.paddedWidth() * channels);
    isCopy = !windows.inside() || !apart.equals(Size.of(1));
    values = isCopy ? buffers.own(length(windows, channels, buffers.batch())) : given;
  }

  private static int length(Windows windows, int channels, int batch) {
    double length = (double) windows.paddedHeight() * windows.paddedWidth() * channels * batch + Product.WIDTH;
    if (length > Integer.MAX_VALUE - 8) {
      throw new WeftException(
          "a batch may have at most 2^31 - 1 numbers between two layers; received "
              + batch
              + " samples of shape ("
              + windows.paddedHeight()
              + ", "
              + windows.paddedWidth()
              + ", "
              + channels
              + "), a convolution's padding included; use a smaller batch_size.");
    }
    return (int) length;
  }

  /** (batch, padded height, padded width, channels). */
  float[] values() {
    return values;
  }

  boolean isCopy() {
    return isCopy;
  }

  /** Units of work of {@link #copyBand}. */
  int bands(int samples) {
    return bands.units(samples);
  }

  /** Copies some rows of an image to where its windows see them; zeros stay as they are. */
  void copyBand(int unit) {
    copy(bands.sample(unit), bands.from(unit), bands.to(unit));
  }

  /** Copies one image. */
  void copy(int sample) {
    copy(sample, 0, bands.rows());
  }

  private void copy(int sample, int from, int to) {
    if (!isCopy()) {
      return;
    }
    int rows = bands.rows();
    int columns = Math.ceilDiv(windows.width(), apart.width());
    for (int row = from; row < to; row++) {
      copyRow((sample * rows + row) * columns * channels, at(sample, row), columns);
    }
  }

  private int at(int sample, int row) {
    int paddedRow = sample * windows.paddedHeight() + windows.top() + row * apart.height();
    return (paddedRow * windows.paddedWidth() + windows.left()) * channels;
  }

  private void copyRow(int from, int to, int columns) {
    if (apart.width() == 1) {
      System.arraycopy(given, from, values, to, columns * channels);
      return;
    }
    for (int column = 0; column < columns; column++) {
      System.arraycopy(given, from + column * channels, values, to + column * apart.width() * channels, channels);
    }
  }
}
