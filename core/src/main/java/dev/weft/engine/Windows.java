package dev.weft.engine;

import dev.weft.model.Conv2D;
import dev.weft.model.Conv2DTranspose;
import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Padding;
import dev.weft.model.Shape;
import dev.weft.model.Sides;
import dev.weft.model.Size;

/**
 * How windows slide over an image of height x width pixels.
 *
 * @param kernel the values of one window, down and across
 * @param strides from one window to the next
 * @param dilation from one value of a window to the next
 * @param top rows of zeros above the image
 * @param left columns of zeros to its left
 * @param down windows below one another
 * @param across windows side by side
 */
record Windows(
    int height, int width, Size kernel, Size strides, Size dilation, int top, int left, int down, int across) {
  static Windows of(Conv2D layer, Shape in, Shape out) {
    return of(layer.kernelSize(), layer.strides(), layer.padding(), layer.dilationRate(), in, out);
  }

  static Windows of(DepthwiseConv2D layer, Shape in, Shape out) {
    return of(layer.kernelSize(), layer.strides(), layer.padding(), layer.dilationRate(), in, out);
  }

  /** The windows of the convolution whose transpose the layer is: over its output, one for each pixel of its input. */
  static Windows of(Conv2DTranspose layer, Shape in, Shape out) {
    return new Windows(
        out.size(0),
        out.size(1),
        layer.kernelSize(),
        layer.strides(),
        layer.dilationRate(),
        layer.cutAbove(),
        layer.cutLeft(),
        in.size(0),
        in.size(1));
  }

  private static Windows of(Size kernel, Size strides, Padding padding, Size dilation, Shape in, Shape out) {
    Size span = kernel.dilated(dilation);
    int top = padding.before(in.size(0), span.height(), strides.height());
    int left = padding.before(in.size(1), span.width(), strides.width());
    return new Windows(in.size(0), in.size(1), kernel, strides, dilation, top, left, out.size(0), out.size(1));
  }

  /**
   * The windows of the transposed convolution. They slide, one pixel at a time, over values that lie the strides apart,
   * one for each window here; each of them makes one pixel here.
   */
  Windows transposed() {
    Size span = kernel.dilated(dilation);
    return new Windows(
        (down - 1) * strides.height() + 1,
        (across - 1) * strides.width() + 1,
        kernel,
        Size.of(1),
        dilation,
        span.height() - 1 - top,
        span.width() - 1 - left,
        height,
        width);
  }

  /**
   * The same windows over an image that was to have zeros around.
   *
   * @param padding null for none
   */
  Windows behind(Sides padding) {
    if (padding == null) {
      return this;
    }
    return new Windows(
        height, width, kernel, strides, dilation, top + padding.top(), left + padding.left(), down, across);
  }

  /** The windows over one image. */
  int count() {
    return down * across;
  }

  /** The values of one window in one channel. */
  int pixels() {
    return kernel.height() * kernel.width();
  }

  /** The height of the image with the zeros that the last window reaches. */
  int paddedHeight() {
    int reach = (down - 1) * strides.height() + kernel.dilated(dilation).height();
    return Math.max(top + height, reach);
  }

  int paddedWidth() {
    int reach = (across - 1) * strides.width() + kernel.dilated(dilation).width();
    return Math.max(left + width, reach);
  }

  /** Whether every window lies inside the image. */
  boolean inside() {
    return paddedHeight() == height && paddedWidth() == width;
  }
}
