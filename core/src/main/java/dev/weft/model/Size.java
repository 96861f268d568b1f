package dev.weft.model;

import dev.weft.config.HasForm;

/** Height and width of a window or of a step, in pixels. */
@HasForm(SizeForm.class)
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

  /**
   * The pixels that a window of this size spans when its values lie {@code rate} apart: {@code (size - 1) * rate + 1},
   * at most 2^30.
   */
  public Size dilated(Size rate) {
    return Size.of(span(height, rate.height), span(width, rate.width));
  }

  private static int span(int size, int rate) {
    return Math.clamp((size - 1L) * rate + 1, 1, 1 << 30);
  }
}
