package dev.weft.model;

import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Transposed convolution, which makes images larger: each pixel of the input adds its window to the output, {@code
 * y[i*s+u*d, j*s+v*d, f] += sum_c x[i,j,c] * kernel[u,v,f,c]} with strides s and dilation rate d, then come bias and
 * activation. It is the input gradient of a {@link Conv2D}.
 *
 * <p>Input (height, width, channels) to (rows, columns, filters); kernel (kernel height, kernel width, filters,
 * channels), bias (filters,). A kernel of k spans {@code k' = (k - 1) * d + 1} pixels. With valid padding n rows become
 * {@code (n - 1) * s + max(k', s)}, or {@code (n - 1) * s + k' + p} with an output padding p; with padding same {@code
 * n * s}, or {@code (n - 1) * s + k' % 2 + p}.
 *
 * <p>By default strides 1, valid padding, automatic output padding, dilation rate 1, linear, with bias, a Glorot
 * uniform kernel, a zero bias and no regularizers. Refused: strides and a dilation rate that both are above 1, an
 * output padding that is not below the strides. See <a
 * href="https://keras.io/api/layers/convolution_layers/convolution2d_transpose/">Keras</a>.
 *
 * @param filters the number of output channels, at least 1
 * @param outputPadding rows and columns that the output has more at its end, 0 or more; one number for both; null for
 *     the usual size
 * @param dilationRate how far the values of one window lie apart, in pixels
 */
public record Conv2DTranspose(
    int filters,
    Size kernelSize,
    Size strides,
    Padding padding,
    List<Integer> outputPadding,
    Size dilationRate,
    Activation activation,
    boolean useBias,
    Initializer kernelInitializer,
    Initializer biasInitializer,
    Regularizer kernelRegularizer,
    Regularizer biasRegularizer)
    implements Layer {
  public Conv2DTranspose {
    Checks.positive("Conv2DTranspose", "filters", filters);
    Checks.stridesOrDilation("Conv2DTranspose", strides, dilationRate);
    outputPadding = outputPadding == null ? null : both(outputPadding);
    if (outputPadding != null
        && !(isBelow(outputPadding.getFirst(), strides.height())
            && isBelow(outputPadding.getLast(), strides.width()))) {
      throw ConfigException.of(
          "output_padding",
          "Conv2DTranspose: 'output_padding' must be 0 or more and below the strides "
              + Config.write(strides)
              + "; received "
              + outputPadding
              + ".");
    }
  }

  private static List<Integer> both(List<Integer> padding) {
    if (padding.size() != 1 && padding.size() != 2) {
      throw ConfigException.of(
          "output_padding",
          "Conv2DTranspose: 'output_padding' must be one whole number or [rows, columns]; received " + padding + ".");
    }
    return List.of(padding.getFirst(), padding.getLast());
  }

  private static boolean isBelow(int padding, int stride) {
    return padding >= 0 && padding < stride;
  }

  public static Conv2DTranspose of(int filters, Size kernelSize) {
    return new Conv2DTranspose(
        filters,
        kernelSize,
        Size.of(1),
        Padding.VALID,
        null,
        Size.of(1),
        Activation.LINEAR,
        true,
        Initializer.GLOROT_UNIFORM,
        Initializer.ZEROS,
        Regularizer.NONE,
        Regularizer.NONE);
  }

  public static Conv2DTranspose of(int filters, int kernelSize) {
    return of(filters, Size.of(kernelSize));
  }

  public Conv2DTranspose filters(int filters) {
    return Config.with(this, "filters", filters);
  }

  public Conv2DTranspose kernelSize(Size kernelSize) {
    return Config.with(this, "kernelSize", kernelSize);
  }

  public Conv2DTranspose strides(int strides) {
    return strides(Size.of(strides));
  }

  public Conv2DTranspose strides(Size strides) {
    return Config.with(this, "strides", strides);
  }

  public Conv2DTranspose padding(Padding padding) {
    return Config.with(this, "padding", padding);
  }

  public Conv2DTranspose outputPadding(int outputPadding) {
    return outputPadding(List.of(outputPadding));
  }

  public Conv2DTranspose outputPadding(List<Integer> outputPadding) {
    return Config.with(this, "outputPadding", outputPadding);
  }

  public Conv2DTranspose dilationRate(int dilationRate) {
    return dilationRate(Size.of(dilationRate));
  }

  public Conv2DTranspose dilationRate(Size dilationRate) {
    return Config.with(this, "dilationRate", dilationRate);
  }

  public Conv2DTranspose activation(Activation activation) {
    return Config.with(this, "activation", activation);
  }

  public Conv2DTranspose useBias(boolean useBias) {
    return Config.with(this, "useBias", useBias);
  }

  public Conv2DTranspose kernelInitializer(Initializer kernelInitializer) {
    return Config.with(this, "kernelInitializer", kernelInitializer);
  }

  public Conv2DTranspose biasInitializer(Initializer biasInitializer) {
    return Config.with(this, "biasInitializer", biasInitializer);
  }

  public Conv2DTranspose kernelRegularizer(Regularizer kernelRegularizer) {
    return Config.with(this, "kernelRegularizer", kernelRegularizer);
  }

  public Conv2DTranspose biasRegularizer(Regularizer biasRegularizer) {
    return Config.with(this, "biasRegularizer", biasRegularizer);
  }

  /** The rows that padding same cuts off above; the output has the next ones. */
  public int cutAbove() {
    return cut(kernelSize.dilated(dilationRate).height(), strides.height(), padded(0));
  }

  /** The columns that padding same cuts off to the left. */
  public int cutLeft() {
    return cut(kernelSize.dilated(dilationRate).width(), strides.width(), padded(1));
  }

  private Integer padded(int axis) {
    return outputPadding == null ? null : outputPadding.get(axis);
  }

  private int cut(int span, int stride, Integer more) {
    if (padding == Padding.VALID) {
      return 0;
    }
    int zeros = more == null ? stride + span - 2 : span + span % 2 - 2 + more;
    return span - 1 - Math.min(Math.ceilDiv(zeros, 2), span - 1);
  }

  @Override
  public Shape outputShape(Shape input) {
    Checks.image("Conv2DTranspose", input);
    Size span = kernelSize.dilated(dilationRate);
    long rows = length(input.size(0), span.height(), strides.height(), padded(0));
    long columns = length(input.size(1), span.width(), strides.width(), padded(1));
    if (rows < 1 || columns < 1 || (double) rows * columns > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "Conv2DTranspose: the output must have from 1 to 2^31 - 1 pixels; received an input of shape "
              + input
              + ", which becomes "
              + rows
              + "x"
              + columns
              + " pixels.");
    }
    Checks.padded("Conv2DTranspose", rows + span.height() - 1.0, columns + span.width() - 1.0, span, input);
    return Shape.of((int) rows, (int) columns, filters);
  }

  private long length(int in, int span, int stride, Integer more) {
    long apart = (in - 1L) * stride;
    if (padding == Padding.SAME) {
      return more == null ? apart + stride : apart + span % 2 + more;
    }
    return more == null ? apart + Math.max(span, stride) : apart + span + more;
  }

  @Override
  public List<Weight> weights(Shape input) {
    Shape kernelShape = Shape.of(kernelSize.height(), kernelSize.width(), filters, input.last());
    Weight kernel = Weight.of("kernel", kernelShape, kernelInitializer, kernelRegularizer);
    Weight bias = Weight.of("bias", Shape.of(filters), biasInitializer, biasRegularizer);
    return Stream.of(kernel.units(filters, input.last()), bias).limit(useBias ? 2 : 1).toList();
  }
}
