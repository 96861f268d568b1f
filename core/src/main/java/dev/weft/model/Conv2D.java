package dev.weft.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * Convolution (without flipping the kernel): {@code y[i,j,f] = activation(sum_{u,v,c} x[i*s+u, j*s+v, c] *
 * kernel[u,v,c,f] + bias[f])}.
 *
 * <p>Input (height, width, channels) to (windows down, windows across, filters); kernel (kernel height, kernel width,
 * channels, filters), bias (filters,). By default strides 1, valid padding, linear, with bias, a Glorot uniform kernel,
 * a zero bias and no regularizers. See <a
 * href="https://keras.io/api/layers/convolution_layers/convolution2d/">Keras</a>.
 *
 * @param filters the number of output channels, at least 1
 */
public record Conv2D(
    int filters,
    Size kernelSize,
    Size strides,
    Padding padding,
    Activation activation,
    boolean useBias,
    Initializer kernelInitializer,
    Initializer biasInitializer,
    Regularizer kernelRegularizer,
    Regularizer biasRegularizer)
    implements Layer {
  public Conv2D {
    Checks.positive("Conv2D", "filters", filters);
  }

  public static Conv2D of(int filters, Size kernelSize) {
    return new Conv2D(
        filters,
        kernelSize,
        Size.of(1),
        Padding.VALID,
        Activation.LINEAR,
        true,
        Initializer.GLOROT_UNIFORM,
        Initializer.ZEROS,
        Regularizer.NONE,
        Regularizer.NONE);
  }

  public static Conv2D of(int filters, int kernelSize) {
    return of(filters, Size.of(kernelSize));
  }

  public Conv2D strides(int strides) {
    return new Conv2D(
        filters,
        kernelSize,
        Size.of(strides),
        padding,
        activation,
        useBias,
        kernelInitializer,
        biasInitializer,
        kernelRegularizer,
        biasRegularizer);
  }

  public Conv2D padding(Padding padding) {
    return new Conv2D(
        filters,
        kernelSize,
        strides,
        padding,
        activation,
        useBias,
        kernelInitializer,
        biasInitializer,
        kernelRegularizer,
        biasRegularizer);
  }

  public Conv2D activation(Activation activation) {
    return new Conv2D(
        filters,
        kernelSize,
        strides,
        padding,
        activation,
        useBias,
        kernelInitializer,
        biasInitializer,
        kernelRegularizer,
        biasRegularizer);
  }

  public Conv2D useBias(boolean useBias) {
    return new Conv2D(
        filters,
        kernelSize,
        strides,
        padding,
        activation,
        useBias,
        kernelInitializer,
        biasInitializer,
        kernelRegularizer,
        biasRegularizer);
  }

  public Conv2D kernelInitializer(Initializer kernelInitializer) {
    return new Conv2D(
        filters,
        kernelSize,
        strides,
        padding,
        activation,
        useBias,
        kernelInitializer,
        biasInitializer,
        kernelRegularizer,
        biasRegularizer);
  }

  public Conv2D kernelRegularizer(Regularizer kernelRegularizer) {
    return new Conv2D(
        filters,
        kernelSize,
        strides,
        padding,
        activation,
        useBias,
        kernelInitializer,
        biasInitializer,
        kernelRegularizer,
        biasRegularizer);
  }

  @Override
  public Shape outputShape(Shape input) {
    return Checks.slide("Conv2D", input, kernelSize, strides, padding, filters);
  }

  @Override
  public List<Weight> weights(Shape input) {
    Shape kernelShape = Shape.of(kernelSize.height(), kernelSize.width(), input.last(), filters);
    Weight kernel = Weight.of("kernel", kernelShape, kernelInitializer, kernelRegularizer);
    Weight bias = Weight.of("bias", Shape.of(filters), biasInitializer, biasRegularizer);
    return Stream.of(kernel, bias).limit(useBias ? 2 : 1).toList();
  }
}
