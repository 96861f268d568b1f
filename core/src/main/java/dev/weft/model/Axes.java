package dev.weft.model;

import java.util.List;

/** Axes as Keras names them: 1 is a sample's first, 0 the batch's, -1 the last. */
final class Axes {
  private Axes() {}

  /**
   * The axes of a sample, counted from 0, in its order.
   *
   * @throws IllegalArgumentException if one is not the input's, or named twice
   */
  static List<Integer> of(String layer, List<Integer> axis, Shape input) {
    List<Integer> axes = axis.stream().map(one -> of(layer, one, input)).sorted().distinct().toList();
    if (axes.isEmpty() || axes.size() < axis.size()) {
      throw new IllegalArgumentException(
          layer + ": 'axis' must name at least one axis, each once; received " + axis + ".");
    }
    return axes;
  }

  /** The axis of a sample, counted from 0. */
  static int of(String layer, int axis, Shape input) {
    int rank = input.rank();
    if (axis == 0 || axis > rank || axis < -rank) {
      throw new IllegalArgumentException(
          "%s: 'axis' must be from 1 to %s, or from -1 to -%s backwards, for an input of shape %s; received %s."
              .formatted(layer, rank, rank, input, axis));
    }
    return axis > 0 ? axis - 1 : axis + rank;
  }

  /** The input's sizes along the axes, in the order in which Keras sorts them. */
  static Shape sizes(String layer, List<Integer> axis, Shape input) {
    return new Shape(axis.stream().sorted().map(one -> input.size(of(layer, one, input))).toList());
  }
}
