package dev.weft.model;

import dev.weft.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fully connected: {@code y = activation(x . kernel + bias)}.
 *
 * <p>Input (..., in) to (..., units); kernel (in, units), bias (units,). By default linear, with bias, a Glorot uniform
 * kernel, a zero bias and no regularizers. See <a href="https://keras.io/api/layers/core_layers/dense/">Keras</a>.
 *
 * @param units the number of outputs, at least 1
 */
public record Dense(
    int units,
    Activation activation,
    boolean useBias,
    Initializer kernelInitializer,
    Initializer biasInitializer,
    Regularizer kernelRegularizer,
    Regularizer biasRegularizer)
    implements Layer {
  public Dense {
    Checks.positive("Dense", "units", units);
  }

  public static Dense of(int units) {
    return new Dense(
        units,
        Activation.LINEAR,
        true,
        Initializer.GLOROT_UNIFORM,
        Initializer.ZEROS,
        Regularizer.NONE,
        Regularizer.NONE);
  }

  public Dense units(int units) {
    return Config.with(this, "units", units);
  }

  public Dense activation(Activation activation) {
    return Config.with(this, "activation", activation);
  }

  public Dense useBias(boolean useBias) {
    return Config.with(this, "useBias", useBias);
  }

  public Dense kernelInitializer(Initializer kernelInitializer) {
    return Config.with(this, "kernelInitializer", kernelInitializer);
  }

  public Dense biasInitializer(Initializer biasInitializer) {
    return Config.with(this, "biasInitializer", biasInitializer);
  }

  public Dense kernelRegularizer(Regularizer kernelRegularizer) {
    return Config.with(this, "kernelRegularizer", kernelRegularizer);
  }

  public Dense biasRegularizer(Regularizer biasRegularizer) {
    return Config.with(this, "biasRegularizer", biasRegularizer);
  }

  @Override
  public Shape outputShape(Shape input) {
    List<Integer> sizes = new ArrayList<>(input.sizes());
    sizes.set(sizes.size() - 1, units);
    return new Shape(sizes);
  }

  @Override
  public List<Weight> weights(Shape input) {
    Weight kernel = Weight.of("kernel", Shape.of(input.last(), units), kernelInitializer, kernelRegularizer);
    Weight bias = Weight.of("bias", Shape.of(units), biasInitializer, biasRegularizer);
    return Stream.of(kernel, bias).limit(useBias ? 2 : 1).toList();
  }
}
