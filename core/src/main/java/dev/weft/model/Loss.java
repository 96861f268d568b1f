package dev.weft.model;

import dev.weft.config.ConfigException;

/**
 * What training makes small: the mean over the batch of the loss of each sample, sample weights multiplied in. Targets
 * {@code t} are the labels, one-hot where the formula has an index j over outputs; {@code p} are the network's outputs.
 * Probabilities are kept within {@code [1e-7, 1 - 1e-7]}, as Keras does. A cross-entropy (categorical or binary) behind
 * a softmax or sigmoid takes the scores that enter that function, whichever of the two it is, as Keras on TensorFlow
 * does. See <a href="https://keras.io/api/losses/">Keras</a>.
 */
public sealed interface Loss {
  Loss SPARSE_CATEGORICAL_CROSSENTROPY = new SparseCategoricalCrossentropy(false, 0);
  Loss CATEGORICAL_CROSSENTROPY = new CategoricalCrossentropy(false, 0);
  Loss BINARY_CROSSENTROPY = new BinaryCrossentropy(false, 0);
  Loss MEAN_SQUARED_ERROR = new MeanSquaredError();
  Loss MEAN_ABSOLUTE_ERROR = new MeanAbsoluteError();
  Loss POISSON = new Poisson();
  Loss KL_DIVERGENCE = new KLDivergence();
  Loss CATEGORICAL_HINGE = new CategoricalHinge();

  /** Whether the outputs are scores from before the softmax or sigmoid. */
  default boolean fromLogits() {
    return false;
  }

  /** How much of each target is spread evenly over all outputs, from 0 to 1. */
  default double labelSmoothing() {
    return 0;
  }

  /**
   * {@code -log p_label}. With smoothing, which Keras's does not have, it is {@link CategoricalCrossentropy}'s formula
   * with the same smoothing; that is what Keras reads in a model file of ours.
   *
   * @param labelSmoothing from 0 to 1, by default 0
   */
  record SparseCategoricalCrossentropy(boolean fromLogits, double labelSmoothing) implements Loss {
    public SparseCategoricalCrossentropy {
      smoothing("SparseCategoricalCrossentropy", labelSmoothing);
    }

    /** Without smoothing. */
    public SparseCategoricalCrossentropy(boolean fromLogits) {
      this(fromLogits, 0);
    }

    public static SparseCategoricalCrossentropy of() {
      return new SparseCategoricalCrossentropy(false, 0);
    }

    /** Without smoothing as before there was one: checkpoints know a loss by this text. */
    @Override
    public String toString() {
      String smoothing = labelSmoothing == 0 ? "" : ", labelSmoothing=" + labelSmoothing;
      return "SparseCategoricalCrossentropy[fromLogits=" + fromLogits + smoothing + "]";
    }
  }

  /** {@code -sum_j t_j log p_j}, p divided by its sum first; smoothing: {@code t (1 - s) + s / outputs}. */
  record CategoricalCrossentropy(boolean fromLogits, double labelSmoothing) implements Loss {
    public CategoricalCrossentropy {
      smoothing("CategoricalCrossentropy", labelSmoothing);
    }

    public static CategoricalCrossentropy of() {
      return new CategoricalCrossentropy(false, 0);
    }
  }

  /** {@code -mean_j (t_j log p_j + (1 - t_j) log(1 - p_j))}; smoothing: {@code t (1 - s) + s / 2}. */
  record BinaryCrossentropy(boolean fromLogits, double labelSmoothing) implements Loss {
    public BinaryCrossentropy {
      smoothing("BinaryCrossentropy", labelSmoothing);
    }

    public static BinaryCrossentropy of() {
      return new BinaryCrossentropy(false, 0);
    }
  }

  /** {@code mean_j (t_j - p_j)^2}. */
  record MeanSquaredError() implements Loss {}

  /** {@code mean_j |t_j - p_j|}. */
  record MeanAbsoluteError() implements Loss {}

  /** {@code mean_j (p_j - t_j log(p_j + 1e-7))}. */
  record Poisson() implements Loss {}

  /** {@code sum_j t_j log(t_j / p_j)}, both kept within {@code [1e-7, 1]}. */
  record KLDivergence() implements Loss {}

  /** {@code max(0, 1 + max_j (1 - t_j) p_j - sum_j t_j p_j)}. */
  record CategoricalHinge() implements Loss {}

  private static void smoothing(String loss, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw ConfigException.of(
          "label_smoothing", loss + ": 'label_smoothing' must be from 0 to 1; received " + value + ".");
    }
  }
}
