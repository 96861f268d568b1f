package dev.weft.model;

/**
 * How a window meets the border of an image. See <a
 * href="https://keras.io/api/layers/convolution_layers/convolution2d/">Keras</a>.
 */
public enum Padding {
  /** Windows stay inside: {@code out = floor((in - window) / stride) + 1}. */
  VALID,
  /** Zeros are added evenly around, the odd one below and to the right: {@code out = ceil(in / stride)}. */
  SAME;

  /** The number of windows along one axis. */
  public int windows(int in, int window, int stride) {
    return this == SAME ? Math.ceilDiv(in, stride) : (in - window) / stride + 1;
  }

  /** The rows (or columns) of padding before the first one. */
  public int before(int in, int window, int stride) {
    return this == SAME ? total(in, window, stride) / 2 : 0;
  }

  /** The rows (or columns) of padding on both sides together. */
  public int total(int in, int window, int stride) {
    return this == SAME ? Math.max(0, (windows(in, window, stride) - 1) * stride + window - in) : 0;
  }
}
