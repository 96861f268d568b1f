package dev.weft.experiment;

import dev.weft.config.ConfigException;
import dev.weft.config.KerasName;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Split;
import java.util.Optional;

/** Which images tell, after each epoch, how the network does on images that it does not learn from. */
public sealed interface Validation {
  /** No validation. */
  Validation NONE = new None();

  /** The training images in two parts, or empty for no validation; {@link Given} is not split off. */
  Optional<Split> split(ImageSet train, ImageSet test, long seed);

  /** The last part of the training set: Keras's {@code validation_split}. */
  @KerasName("fraction")
  record Fraction(double fraction) implements Validation {
    public Fraction {
      share("fraction", fraction);
    }

    @Override
    public Optional<Split> split(ImageSet train, ImageSet test, long seed) {
      return Optional.of(train.last(fraction));
    }
  }

  /** The first images of the training set. */
  @KerasName("first")
  record First(int first) implements Validation {
    public First {
      if (first < 1) {
        throw ConfigException.of("first", "'first' must be at least 1; received " + first + ".");
      }
    }

    @Override
    public Optional<Split> split(ImageSet train, ImageSet test, long seed) {
      return Optional.of(train.first(first));
    }
  }

  /** A part of the training set chosen at random by the experiment's seed. */
  @KerasName("random")
  record Random(double random) implements Validation {
    public Random {
      share("random", random);
    }

    @Override
    public Optional<Split> split(ImageSet train, ImageSet test, long seed) {
      return Optional.of(train.random(random, seed));
    }
  }

  /** As {@link Random}, with the same share of each class. */
  @KerasName("stratified")
  record Stratified(double stratified) implements Validation {
    public Stratified {
      share("stratified", stratified);
    }

    @Override
    public Optional<Split> split(ImageSet train, ImageSet test, long seed) {
      return Optional.of(train.stratified(stratified, seed));
    }
  }

  /**
   * One of so many parts of the training set: a fold of a cross-validation. By default each fold has the same share of
   * each class. All folds of one seed are of one division.
   *
   * @param fold from 0
   */
  @KerasName("fold")
  record Fold(int fold, int of, boolean stratified, long seed) implements Validation {
    public Fold {
      if (of < 2 || fold < 0 || fold >= of) {
        throw ConfigException.of(
            "fold",
            "'fold' must be from 0 to 'of' - 1, and 'of' at least 2; received fold " + fold + " of " + of + ".");
      }
    }

    public static Fold of(int fold, int of) {
      return new Fold(fold, of, true, 1);
    }

    @Override
    public Optional<Split> split(ImageSet train, ImageSet test, long seed) {
      return Optional.of(train.fold(fold, of, stratified, this.seed));
    }
  }

  /**
   * The test set itself: all training images train, but what is chosen by such a validation is no fair test any more.
   */
  @KerasName("test")
  record Test() implements Validation {
    @Override
    public Optional<Split> split(ImageSet train, ImageSet test, long seed) {
      return Optional.of(new Split(test, train));
    }
  }

  /** The validation part that the data set itself has: none where it has none. */
  @KerasName("given")
  record Given() implements Validation {
    @Override
    public Optional<Split> split(ImageSet train, ImageSet test, long seed) {
      return Optional.empty();
    }
  }

  /** No validation. */
  @KerasName("none")
  record None() implements Validation {
    @Override
    public Optional<Split> split(ImageSet train, ImageSet test, long seed) {
      return Optional.empty();
    }
  }

  private static void share(String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw ConfigException.of(name, "'" + name + "' must be above 0 and below 1; received " + value + ".");
    }
  }
}
