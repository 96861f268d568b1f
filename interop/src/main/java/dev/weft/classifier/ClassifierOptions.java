package dev.weft.classifier;

import dev.weft.dataset.Scaling;
import dev.weft.image.ImageFile;
import dev.weft.image.PrepareAs;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;

/**
 * How a model is asked about images: begin with {@link #of()}, then change what shall not be the default.
 *
 * @param threads how many compute at a time, at least 1; their number changes no bit. By default one per processor
 * @param raw whether probabilities are those of the network: not calibrated, without sets and unlikeness. By default
 *     false
 * @param invert whether dark becomes light, where an image is not read as a digit. By default false
 * @param prepare how images become those that the network takes. By default as photographs of digits where the model
 *     learned such and the image is one
 * @param classNames one for each class; empty, the default, for those of the file
 * @param scaling how bytes become the network's inputs, of as many features; empty, the default, for what the file says
 * @param unsureBelow the best probability, 0 to 1, below which a prediction is unsure; empty, the default, for what the
 *     file says
 * @param maxPixels the most pixels that an image may have before it is decoded, at least 1. By default 300 million
 */
public record ClassifierOptions(
    int threads,
    boolean raw,
    boolean invert,
    PrepareAs prepare,
    Optional<List<String>> classNames,
    Optional<IntFunction<Scaling>> scaling,
    OptionalDouble unsureBelow,
    long maxPixels) {
  private static final ClassifierOptions DEFAULTS =
      new ClassifierOptions(
          Runtime.getRuntime().availableProcessors(),
          false,
          false,
          PrepareAs.AUTO,
          Optional.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          ImageFile.MOST_PIXELS);

  /**
   * @throws IllegalArgumentException if a number is not in its range
   */
  public ClassifierOptions {
    classNames = classNames.map(List::copyOf);
    if (threads < 1 || maxPixels < 1) {
      throw new IllegalArgumentException(
          "threads and maxPixels must be at least 1; received " + threads + " and " + maxPixels + ".");
    }
    if (unsureBelow.isPresent() && !(unsureBelow.getAsDouble() >= 0 && unsureBelow.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "unsureBelow must be a probability from 0 to 1; received " + unsureBelow.getAsDouble() + ".");
    }
  }

  /** All defaults. */
  public static ClassifierOptions of() {
    return DEFAULTS;
  }

  public ClassifierOptions threads(int threads) {
    return new ClassifierOptions(threads, raw, invert, prepare, classNames, scaling, unsureBelow, maxPixels);
  }

  public ClassifierOptions raw(boolean raw) {
    return new ClassifierOptions(threads, raw, invert, prepare, classNames, scaling, unsureBelow, maxPixels);
  }

  public ClassifierOptions invert(boolean invert) {
    return new ClassifierOptions(threads, raw, invert, prepare, classNames, scaling, unsureBelow, maxPixels);
  }

  public ClassifierOptions prepare(PrepareAs prepare) {
    return new ClassifierOptions(threads, raw, invert, prepare, classNames, scaling, unsureBelow, maxPixels);
  }

  public ClassifierOptions classNames(List<String> names) {
    return new ClassifierOptions(threads, raw, invert, prepare, Optional.of(names), scaling, unsureBelow, maxPixels);
  }

  /** Such as {@code scaling(Scaling::none)}. */
  public ClassifierOptions scaling(IntFunction<Scaling> scaling) {
    return new ClassifierOptions(
        threads, raw, invert, prepare, classNames, Optional.of(scaling), unsureBelow, maxPixels);
  }

  public ClassifierOptions unsureBelow(double probability) {
    return new ClassifierOptions(
        threads, raw, invert, prepare, classNames, scaling, OptionalDouble.of(probability), maxPixels);
  }

  public ClassifierOptions maxPixels(long pixels) {
    return new ClassifierOptions(threads, raw, invert, prepare, classNames, scaling, unsureBelow, pixels);
  }
}
