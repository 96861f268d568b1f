package dev.weft.model;

/** Height and width of a window or of a step, in pixels. */
public record Size(int height, int width) {
  public Size {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("a size must be at least 1x1; received " + height + "x" + width + ".");
    }
  }

  public static Size of(int both) {
    return new Size(both, both);
  }

  public static Size of(int height, int width) {
    return new Size(height, width);
  }
}
