package dev.weft.model;

import dev.weft.config.Config;
import java.util.List;
import java.util.stream.Stream;

/**
 * A {@link DepthwiseConv2D} without bias, then a {@link Conv2D} of 1x1 that mixes its channels.
 *
 * <p>Input (height, width, channels) to (windows down, windows across, filters); depthwise_kernel (kernel height,
 * kernel width, channels, depth multiplier), pointwise_kernel (1, 1, channels * depth multiplier, filters), bias
 * (filters,).
 *
 * <p>By default strides 1, valid padding, depth multiplier 1, dilation rate 1, linear, with bias, Glorot uniform
 * kernels, a zero bias and no regularizers. Strides and dilation rate are those of the depthwise convolution. See <a
 * href="https://keras.io/api/layers/convolution_layers/separable_convolution2d/">Keras</a>.
 *
 * @param filters the number of output channels, at least 1
 * @param depthMultiplier the depthwise convolution's output channels of each input channel, at least 1
 * @param dilationRate how far the values of one window lie apart, in pixels
 */
public record SeparableConv2D(
    int filters,
    Size kernelSize,
    Size strides,
    Padding padding,
    int depthMultiplier,
    Size dilationRate,
    Activation activation,
    boolean useBias,
    Initializer depthwiseInitializer,
    Initializer pointwiseInitializer,
    Initializer biasInitializer,
    Regularizer depthwiseRegularizer,
    Regularizer pointwiseRegularizer,
    Regularizer biasRegularizer)
    implements Layer {
  public SeparableConv2D {
    Checks.positive("SeparableConv2D", "filters", filters);
    Checks.positive("SeparableConv2D", "depth_multiplier", depthMultiplier);
  }

  public static SeparableConv2D of(int filters, Size kernelSize) {
    return new SeparableConv2D(
        filters,
        kernelSize,
        Size.of(1),
        Padding.VALID,
        1,
        Size.of(1),
        Activation.LINEAR,
        true,
        Initializer.GLOROT_UNIFORM,
        Initializer.GLOROT_UNIFORM,
        Initializer.ZEROS,
        Regularizer.NONE,
        Regularizer.NONE,
        Regularizer.NONE);
  }

  public static SeparableConv2D of(int filters, int kernelSize) {
    return of(filters, Size.of(kernelSize));
  }

  public SeparableConv2D filters(int filters) {
    return Config.with(this, "filters", filters);
  }

  public SeparableConv2D kernelSize(Size kernelSize) {
    return Config.with(this, "kernelSize", kernelSize);
  }

  public SeparableConv2D strides(int strides) {
    return strides(Size.of(strides));
  }

  public SeparableConv2D strides(Size strides) {
    return Config.with(this, "strides", strides);
  }

  public SeparableConv2D padding(Padding padding) {
    return Config.with(this, "padding", padding);
  }

  public SeparableConv2D depthMultiplier(int depthMultiplier) {
    return Config.with(this, "depthMultiplier", depthMultiplier);
  }

  public SeparableConv2D dilationRate(int dilationRate) {
    return dilationRate(Size.of(dilationRate));
  }

  public SeparableConv2D dilationRate(Size dilationRate) {
    return Config.with(this, "dilationRate", dilationRate);
  }

  public SeparableConv2D activation(Activation activation) {
    return Config.with(this, "activation", activation);
  }

  public SeparableConv2D useBias(boolean useBias) {
    return Config.with(this, "useBias", useBias);
  }

  public SeparableConv2D depthwiseInitializer(Initializer depthwiseInitializer) {
    return Config.with(this, "depthwiseInitializer", depthwiseInitializer);
  }

  public SeparableConv2D pointwiseInitializer(Initializer pointwiseInitializer) {
    return Config.with(this, "pointwiseInitializer", pointwiseInitializer);
  }

  public SeparableConv2D biasInitializer(Initializer biasInitializer) {
    return Config.with(this, "biasInitializer", biasInitializer);
  }

  public SeparableConv2D depthwiseRegularizer(Regularizer depthwiseRegularizer) {
    return Config.with(this, "depthwiseRegularizer", depthwiseRegularizer);
  }

  public SeparableConv2D pointwiseRegularizer(Regularizer pointwiseRegularizer) {
    return Config.with(this, "pointwiseRegularizer", pointwiseRegularizer);
  }

  public SeparableConv2D biasRegularizer(Regularizer biasRegularizer) {
    return Config.with(this, "biasRegularizer", biasRegularizer);
  }

  /** The first of its two convolutions. */
  public DepthwiseConv2D depthwise() {
    return DepthwiseConv2D.of(kernelSize)
        .strides(strides)
        .padding(padding)
        .depthMultiplier(depthMultiplier)
        .dilationRate(dilationRate)
        .useBias(false)
        .depthwiseInitializer(depthwiseInitializer)
        .depthwiseRegularizer(depthwiseRegularizer);
  }

  /** The second of its two convolutions. */
  public Conv2D pointwise() {
    return Conv2D.of(filters, 1)
        .activation(activation)
        .useBias(useBias)
        .kernelInitializer(pointwiseInitializer)
        .biasInitializer(biasInitializer)
        .kernelRegularizer(pointwiseRegularizer)
        .biasRegularizer(biasRegularizer);
  }

  @Override
  public Shape outputShape(Shape input) {
    return Checks.slide("SeparableConv2D", input, kernelSize.dilated(dilationRate), strides, padding, filters);
  }

  @Override
  public List<Weight> weights(Shape input) {
    int channels = Checks.channels("SeparableConv2D", input, depthMultiplier);
    Shape depthwiseShape = Shape.of(kernelSize.height(), kernelSize.width(), input.last(), depthMultiplier);
    Shape pointwiseShape = Shape.of(1, 1, channels, filters);
    Weight depthwise = Weight.of("depthwise_kernel", depthwiseShape, depthwiseInitializer, depthwiseRegularizer);
    Weight pointwise = Weight.of("pointwise_kernel", pointwiseShape, pointwiseInitializer, pointwiseRegularizer);
    Weight bias = Weight.of("bias", Shape.of(filters), biasInitializer, biasRegularizer);
    return Stream.of(depthwise.units(channels, 1), pointwise, bias).limit(useBias ? 3 : 2).toList();
  }
}
