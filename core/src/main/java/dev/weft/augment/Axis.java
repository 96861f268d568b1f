package dev.weft.augment;

/**
 * The rows or the columns of an image, and those beyond its edges: where each begins in memory. Rows and columns far
 * beyond repeat near ones, so a place can be brought near.
 */
final class Axis {
  /** Where each begins, from {@code before} rows or columns before the image. */
  final int[] begins;

  /** How many stand in the table before the image. */
  final int before;

  private final int period;
  private final float first;
  private final float last;

  /**
   * @param stride numbers from one row or column to the next; the one before the image begins at 0
   */
  Axis(int size, int stride, FillMode mode) {
    before = size + 2;
    begins = new int[3 * size + 4];
    for (int i = 0; i < begins.length; i++) {
      begins[i] = (mode.inside(i - before, size) + 1) * stride;
    }
    period = mode.period(size);
    first = period == 0 ? -1 : -size - 1;
    last = period == 0 ? size : 2f * size - 1;
  }

  /** Brings places into the table; what stands there is the same as before. */
  void bringNear(float[] places, int count) {
    for (int i = 0; i < count; i++) {
      if (!isNear(places[i])) {
        places[i] = near(places[i]);
      }
    }
  }

  /** The same for the places of an affine transform, rows of so many: all are near where the four corners are. */
  void bringLinesNear(float[] places, int length) {
    int below = places.length - length;
    if (!(isNear(places[0])
        && isNear(places[length - 1])
        && isNear(places[below])
        && isNear(places[places.length - 1]))) {
      bringNear(places, places.length);
    }
  }

  private boolean isNear(float place) {
    return place >= first && place <= last;
  }

  private float near(float place) {
    if (period == 0) {
      return place > last ? last : first;
    }
    float near = (float) (place - period * Math.floor((double) place / period));
    return near >= 0 && near < period ? near : 0;
  }
}
