package dev.weft.model;

import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code y = gamma * (x - mean) / sqrt(variance + epsilon) + beta} with the mean and variance of each sample over one
 * group of channels and all places.
 *
 * <p>Any shape; gamma and beta (channels,). By default 32 groups along the last axis, epsilon 0.001, with beta (from 0)
 * and gamma (from 1) (Wu and He, 2018). See <a
 * href="https://keras.io/api/layers/normalization_layers/group_normalization/">Keras</a>.
 *
 * @param groups a divisor of the number of channels; -1 for a group for each channel (instance normalization)
 * @param axis the channels' axis, counted from 1 (0 is the batch), or from -1 backwards
 */
public record GroupNormalization(
    int groups,
    int axis,
    double epsilon,
    boolean center,
    boolean scale,
    Initializer betaInitializer,
    Initializer gammaInitializer,
    Regularizer betaRegularizer,
    Regularizer gammaRegularizer)
    implements Layer {
  public GroupNormalization {
    if (groups < 1 && groups != -1) {
      throw ConfigException.of(
          "groups", "GroupNormalization: 'groups' must be at least 1, or -1; received " + groups + ".");
    }
    Checks.notNegative("GroupNormalization", "epsilon", epsilon);
  }

  public static GroupNormalization of() {
    return new GroupNormalization(
        32, -1, 1e-3, true, true, Initializer.ZEROS, Initializer.ONES, Regularizer.NONE, Regularizer.NONE);
  }

  public GroupNormalization groups(int groups) {
    return Config.with(this, "groups", groups);
  }

  public GroupNormalization axis(int axis) {
    return Config.with(this, "axis", axis);
  }

  public GroupNormalization epsilon(double epsilon) {
    return Config.with(this, "epsilon", epsilon);
  }

  public GroupNormalization center(boolean center) {
    return Config.with(this, "center", center);
  }

  public GroupNormalization scale(boolean scale) {
    return Config.with(this, "scale", scale);
  }

  public GroupNormalization betaInitializer(Initializer betaInitializer) {
    return Config.with(this, "betaInitializer", betaInitializer);
  }

  public GroupNormalization gammaInitializer(Initializer gammaInitializer) {
    return Config.with(this, "gammaInitializer", gammaInitializer);
  }

  public GroupNormalization betaRegularizer(Regularizer betaRegularizer) {
    return Config.with(this, "betaRegularizer", betaRegularizer);
  }

  public GroupNormalization gammaRegularizer(Regularizer gammaRegularizer) {
    return Config.with(this, "gammaRegularizer", gammaRegularizer);
  }

  /** The channels' axis of a sample, counted from 0. */
  public int channelAxis(Shape input) {
    return Axes.of("GroupNormalization", axis, input);
  }

  /** The number of groups for an input of this shape. */
  public int groups(Shape input) {
    return groups == -1 ? input.size(channelAxis(input)) : groups;
  }

  @Override
  public Shape outputShape(Shape input) {
    int channels = input.size(channelAxis(input));
    if (channels % groups(input) != 0) {
      throw new IllegalArgumentException(
          "GroupNormalization: 'groups' must divide the number of its input's channels, "
              + channels
              + "; received "
              + groups
              + ".");
    }
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
    return weights;
  }
}
