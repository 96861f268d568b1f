package dev.weft.explain.robustness;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A movement of an image by a given amount, whose accuracies make a curve; nothing in it is left to chance. */
public enum Deformation {
  /** Counterclockwise about the middle. */
  ROTATION("rotated by degrees", -90, -75, -60, -45, -30, -15, 0, 15, 30, 45, 60, 75, 90),
  /** To the right. */
  SHIFT_ACROSS(
      "shifted right by a part of the width", -0.3, -0.24, -0.18, -0.12, -0.06, 0, 0.06, 0.12, 0.18, 0.24, 0.3),
  SHIFT_DOWN("shifted down by a part of the height", -0.3, -0.24, -0.18, -0.12, -0.06, 0, 0.06, 0.12, 0.18, 0.24, 0.3),
  /** About the middle. */
  SIZE("scaled by a factor", 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6);

  private final String words;
  private final double[] amounts;

  Deformation(String words, double... amounts) {
    this.words = words;
    this.amounts = amounts;
  }

  /** The one of this {@link #key}; empty if there is none. */
  static Optional<Deformation> named(String key) {
    return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
  }

  /** As files call it: {@code shift_across}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As a page calls it, with what its amounts count. */
  public String words() {
    return words;
  }

  /** The amounts of its curve, rising. */
  public double[] amounts() {
    return amounts.clone();
  }

  /** The amount that changes nothing. */
  public double none() {
    return this == SIZE ? 1 : 0;
  }

  Raster of(Raster image, double amount) {
    return switch (this) {
      case ROTATION -> Movement.rotated(image, amount);
      case SHIFT_ACROSS -> Movement.shifted(image, 0, amount * image.width());
      case SHIFT_DOWN -> Movement.shifted(image, amount * image.height(), 0);
      case SIZE -> Movement.scaled(image, amount);
    };
  }
}
