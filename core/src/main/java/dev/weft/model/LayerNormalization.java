package dev.weft.model;

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
    return new LayerNormalization(
        axis, epsilon, center, scale, rmsScaling, betaInitializer, gammaInitializer, betaRegularizer, gammaRegularizer);
  }

  public LayerNormalization center(boolean center) {
    return new LayerNormalization(
        axis, epsilon, center, scale, rmsScaling, betaInitializer, gammaInitializer, betaRegularizer, gammaRegularizer);
  }

  public LayerNormalization scale(boolean scale) {
    return new LayerNormalization(
        axis, epsilon, center, scale, rmsScaling, betaInitializer, gammaInitializer, betaRegularizer, gammaRegularizer);
  }

  public LayerNormalization rmsScaling(boolean rmsScaling) {
    return new LayerNormalization(
        axis, epsilon, center, scale, rmsScaling, betaInitializer, gammaInitializer, betaRegularizer, gammaRegularizer);
  }

  public LayerNormalization betaInitializer(Initializer betaInitializer) {
    return new LayerNormalization(
        axis, epsilon, center, scale, rmsScaling, betaInitializer, gammaInitializer, betaRegularizer, gammaRegularizer);
  }

  public LayerNormalization gammaInitializer(Initializer gammaInitializer) {
    return new LayerNormalization(
        axis, epsilon, center, scale, rmsScaling, betaInitializer, gammaInitializer, betaRegularizer, gammaRegularizer);
  }

  public LayerNormalization betaRegularizer(Regularizer betaRegularizer) {
    return new LayerNormalization(
        axis, epsilon, center, scale, rmsScaling, betaInitializer, gammaInitializer, betaRegularizer, gammaRegularizer);
  }

  public LayerNormalization gammaRegularizer(Regularizer gammaRegularizer) {
    return new LayerNormalization(
        axis, epsilon, center, scale, rmsScaling, betaInitializer, gammaInitializer, betaRegularizer, gammaRegularizer);
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
