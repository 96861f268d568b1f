package dev.weft.model;

import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Convolution, without flipping the kernel: {@code y[i,j,f] = activation(sum_{u,v,c} x[i*s+u*d, j*s+v*d, c] *
 * kernel[u,v,c,f] + bias[f])} with strides s and dilation rate d.
 *
 * <p>Input (height, width, channels) to (windows down, windows across, filters); kernel (kernel height, kernel width,
 * channels / groups, filters), bias (filters,). The channels and the filters are cut into {@code groups} equal parts;
 * each part of the filters sees its own part of the channels.
 *
 * <p>By default strides 1, valid padding, dilation rate 1, one group, linear, with bias, a Glorot uniform kernel, a
 * zero bias and no regularizers. Refused: strides and a dilation rate that both are above 1, filters or channels that
 * the groups do not divide. See <a href="https://keras.io/api/layers/convolution_layers/convolution2d/">Keras</a>.
 *
 * @param filters the number of output channels, at least 1
 * @param dilationRate how far the values of one window lie apart, in pixels
 */
public record Conv2D(
    int filters,
    Size kernelSize,
    Size strides,
    Padding padding,
    Size dilationRate,
    int groups,
    Activation activation,
    boolean useBias,
    Initializer kernelInitializer,
    Initializer biasInitializer,
    Regularizer kernelRegularizer,
    Regularizer biasRegularizer)
    implements Layer {
  public Conv2D {
    Checks.positive("Conv2D", "filters", filters);
    Checks.positive("Conv2D", "groups", groups);
    Checks.stridesOrDilation("Conv2D", strides, dilationRate);
    if (filters % groups != 0) {
      throw ConfigException.of(
          "groups", "Conv2D: 'groups' must divide the " + filters + " filters; received " + groups + ".");
    }
  }

  public static Conv2D of(int filters, Size kernelSize) {
    return new Conv2D(
        filters,
        kernelSize,
        Size.of(1),
        Padding.VALID,
        Size.of(1),
        1,
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

  public Conv2D filters(int filters) {
    return Config.with(this, "filters", filters);
  }

  public Conv2D kernelSize(Size kernelSize) {
    return Config.with(this, "kernelSize", kernelSize);
  }

  public Conv2D strides(int strides) {
    return strides(Size.of(strides));
  }

  public Conv2D strides(Size strides) {
    return Config.with(this, "strides", strides);
  }

  public Conv2D padding(Padding padding) {
    return Config.with(this, "padding", padding);
  }

  public Conv2D dilationRate(int dilationRate) {
    return dilationRate(Size.of(dilationRate));
  }

  public Conv2D dilationRate(Size dilationRate) {
    return Config.with(this, "dilationRate", dilationRate);
  }

  public Conv2D groups(int groups) {
    return Config.with(this, "groups", groups);
  }

  public Conv2D activation(Activation activation) {
    return Config.with(this, "activation", activation);
  }

  public Conv2D useBias(boolean useBias) {
    return Config.with(this, "useBias", useBias);
  }

  public Conv2D kernelInitializer(Initializer kernelInitializer) {
    return Config.with(this, "kernelInitializer", kernelInitializer);
  }

  public Conv2D biasInitializer(Initializer biasInitializer) {
    return Config.with(this, "biasInitializer", biasInitializer);
  }

  public Conv2D kernelRegularizer(Regularizer kernelRegularizer) {
    return Config.with(this, "kernelRegularizer", kernelRegularizer);
  }

  public Conv2D biasRegularizer(Regularizer biasRegularizer) {
    return Config.with(this, "biasRegularizer", biasRegularizer);
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape output = Checks.slide("Conv2D", input, kernelSize.dilated(dilationRate), strides, padding, filters);
    if (input.last() % groups != 0) {
      throw new IllegalArgumentException(
          "Conv2D: 'groups' must divide the channels of its input; received "
              + groups
              + " groups and an input of shape "
              + input
              + ".");
    }
    return output;
  }

  @Override
  public List<Weight> weights(Shape input) {
    Shape kernelShape = Shape.of(kernelSize.height(), kernelSize.width(), input.last() / groups, filters);
    Weight kernel = Weight.of("kernel", kernelShape, kernelInitializer, kernelRegularizer);
    Weight bias = Weight.of("bias", Shape.of(filters), biasInitializer, biasRegularizer);
    return Stream.of(kernel, bias).limit(useBias ? 2 : 1).toList();
  }
}
