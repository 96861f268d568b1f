package dev.weft.dataset;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * How the bytes of an image become floats: {@code x[f] = byte[f] * scale[f] + offset[f]}, bytes from 0 to 255, f over
 * the features (height, width, channels).
 */
public final class Scaling {
  private final String name;
  private final float[] scale; // (features)
  private final float[] offset; // (features)

  private Scaling(String name, float[] scale, float[] offset) {
    this.name = name;
    this.scale = scale;
    this.offset = offset;
  }

  /** Every byte divided by 255, so that x is in [0, 1]. The default. */
  public static Scaling rescale(int features) {
    return uniform("rescale", features, 1f / 255f, 0);
  }

  /** The bytes themselves, so that x is in [0, 255]: for networks that begin with a scaling of their own. */
  public static Scaling none(int features) {
    return uniform("none", features, 1, 0);
  }

  /** {@code x = byte / 127.5 - 1}, so that x is in [-1, 1]. */
  public static Scaling minusOneToOne(int features) {
    return uniform("minus_one_to_one", features, 1 / 127.5f, -1);
  }

  /**
   * {@code x = (byte / 255 - mean) / std}, as torchvision's {@code Normalize} behind {@code ToTensor}.
   *
   * @param mean of the training pixels in [0, 1]; MNIST's is 0.1307
   * @param std their standard deviation, above 0; MNIST's is 0.3081
   * @throws IllegalArgumentException when the factor or the offset would not be finite
   */
  public static Scaling standardize(int features, double mean, double std) {
    return uniform("standardize", features, (float) (1 / (255 * std)), (float) (-mean / std));
  }

  /**
   * All features by the same two numbers.
   *
   * @throws IllegalArgumentException when one of them is not finite
   */
  public static Scaling uniform(String name, int features, float scale, float offset) {
    float[] scales = new float[features];
    float[] offsets = new float[features];
    Arrays.fill(scales, scale);
    Arrays.fill(offsets, offset);
    return of(name, scales, offsets);
  }

  /**
   * Every feature is moved from its range in the training set to [0, 1]: {@code x = (byte - min) / (max - min)}, where
   * a feature that is the same in all images becomes 0. Images outside the training set may leave [0, 1].
   *
   * <p>scikit-learn's <a
   * href="https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.MinMaxScaler.html">MinMaxScaler</a>.
   */
  public static Scaling minMax(ImageSet trainingSet) {
    int features = trainingSet.features();
    int[] min = new int[features];
    int[] max = new int[features];
    Arrays.fill(min, 255);
    byte[] image = new byte[features];
    for (int i = 0; i < trainingSet.size(); i++) {
      MemorySegment.copy(trainingSet.pixels(), ValueLayout.JAVA_BYTE, trainingSet.pixelOffset(i), image, 0, features);
      for (int f = 0; f < features; f++) {
        int value = image[f] & 0xff;
        min[f] = Math.min(min[f], value);
        max[f] = Math.max(max[f], value);
      }
    }
    float[] scale = new float[features];
    float[] offset = new float[features];
    for (int f = 0; f < features; f++) {
      double range = max[f] > min[f] ? max[f] - min[f] : 1;
      scale[f] = (float) (1 / range);
      offset[f] = (float) (-min[f] / range);
    }
    return new Scaling("min_max", scale, offset);
  }

  /**
   * A scaling known by its numbers, such as one that stands in a model file.
   *
   * @throws IllegalArgumentException when there are not as many factors as offsets, or some are not finite
   */
  public static Scaling of(String name, float[] scale, float[] offset) {
    if (scale.length != offset.length) {
      throw new IllegalArgumentException(
          "a scaling needs as many factors as offsets; received " + scale.length + " and " + offset.length + ".");
    }
    for (int f = 0; f < scale.length; f++) {
      if (!Float.isFinite(scale[f]) || !Float.isFinite(offset[f])) {
        throw new IllegalArgumentException(
            "a scaling needs finite numbers; received " + scale[f] + " and " + offset[f] + ".");
      }
    }
    return new Scaling(name, scale.clone(), offset.clone());
  }

  /** {@code rescale}, {@code none}, {@code minus_one_to_one}, {@code standardize} or {@code min_max}. */
  public String name() {
    return name;
  }

  /**
   * The same for images of so many features.
   *
   * @param channels of these and of those images
   * @throws IllegalArgumentException if they are not as many, and places in an image differ
   */
  public Scaling sized(int features, int channels) {
    if (features == scale.length) {
      return this;
    }
    float[] scales = new float[features];
    float[] offsets = new float[features];
    for (int f = 0; f < Math.max(features, scale.length); f++) {
      if (f < scale.length && (scale[f] != scale[f % channels] || offset[f] != offset[f % channels])) {
        throw new IllegalArgumentException(
            "images of another size need a scaling that is the same for all pixels, such as rescale; received "
                + name
                + ".");
      }
      if (f < features) {
        scales[f] = scale[f % channels];
        offsets[f] = offset[f % channels];
      }
    }
    return new Scaling(name, scales, offsets);
  }

  /** Whether all features have the same factor and the same offset. */
  public boolean isUniform() {
    for (int f = 1; f < scale.length; f++) {
      if (scale[f] != scale[0] || offset[f] != offset[0]) {
        return false;
      }
    }
    return scale.length > 0;
  }

  /** The factor of each feature, a fresh copy; (features). */
  public float[] scale() {
    return scale.clone();
  }

  /** What is added to each feature, a fresh copy; (features). */
  public float[] offset() {
    return offset.clone();
  }
}
