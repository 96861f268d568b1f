package dev.weft.model;

import dev.weft.SplitMix64;
import java.util.Arrays;

/**
 * The values a weight starts from. {@code fanIn} and {@code fanOut} are a kernel's inputs and outputs: (in, out) for a
 * dense kernel, times the window's pixels for a convolution's. See <a
 * href="https://keras.io/api/layers/initializers/">Keras</a>.
 */
public sealed interface Initializer {
  Initializer GLOROT_UNIFORM = new GlorotUniform();
  Initializer ZEROS = new Zeros();
  Initializer ONES = new Ones();

  /** Fills {@code values}, row-major in {@code shape}, from {@code random}. */
  void fill(float[] values, Shape shape, SplitMix64 random);

  /** Uniform within {@code +-sqrt(6 / (fanIn + fanOut))} (Glorot and Bengio, 2010). */
  record GlorotUniform() implements Initializer {
    @Override
    public void fill(float[] values, Shape shape, SplitMix64 random) {
      uniformOfVariance(values, random, 2.0 / (fanIn(shape) + fanOut(shape)));
    }
  }

  /** Truncated normal of variance {@code 2 / (fanIn + fanOut)} (Glorot and Bengio, 2010). */
  record GlorotNormal() implements Initializer {
    @Override
    public void fill(float[] values, Shape shape, SplitMix64 random) {
      truncatedOfVariance(values, random, 2.0 / (fanIn(shape) + fanOut(shape)));
    }
  }

  /** Uniform within {@code +-sqrt(6 / fanIn)} (He et al., 2015). */
  record HeUniform() implements Initializer {
    @Override
    public void fill(float[] values, Shape shape, SplitMix64 random) {
      uniformOfVariance(values, random, 2.0 / fanIn(shape));
    }
  }

  /** Truncated normal of variance {@code 2 / fanIn} (He et al., 2015). */
  record HeNormal() implements Initializer {
    @Override
    public void fill(float[] values, Shape shape, SplitMix64 random) {
      truncatedOfVariance(values, random, 2.0 / fanIn(shape));
    }
  }

  /** Uniform within {@code +-sqrt(3 / fanIn)} (LeCun et al., 1998). */
  record LecunUniform() implements Initializer {
    @Override
    public void fill(float[] values, Shape shape, SplitMix64 random) {
      uniformOfVariance(values, random, 1.0 / fanIn(shape));
    }
  }

  /** Truncated normal of variance {@code 1 / fanIn} (LeCun et al., 1998). */
  record LecunNormal() implements Initializer {
    @Override
    public void fill(float[] values, Shape shape, SplitMix64 random) {
      truncatedOfVariance(values, random, 1.0 / fanIn(shape));
    }
  }

  /** Uniform from {@code minval} (default -0.05) to {@code maxval} (default 0.05). */
  record RandomUniform(double minval, double maxval) implements Initializer {
    public static RandomUniform of() {
      return new RandomUniform(-0.05, 0.05);
    }

    @Override
    public void fill(float[] values, Shape shape, SplitMix64 random) {
      uniform(values, random, minval, maxval);
    }
  }

  /** Normal with {@code mean} (default 0) and {@code stddev} (default 0.05). */
  record RandomNormal(double mean, double stddev) implements Initializer {
    public static RandomNormal of() {
      return new RandomNormal(0, 0.05);
    }

    @Override
    public void fill(float[] values, Shape shape, SplitMix64 random) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (mean + stddev * random.nextGaussian());
      }
    }
  }

  /**
   * Normal with {@code mean} (default 0) and {@code stddev} (default 0.05), drawn again beyond two standard deviations.
   */
  record TruncatedNormal(double mean, double stddev) implements Initializer {
    public static TruncatedNormal of() {
      return new TruncatedNormal(0, 0.05);
    }

    @Override
    public void fill(float[] values, Shape shape, SplitMix64 random) {
      truncated(values, random, mean, stddev);
    }
  }

  /** All 0. */
  record Zeros() implements Initializer {
    @Override
    public void fill(float[] values, Shape shape, SplitMix64 random) {
      Arrays.fill(values, 0f);
    }
  }

  /** All 1. */
  record Ones() implements Initializer {
    @Override
    public void fill(float[] values, Shape shape, SplitMix64 random) {
      Arrays.fill(values, 1f);
    }
  }

  /** All {@code value} (default 0). */
  record Constant(double value) implements Initializer {
    public static Constant of() {
      return new Constant(0);
    }

    @Override
    public void fill(float[] values, Shape shape, SplitMix64 random) {
      Arrays.fill(values, (float) value);
    }
  }

  private static double fanIn(Shape shape) {
    return shape.rank() == 1 ? shape.last() : shape.elements() / (double) shape.last();
  }

  private static double fanOut(Shape shape) {
    return shape.rank() == 1 ? shape.last() : shape.elements() / (double) shape.size(shape.rank() - 2);
  }

  private static void uniformOfVariance(float[] values, SplitMix64 random, double variance) {
    double limit = Math.sqrt(3 * variance);
    uniform(values, random, -limit, limit);
  }

  private static void uniform(float[] values, SplitMix64 random, double low, double high) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (low + (high - low) * random.nextDouble());
    }
  }

  /** Cutting a normal at two standard deviations leaves 0.8796 of its standard deviation, which is made up for. */
  private static void truncatedOfVariance(float[] values, SplitMix64 random, double variance) {
    truncated(values, random, 0, Math.sqrt(variance) / 0.87962566103423978);
  }

  private static void truncated(float[] values, SplitMix64 random, double mean, double stddev) {
    for (int i = 0; i < values.length; i++) {
      double z = random.nextGaussian();
      while (Math.abs(z) > 2) {
        z = random.nextGaussian();
      }
      values[i] = (float) (mean + stddev * z);
    }
  }
}
