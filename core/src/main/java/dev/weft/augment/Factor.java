package dev.weft.augment;

import dev.weft.config.ConfigException;
import dev.weft.config.HasForm;

/**
 * How far a change goes: one number, or the two ends of the range that it is drawn from. What range one number stands
 * for is up to the change. In files {@code 0.1} or {@code [-0.1, 0.2]}.
 *
 * @param lower null where one number is given
 * @param upper the one number, or the upper end
 */
@HasForm(FactorForm.class)
public record Factor(Double lower, double upper) {
  public static Factor of(double one) {
    return new Factor(null, one);
  }

  /** The two ends, in any order. */
  public static Factor of(double one, double other) {
    return new Factor(Math.min(one, other), Math.max(one, other));
  }

  /** From the one number below 0 to that above 0; or as given. */
  Range around() {
    return lower == null ? new Range(-Math.abs(upper), Math.abs(upper)) : new Range(lower, upper);
  }

  /** From {@code least} to the one number; or as given. */
  Range from(double least) {
    return lower == null ? new Range(least, upper) : new Range(lower, upper);
  }

  /** From 0 to the one number; or as given. */
  Range fromZero() {
    return from(0);
  }

  /**
   * @throws ConfigException if an end is below {@code least} or above {@code most}
   */
  void requireWithin(double least, double most, String owner, String argument) {
    if (!(isWithin(lower == null ? upper : lower, least, most) && isWithin(upper, least, most))) {
      throw ConfigException.of(
          argument,
          owner
              + ": '"
              + argument
              + "' must be a number or [lower, upper], each from "
              + Numerals.of(least)
              + " to "
              + Numerals.of(most)
              + "; received "
              + this
              + ".");
    }
  }

  private static boolean isWithin(double value, double least, double most) {
    return value >= least && value <= most;
  }

  /** As files have it. */
  @Override
  public String toString() {
    return lower == null ? Numerals.of(upper) : "[" + Numerals.of(lower) + ", " + Numerals.of(upper) + "]";
  }
}
