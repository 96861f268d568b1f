package dev.weft.model;

import dev.weft.config.HasHints;
import dev.weft.config.WrittenAsNull;

/**
 * A penalty on a weight, added to the loss: {@code l1 * sum|w| + l2 * sum w^2}. See <a
 * href="https://keras.io/api/layers/regularizers/">Keras</a>.
 */
@HasHints(SeparateLayer.class)
public sealed interface Regularizer {
  /** No penalty. */
  Regularizer NONE = new None();

  double l1();

  double l2();

  /** No penalty; {@code null} in Keras. */
  @WrittenAsNull
  record None() implements Regularizer {
    @Override
    public double l1() {
      return 0;
    }

    @Override
    public double l2() {
      return 0;
    }
  }

  /** {@code l1 * sum|w|}; default 0.01. */
  record L1(double l1) implements Regularizer {
    public L1 {
      Checks.notNegative("L1", "l1", l1);
    }

    public static L1 of() {
      return new L1(0.01);
    }

    @Override
    public double l2() {
      return 0;
    }
  }

  /** {@code l2 * sum w^2}; default 0.01. */
  record L2(double l2) implements Regularizer {
    public L2 {
      Checks.notNegative("L2", "l2", l2);
    }

    public static L2 of() {
      return new L2(0.01);
    }

    @Override
    public double l1() {
      return 0;
    }
  }

  /** Both penalties; default 0 and 0. */
  record L1L2(double l1, double l2) implements Regularizer {
    public L1L2 {
      Checks.notNegative("L1L2", "l1", l1);
      Checks.notNegative("L1L2", "l2", l2);
    }

    public static L1L2 of() {
      return new L1L2(0, 0);
    }
  }
}
