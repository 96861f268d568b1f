package dev.weft.engine;

import dev.weft.kernel.Tiles;

/** A function in place that a product may apply to each panel's columns, while these are in the first cache. */
sealed interface InTiles extends Elementwise.Forward {
  /** {@code y = f(y)} of some columns of some rows, which lie {@code stride} apart. */
  void apply(float[] y, int at, int stride, int rows, int columns);

  /** Where x is y. */
  @Override
  default void apply(float[] x, float[] y, int from, int to) {
    apply(y, from, 0, 1, to - from);
  }

  /** ReLU up to a largest value. */
  record Clamp(float most) implements InTiles {
    @Override
    public void apply(float[] y, int at, int stride, int rows, int columns) {
      Tiles.clamp(most, y, at, stride, rows, columns);
    }
  }

  /** {@code y + other}, of the same batch. */
  record Sum(Tensor other) implements InTiles {
    @Override
    public void apply(float[] y, int at, int stride, int rows, int columns) {
      Tiles.add(other.values(), y, at, stride, rows, columns);
    }
  }

  /** One after the other. */
  record Both(InTiles first, InTiles second) implements InTiles {
    @Override
    public void apply(float[] y, int at, int stride, int rows, int columns) {
      first.apply(y, at, stride, rows, columns);
      second.apply(y, at, stride, rows, columns);
    }
  }
}
