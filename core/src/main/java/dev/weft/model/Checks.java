package dev.weft.model;

import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The conditions that several layers and optimizers put on their arguments and inputs. */
final class Checks {
  private Checks() {}

  static void positive(String owner, String name, int value) {
    if (value < 1) {
      throw ConfigException.of(name, owner + ": '" + name + "' must be at least 1; received " + value + ".");
    }
  }

  static void fraction(String owner, String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw ConfigException.of(
          name, owner + ": '" + name + "' must be at least 0 and below 1; received " + value + ".");
    }
  }

  static void notNegative(String owner, String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw ConfigException.of(
          name, owner + ": '" + name + "' must be a finite number, 0 or more; received " + value + ".");
    }
  }

  static void stridesOrDilation(String owner, Size strides, Size dilationRate) {
    if (Math.max(strides.height(), strides.width()) > 1 && Math.max(dilationRate.height(), dilationRate.width()) > 1) {
      throw ConfigException.of(
          "dilation_rate",
          owner
              + ": 'strides' or 'dilation_rate' must be 1; received strides "
              + Config.write(strides)
              + " and dilation_rate "
              + Config.write(dilationRate)
              + ".");
    }
  }

  static void image(String layer, Shape input) {
    if (input.rank() != 3) {
      throw new IllegalArgumentException(
          layer + " needs images (height, width, channels); received an input of shape " + input + ".");
    }
  }

  static void rank(String layer, Shape input, int rank, String axes) {
    if (input.rank() != rank) {
      throw new IllegalArgumentException(layer + " needs an input " + axes + "; received one of shape " + input + ".");
    }
  }

  /** (channels,) of an image, or (1, 1, channels). */
  static Shape global(String layer, Shape input, boolean keepdims) {
    image(layer, input);
    return keepdims ? Shape.of(1, 1, input.last()) : Shape.of(input.last());
  }

  /** The channels of a depthwise convolution's output. */
  static int channels(String layer, Shape input, int depthMultiplier) {
    long channels = (long) input.last() * depthMultiplier;
    if (channels > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          layer
              + ": the channels of its input times 'depth_multiplier' may be at most 2^31 - 1; received "
              + input.last()
              + " channels and depth_multiplier "
              + depthMultiplier
              + ".");
    }
    return (int) channels;
  }

  /** (height, width, channels) after sliding a window over an image. */
  static Shape slide(String layer, Shape input, Size window, Size strides, Padding padding, int channels) {
    image(layer, input);
    if (padding == Padding.VALID && (window.height() > input.size(0) || window.width() > input.size(1))) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: a %dx%d window does not fit into its input of shape %s; use a smaller window, fewer layers before"
                  + " it, or padding 'same'.",
              layer,
              window.height(),
              window.width(),
              input));
    }
    double rows = input.size(0) + (double) padding.total(input.size(0), window.height(), strides.height());
    double columns = input.size(1) + (double) padding.total(input.size(1), window.width(), strides.width());
    padded(layer, rows, columns, window, input);
    return Shape.of(
        padding.windows(input.size(0), window.height(), strides.height()),
        padding.windows(input.size(1), window.width(), strides.width()),
        channels);
  }

  /** That an image fits into memory with the zeros that its windows reach. */
  static void padded(String layer, double rows, double columns, Size window, Shape input) {
    if (rows * columns * input.last() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: an image may have at most 2^31 - 1 numbers with the zeros around it; received a %dx%d window over an"
                  + " input of shape %s; use a smaller window.",
              layer,
              window.height(),
              window.width(),
              input));
    }
  }

  /**
   * The shape of a merge layer's output: shapes are aligned at their last axis, and an axis of size 1 (or a missing
   * one) takes the size of the others.
   */
  static Shape broadcast(String layer, List<Shape> inputs) {
    if (inputs.size() < 2) {
      throw new IllegalArgumentException(layer + " takes at least 2 inputs; received " + inputs.size() + ".");
    }
    int rank = inputs.stream().mapToInt(Shape::rank).max().orElseThrow();
    List<Integer> sizes = new ArrayList<>(Collections.nCopies(rank, 1));
    for (Shape input : inputs) {
      for (int axis = rank - input.rank(); axis < rank; axis++) {
        int size = input.size(axis - rank + input.rank());
        if (size != 1 && sizes.get(axis) != 1 && size != sizes.get(axis)) {
          throw new IllegalArgumentException(
              layer + " takes inputs of the same shape, or with axes of size 1; received " + inputs + ".");
        }
        sizes.set(axis, Math.max(size, sizes.get(axis)));
      }
    }
    return new Shape(sizes);
  }

  static void two(String layer, List<Shape> inputs) {
    if (inputs.size() != 2) {
      throw new IllegalArgumentException(layer + " takes 2 inputs; received " + inputs.size() + ".");
    }
  }
}
