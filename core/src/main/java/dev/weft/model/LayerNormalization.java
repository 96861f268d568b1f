package dev.weft.model;

import dev.weft.config.Config;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code y = gamma * (x - mean) / sqrt(variance + epsilon) + beta} with the mean and variance of each sample along one
 * or more axes.
 *
 * <p>Any shape; gamma and beta have the input's sizes along the axes. By default the last axis, epsilon 0.001, with
 * beta (from 0) and gamma (from 1) (Ba et al., 2016). See <a
 * href="https://keras.io/api/layers/normalization_layers/layer_normalization/">Keras</a>.
 *
 * @param axis the axes along which is normalized, counted from 1 (0 is the batch), or from -1 backwards
 * @param rmsScaling whether {@code y = gamma * x / sqrt(variance + epsilon)} instead, without beta
 */
public record LayerNormalization(
    List<Integer> axis,
    double epsilon,
    boolean center,
    boolean scale,
    boolean rmsScaling,
    Initializer betaInitializer,
    Initializer gammaInitializer,
    Regularizer betaRegularizer,
    Regularizer gammaRegularizer)
    implements Layer {
  public LayerNormalization {
    axis = List.copyOf(axis);
    Checks.notNegative("LayerNormalization", "epsilon", epsilon);
  }

  public static LayerNormalization of() {
    return new LayerNormalization(
        List.of(-1), 1e-3, true, true, false, Initializer.ZEROS, Initializer.ONES, Regularizer.NONE, Regularizer.NONE);
  }

  public LayerNormalization axis(Integer... axis) {
    return new LayerNormalization(
        List.of(axis),
        epsilon,
        center,
        scale,
        rmsScaling,
        betaInitializer,
        gammaInitializer,
        betaRegularizer,
        gammaRegularizer);
  }

  public LayerNormalization epsilon(double epsilon) {
    return Config.with(this, "epsilon", epsilon);
  }

  public LayerNormalization center(boolean center) {
    return Config.with(this, "center", center);
  }

  public LayerNormalization scale(boolean scale) {
    return Config.with(this, "scale", scale);
  }

  public LayerNormalization rmsScaling(boolean rmsScaling) {
    return Config.with(this, "rmsScaling", rmsScaling);
  }

  public LayerNormalization betaInitializer(Initializer betaInitializer) {
    return Config.with(this, "betaInitializer", betaInitializer);
  }

  public LayerNormalization gammaInitializer(Initializer gammaInitializer) {
    return Config.with(this, "gammaInitializer", gammaInitializer);
  }

  public LayerNormalization betaRegularizer(Regularizer betaRegularizer) {
    return Config.with(this, "betaRegularizer", betaRegularizer);
  }

  public LayerNormalization gammaRegularizer(Regularizer gammaRegularizer) {
    return Config.with(this, "gammaRegularizer", gammaRegularizer);
  }

  /** The axes of a sample along which is normalized, counted from 0. */
  public List<Integer> axes(Shape input) {
    return Axes.of("LayerNormalization", axis, input);
  }

  /** Whether it has a gamma: always where it scales by the root mean square. */
  public boolean hasGamma() {
    return scale || rmsScaling;
  }

  public boolean hasBeta() {
    return center && !rmsScaling;
  }

  @Override
  public Shape outputShape(Shape input) {
    axes(input);
    return input;
  }

  @Override
  public List<Weight> weights(Shape input) {
    Shape sizes = Axes.sizes("LayerNormalization", axis, input);
    List<Weight> weights = new ArrayList<>();
    if (hasGamma()) {
      weights.add(Weight.of("gamma", sizes, gammaInitializer, gammaRegularizer));
    }
    if (hasBeta()) {
      weights.add(Weight.of("beta", sizes, betaInitializer, betaRegularizer));
    }
    return weights;
  }
}
