package dev.weft.model;

import dev.weft.config.ConfigException;
import java.util.List;

/**
 * What training makes small: the mean over the batch of the loss of each sample, sample weights multiplied in. Targets
 * {@code t} are the labels, one-hot where the formula has an index j over outputs; {@code p} are the network's outputs.
 * Probabilities are kept within {@code [1e-7, 1 - 1e-7]}, as Keras does. A cross-entropy (categorical or binary) behind
 * a softmax or sigmoid takes the scores that enter that function, whichever of the two it is, as Keras on TensorFlow
 * does. See <a href="https://keras.io/api/losses/">Keras</a>.
 */
public sealed interface Loss extends LossProperties {
  Loss SPARSE_CATEGORICAL_CROSSENTROPY = new SparseCategoricalCrossentropy(false, 0);
  Loss CATEGORICAL_CROSSENTROPY = new CategoricalCrossentropy(false, 0);
  Loss BINARY_CROSSENTROPY = new BinaryCrossentropy(false, 0);
  Loss MEAN_SQUARED_ERROR = new MeanSquaredError();
  Loss MEAN_ABSOLUTE_ERROR = new MeanAbsoluteError();
  Loss POISSON = new Poisson();
  Loss KL_DIVERGENCE = new KLDivergence();
  Loss CATEGORICAL_HINGE = new CategoricalHinge();

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

