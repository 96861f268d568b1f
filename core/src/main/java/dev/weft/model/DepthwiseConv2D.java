package dev.weft.model;

import dev.weft.config.Config;
import java.util.List;
import java.util.stream.Stream;

/**
 * Convolution of each channel by itself, with m kernels of its own: {@code y[i, j, c*m+k] = activation(sum_{u,v}
 * x[i*s+u*d, j*s+v*d, c] * kernel[u,v,c,k] + bias[c*m+k])} with depth multiplier m, strides s and dilation rate d.
 *
 * <p>Input (height, width, channels) to (windows down, windows across, channels * m); kernel (kernel height, kernel
 * width, channels, m), bias (channels * m,).
 *
 * <p>By default strides 1, valid padding, depth multiplier 1, dilation rate 1, linear, with bias, a Glorot uniform
 * kernel, a zero bias and no regularizers. See <a
 * href="https://keras.io/api/layers/convolution_layers/depthwise_convolution2d/">Keras</a>.
 *
 * @param depthMultiplier the output channels of each input channel, at least 1
 * @param dilationRate how far the values of one window lie apart, in pixels
 */
public record DepthwiseConv2D(
    Size kernelSize,
    Size strides,
    Padding padding,
    int depthMultiplier,
    Size dilationRate,
    Activation activation,
    boolean useBias,
    Initializer depthwiseInitializer,
    Initializer biasInitializer,
    Regularizer depthwiseRegularizer,
    Regularizer biasRegularizer)
    implements Layer {
  public DepthwiseConv2D {
    Checks.positive("DepthwiseConv2D", "depth_multiplier", depthMultiplier);
  }

  public static DepthwiseConv2D of(Size kernelSize) {
    return new DepthwiseConv2D(
        kernelSize,
        Size.of(1),
        Padding.VALID,
        1,
        Size.of(1),
        Activation.LINEAR,
        true,
        Initializer.GLOROT_UNIFORM,
        Initializer.ZEROS,
        Regularizer.NONE,
        Regularizer.NONE);
  }

  public static DepthwiseConv2D of(int kernelSize) {
    return of(Size.of(kernelSize));
  }

  public DepthwiseConv2D kernelSize(Size kernelSize) {
    return Config.with(this, "kernelSize", kernelSize);
  }

  public DepthwiseConv2D strides(int strides) {
    return strides(Size.of(strides));
  }

  public DepthwiseConv2D strides(Size strides) {
    return Config.with(this, "strides", strides);
  }

  public DepthwiseConv2D padding(Padding padding) {
    return Config.with(this, "padding", padding);
  }

  public DepthwiseConv2D depthMultiplier(int depthMultiplier) {
    return Config.with(this, "depthMultiplier", depthMultiplier);
  }

  public DepthwiseConv2D dilationRate(int dilationRate) {
    return dilationRate(Size.of(dilationRate));
  }

  public DepthwiseConv2D dilationRate(Size dilationRate) {
    return Config.with(this, "dilationRate", dilationRate);
  }

  public DepthwiseConv2D activation(Activation activation) {
    return Config.with(this, "activation", activation);
  }

  public DepthwiseConv2D useBias(boolean useBias) {
    return Config.with(this, "useBias", useBias);
  }

  public DepthwiseConv2D depthwiseInitializer(Initializer depthwiseInitializer) {
    return Config.with(this, "depthwiseInitializer", depthwiseInitializer);
  }

  public DepthwiseConv2D biasInitializer(Initializer biasInitializer) {
    return Config.with(this, "biasInitializer", biasInitializer);
  }

  public DepthwiseConv2D depthwiseRegularizer(Regularizer depthwiseRegularizer) {
    return Config.with(this, "depthwiseRegularizer", depthwiseRegularizer);
  }

  public DepthwiseConv2D biasRegularizer(Regularizer biasRegularizer) {
    return Config.with(this, "biasRegularizer", biasRegularizer);
  }

  @Override
  public Shape outputShape(Shape input) {
    Checks.image("DepthwiseConv2D", input);
    int channels = Checks.channels("DepthwiseConv2D", input, depthMultiplier);
    return Checks.slide("DepthwiseConv2D", input, kernelSize.dilated(dilationRate), strides, padding, channels);
  }

  @Override
  public List<Weight> weights(Shape input) {
    Shape kernelShape = Shape.of(kernelSize.height(), kernelSize.width(), input.last(), depthMultiplier);
    Weight kernel = Weight.of("kernel", kernelShape, depthwiseInitializer, depthwiseRegularizer);
    int channels = input.last() * depthMultiplier;
    Weight bias = Weight.of("bias", Shape.of(channels), biasInitializer, biasRegularizer);
    return Stream.of(kernel.units(channels, 1), bias).limit(useBias ? 2 : 1).toList();
  }
}
