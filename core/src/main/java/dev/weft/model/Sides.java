package dev.weft.model;

import dev.weft.config.HasForm;

/** A number of rows above and below an image, and of columns to its left and right, each 0 or more. */
@HasForm(SidesForm.class)
public record Sides(int top, int bottom, int left, int right) {
  public Sides {
    if (top < 0 || bottom < 0 || left < 0 || right < 0) {
      throw new IllegalArgumentException(
          "the sides of an image must be 0 or more; received "
              + top
              + ", "
              + bottom
              + ", "
              + left
              + " and "
              + right
              + ".");
    }
  }

  public static Sides of(int all) {
    return new Sides(all, all, all, all);
  }
}
