package dev.weft.model;

import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code y = gamma * (x - mean) / sqrt(variance + epsilon) + beta}, channel by channel. In training, mean and variance
 * are the batch's and {@code moving = momentum * moving + (1 - momentum) * batch}; in inference they are the moving
 * ones.
 *
 * <p>Any shape. By default the channels are the last axis; momentum 0.99, epsilon 0.001, with beta (from 0) and gamma
 * (from 1) (Ioffe and Szegedy, 2015). See <a
 * href="https://keras.io/api/layers/normalization_layers/batch_normalization/">Keras</a>.
 *
 * @param axis the channels' axis, counted from 1 (0 is the batch), or from -1 backwards
 */
public record BatchNormalization(
    int axis,
    double momentum,
    double epsilon,
    boolean center,
    boolean scale,
    Initializer betaInitializer,
    Initializer gammaInitializer,
    Initializer movingMeanInitializer,
    Initializer movingVarianceInitializer,
    Regularizer betaRegularizer,
    Regularizer gammaRegularizer)
    implements Layer {
  public BatchNormalization {
    if (!(momentum >= 0 && momentum <= 1)) {
      throw ConfigException.of(
          "momentum", "BatchNormalization: 'momentum' must be from 0 to 1; received " + momentum + ".");
    }
    if (!(epsilon > 0)) {
      throw ConfigException.of("epsilon", "BatchNormalization: 'epsilon' must be above 0; received " + epsilon + ".");
    }
  }

  public static BatchNormalization of() {
    return new BatchNormalization(
        -1,
        0.99,
        1e-3,
        true,
        true,
        Initializer.ZEROS,
        Initializer.ONES,
        Initializer.ZEROS,
        Initializer.ONES,
        Regularizer.NONE,
        Regularizer.NONE);
  }

  public BatchNormalization axis(int axis) {
    return Config.with(this, "axis", axis);
  }

  public BatchNormalization momentum(double momentum) {
    return Config.with(this, "momentum", momentum);
  }

  public BatchNormalization epsilon(double epsilon) {
    return Config.with(this, "epsilon", epsilon);
  }

  public BatchNormalization center(boolean center) {
    return Config.with(this, "center", center);
  }

  public BatchNormalization scale(boolean scale) {
    return Config.with(this, "scale", scale);
  }

  public BatchNormalization betaInitializer(Initializer betaInitializer) {
    return Config.with(this, "betaInitializer", betaInitializer);
  }

  public BatchNormalization gammaInitializer(Initializer gammaInitializer) {
    return Config.with(this, "gammaInitializer", gammaInitializer);
  }

  public BatchNormalization movingMeanInitializer(Initializer movingMeanInitializer) {
    return Config.with(this, "movingMeanInitializer", movingMeanInitializer);
  }

  public BatchNormalization movingVarianceInitializer(Initializer movingVarianceInitializer) {
    return Config.with(this, "movingVarianceInitializer", movingVarianceInitializer);
  }

  public BatchNormalization betaRegularizer(Regularizer betaRegularizer) {
    return Config.with(this, "betaRegularizer", betaRegularizer);
  }

  public BatchNormalization gammaRegularizer(Regularizer gammaRegularizer) {
    return Config.with(this, "gammaRegularizer", gammaRegularizer);
  }

  /** The channels' axis of a sample, counted from 0. */
  public int channelAxis(Shape input) {
    return Axes.of("BatchNormalization", axis, input);
  }

  @Override
  public Shape outputShape(Shape input) {
    channelAxis(input);
    return input;
  }

  @Override
  public List<Weight> weights(Shape input) {
    Shape channels = Shape.of(input.size(channelAxis(input)));
    List<Weight> weights = new ArrayList<>();
    if (scale) {
      weights.add(Weight.of("gamma", channels, gammaInitializer, gammaRegularizer));
    }
    if (center) {
      weights.add(Weight.of("beta", channels, betaInitializer, betaRegularizer));
    }
    weights.add(new Weight("moving_mean", channels, movingMeanInitializer, Regularizer.NONE, false));
    weights.add(new Weight("moving_variance", channels, movingVarianceInitializer, Regularizer.NONE, false));
    return weights;
  }
}
