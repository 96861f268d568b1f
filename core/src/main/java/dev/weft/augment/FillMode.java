package dev.weft.augment;

/** What stands beyond the edges of an image, as in Keras; below beside the pixels {@code a b c d} of a row. */
public enum FillMode {
  /** {@code d c b a | a b c d | d c b a}. */
  REFLECT,
  /** {@code a b c d | a b c d | a b c d}. */
  WRAP,
  /** {@code k k k k | a b c d | k k k k}, where k is the fill value. */
  CONSTANT,
  /** {@code a a a a | a b c d | d d d d}. */
  NEAREST,
  /** {@code c d c b | a b c d | c b a b}. */
  MIRROR;

  /** The pixel of a row of {@code size} that stands at a place inside or beyond it; -1 for the fill value. */
  int inside(int at, int size) {
    return switch (this) {
      case REFLECT -> {
        int mirrored = Math.floorMod(at, 2 * size);
        yield Math.min(mirrored, 2 * size - 1 - mirrored);
      }
      case WRAP -> Math.floorMod(at, size);
      case CONSTANT -> at >= 0 && at < size ? at : -1;
      case NEAREST -> Math.clamp(at, 0, size - 1);
      case MIRROR -> {
        int mirrored = size == 1 ? 0 : Math.floorMod(at, 2 * size - 2);
        yield Math.min(mirrored, 2 * size - 2 - mirrored);
      }
    };
  }

  /** After how many pixels all repeats; 0 where nothing new comes beyond the edges. */
  int period(int size) {
    return switch (this) {
      case REFLECT -> 2 * size;
      case WRAP -> size;
      case CONSTANT, NEAREST -> 0;
      case MIRROR -> 2 * size - 2;
    };
  }
}
