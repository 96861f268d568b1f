package dev.weft.experiment;

import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Scaling;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How bytes become the numbers that enter the network. */
public sealed interface PixelScaling extends FittedScaling {
  PixelScaling RESCALE = new Rescale();

  PixelScaling MIN_MAX = new MinMax();

  PixelScaling NONE = new None();

  PixelScaling BASE = new Base();

  PixelScaling MINUS_ONE_TO_ONE = new MinusOneToOne();

  /**
   * The scaling that makes these numbers of bytes; one with other numbers for each feature is {@link MinMax}; empty
   * where a file cannot say it, as it makes light pixels dark or all alike.
   */
  static Optional<PixelScaling> like(Scaling scaling) {
    float[] scales = scaling.scale();
    float[] offsets = scaling.offset();
    for (PixelScaling known : List.of(RESCALE, NONE, MINUS_ONE_TO_ONE)) {
      Scaling same = known.of(scales.length);
      if (Arrays.equals(same.scale(), scales) && Arrays.equals(same.offset(), offsets)) {
        return Optional.of(known);
      }
    }
    for (int i = 1; i < scales.length; i++) {
      if (scales[i] != scales[0] || offsets[i] != offsets[0]) {
        return Optional.of(MIN_MAX);
      }
    }
    double std = 1 / (255.0 * scales[0]);
    return scales[0] > 0 ? Optional.of(new Standardize(-offsets[0] * std, std)) : Optional.empty();
  }

  /**
   * As it is written on a command line: {@code rescale}, {@code none}, {@code minus-one-to-one} or {@code
   * standardize=MEAN,STD}.
   *
   * @throws IllegalArgumentException in one sentence, when it is none of these
   */
  static PixelScaling parse(String text) {
    try {
      String name = text.strip().replace('-', '_');
      if (!text.contains("=")) {
        return Config.read(PixelScaling.class, name);
      }
      String[] parts = text.split("=|,");
      if (parts.length == 3 && parts[0].strip().equals("standardize")) {
        return new Standardize(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
      }
    } catch (ConfigException | NumberFormatException unreadable) {
      // reported below, together with what can be written
    }
    throw new IllegalArgumentException(
        "a scaling is rescale, none, minus-one-to-one or standardize=MEAN,STD with numbers; received '" + text + "'.");
  }

  /** {@code byte / 255}. */
  record Rescale() implements PixelScaling {
    @Override
    public Scaling of(int features) {
      return Scaling.rescale(features);
    }
  }

  /** Each pixel moved from its range in the training set to [0, 1]: scikit-learn's MinMaxScaler. */
  record MinMax() implements PixelScaling {
    @Override
    public Scaling of(int features) {
      throw new IllegalArgumentException("the scaling min_max needs the images that trained the network.");
    }

    @Override
    public Scaling fit(ImageSet train) {
      return Scaling.minMax(train);
    }
  }

  /** The bytes themselves, 0 to 255. */
  record None() implements PixelScaling {
    @Override
    public Scaling of(int features) {
      return Scaling.none(features);
    }
  }

  /** {@code byte / 127.5 - 1}. */
  record MinusOneToOne() implements PixelScaling {
    @Override
    public Scaling of(int features) {
      return Scaling.minusOneToOne(features);
    }
  }

  /**
   * {@code (byte / 255 - mean) / std}.
   *
   * @param std above 0
   */
  record Standardize(double mean, double std) implements PixelScaling {
    public Standardize {
      if (!(std > 0 && std < Double.POSITIVE_INFINITY && Math.abs(mean) < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "standardize: 'mean' must be finite and 'std' above 0; received " + mean + " and " + std + ".");
      }
    }

    @Override
    public Scaling of(int features) {
      return Scaling.standardize(features, mean, std);
    }
  }

  /** As the network has it that an experiment begins with. */
  record Base() implements PixelScaling {
    @Override
    public Scaling of(int features) {
      throw new IllegalArgumentException("the scaling base is that of a network that an experiment begins with.");
    }
  }
}