    @Override
    public boolean takesOneOutput() {
      return false;
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

    @Override
    public boolean takesOneOutput() {
      return false;
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

  /**
   * {@code -sum_j alpha_j (1 - p_j)^gamma t_j log p_j}, p divided by its sum first: classes that are known well count
   * less (Lin et al., 2017). Smoothing as in {@link CategoricalCrossentropy}; with {@code fromLogits}, p is the softmax
   * of the outputs.
   *
   * @param alpha one weight for all classes, by default 0.25, or one for each; 0 or more
   * @param gamma how much less, by default 2; 0 or more
   */
  record CategoricalFocalCrossentropy(List<Double> alpha, double gamma, boolean fromLogits, double labelSmoothing)
      implements Loss {
    public CategoricalFocalCrossentropy {
      alpha = List.copyOf(alpha);
      if (alpha.isEmpty()) {
        throw ConfigException.of(
            "alpha", "CategoricalFocalCrossentropy: 'alpha' must be one number, or one for each class; received none.");
      }
      alpha.forEach(weight -> Checks.notNegative("CategoricalFocalCrossentropy", "alpha", weight));
      Checks.notNegative("CategoricalFocalCrossentropy", "gamma", gamma);
      smoothing("CategoricalFocalCrossentropy", labelSmoothing);
    }

    public static CategoricalFocalCrossentropy of() {
      return new CategoricalFocalCrossentropy(List.of(0.25), 2, false, 0);
    }

    @Override
    public void check(int outputs) {
      if (alpha.size() > 1 && alpha.size() != outputs) {
        throw new IllegalArgumentException(
            "'alpha' of CategoricalFocalCrossentropy must be one number, or one for each of the network's "
                + outputs
                + " outputs; received "
                + alpha.size()
                + ".");
      }
    }

    @Override
    public boolean takesOneOutput() {
      return false;
    }
  }

  /**
   * {@code -mean_j a_j (1 - q_j)^gamma (t_j log p_j + (1 - t_j) log(1 - p_j))} with {@code q_j = t_j p_j + (1 - t_j)(1
   * - p_j)}: outputs that are known well count less (Lin et al., 2017). {@code a_j} is 1, or with {@code
   * applyClassBalancing} {@code t_j alpha + (1 - t_j)(1 - alpha)}. Smoothing as in {@link BinaryCrossentropy}; with
   * {@code fromLogits}, p is the sigmoid of the outputs.
   *
   * @param alpha from 0 to 1, by default 0.25; without class balancing it has no use
   * @param gamma by default 2; 0 or more
   */
  record BinaryFocalCrossentropy(
      boolean applyClassBalancing, double alpha, double gamma, boolean fromLogits, double labelSmoothing)
      implements Loss {
    public BinaryFocalCrossentropy {
      if (!(alpha >= 0 && alpha <= 1)) {
        throw ConfigException.of(
            "alpha", "BinaryFocalCrossentropy: 'alpha' must be from 0 to 1; received " + alpha + ".");
      }
      Checks.notNegative("BinaryFocalCrossentropy", "gamma", gamma);
      smoothing("BinaryFocalCrossentropy", labelSmoothing);
    }

    public static BinaryFocalCrossentropy of() {
      return new BinaryFocalCrossentropy(false, 0.25, 2, false, 0);
    }
  }

  /**
   * {@code (1 - p_label^q) / q}: for q near 0 the cross-entropy, for q near 1 the absolute error, which wrong labels
   * mislead less (Zhang and Sabuncu, 2018).
   *
   * @param q above 0 and below 1, by default 0.5
   */
  record CategoricalGeneralizedCrossEntropy(double q) implements Loss {
    public CategoricalGeneralizedCrossEntropy {
      if (!(q > 0 && q < 1)) {
        throw ConfigException.of(
            "q", "CategoricalGeneralizedCrossEntropy: 'q' must be above 0 and below 1; received " + q + ".");
      }
    }

    public static CategoricalGeneralizedCrossEntropy of() {
      return new CategoricalGeneralizedCrossEntropy(0.5);
    }

    @Override
    public boolean takesOneOutput() {
      return false;
    }
  }

  /** {@code mean_j (t_j - p_j)^2}. */
  record MeanSquaredError() implements Loss {}

  /** {@code mean_j |t_j - p_j|}. */
  record MeanAbsoluteError() implements Loss {}

  /** {@code 100 mean_j |t_j - p_j| / max(|t_j|, 1e-7)}: where a target is 0, a very large number. */
  record MeanAbsolutePercentageError() implements Loss {}

  /** {@code mean_j (log(max(p_j, 1e-7) + 1) - log(max(t_j, 1e-7) + 1))^2}. */
  record MeanSquaredLogarithmicError() implements Loss {}

  /** {@code -sum_j t_j p_j / |p|}, from -1 to 1, with {@code |p|} the Euclidean length. */
  record CosineSimilarity() implements Loss {
    @Override
    public boolean takesOneOutput() {
      return false;
    }
  }

  /**
   * The mean over j of {@code e^2 / 2} with {@code e = |t_j - p_j|}, where e is above delta of {@code delta e - delta^2
   * / 2} (Huber, 1964).
   *
   * @param delta above 0, by default 1
   */
  record Huber(double delta) implements Loss {
    public Huber {
      if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
        throw ConfigException.of("delta", "Huber: 'delta' must be a finite number above 0; received " + delta + ".");
      }
    }

    public static Huber of() {
      return new Huber(1);
    }
  }

  /** {@code mean_j log(cosh(p_j - t_j))}. */
  record LogCosh() implements Loss {}

  /** {@code mean_j (p_j - t_j log(p_j + 1e-7))}. */
  record Poisson() implements Loss {}

  /** {@code sum_j t_j log(t_j / p_j)}, both kept within {@code [1e-7, 1]}. */
  record KLDivergence() implements Loss {
    @Override
    public boolean takesOneOutput() {
      return false;
    }
  }

  /** {@code mean_j max(0, 1 - t_j p_j)}, with -1 in place of targets of 0. */
  record Hinge() implements Loss {
    @Override
    public boolean takesMargins() {
      return true;
    }
  }

  /** {@code mean_j max(0, 1 - t_j p_j)^2}, with -1 in place of targets of 0. */
  record SquaredHinge() implements Loss {
    @Override
    public boolean takesMargins() {
      return true;
    }
  }

  /** {@code max(0, 1 + max_j (1 - t_j) p_j - sum_j t_j p_j)}. */
  record CategoricalHinge() implements Loss {
    @Override
    public boolean takesOneOutput() {
      return false;
    }
  }

  private static void smoothing(String loss, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw ConfigException.of(
          "label_smoothing", loss + ": 'label_smoothing' must be from 0 to 1; received " + value + ".");
    }
  }
}
