package dev.weft.kernel;

/**
 * The taps of a window that one row of pixels meets: each tap joins a row of source pixels to one weight a channel.
 * Pixels near a border miss some taps, since these would lie outside of the image. Filled anew for each row, so that
 * nothing is allocated.
 */
public final class Taps {
  private final int[] from;
  private final int[] weight;
  private final int[] low;
  private final int[] high;
  private final int[] met;
  private int count;
  private int metCount;
  private int innerLow;
  private int innerHigh;

  /**
   * @param most the most taps that a row meets
   */
  public Taps(int most) {
    from = new int[most];
    weight = new int[most];
    low = new int[most];
    high = new int[most];
    met = new int[most];
  }

  /** Forgets all taps, for a row of so many pixels. */
  public void clear(int pixels) {
    count = 0;
    innerLow = 0;
    innerHigh = pixels;
  }

  /**
   * Adds the next tap.
   *
   * @param from where the source of pixel 0 lies, or would lie
   * @param weight where the tap's weights begin
   * @param low the first pixel that meets this tap
   * @param high the pixel after the last one that meets it
   */
  public void add(int from, int weight, int low, int high) {
    this.from[count] = from;
    this.weight[count] = weight;
    this.low[count] = low;
    this.high[count] = high;
    count++;
    innerLow = Math.max(innerLow, low);
    innerHigh = Math.min(innerHigh, high);
  }

  int count() {
    return count;
  }

  int from(int tap) {
    return from[tap];
  }

  int weight(int tap) {
    return weight[tap];
  }

  int low(int tap) {
    return low[tap];
  }

  int high(int tap) {
    return high[tap];
  }

  boolean meets(int tap, int pixel) {
    return low[tap] <= pixel && pixel < high[tap];
  }

  /** Finds the taps that a pixel meets. */
  void meet(int pixel) {
    metCount = 0;
    for (int tap = 0; tap < count; tap++) {
      if (meets(tap, pixel)) {
        met[metCount++] = tap;
      }
    }
  }

  /** How many taps were met last. */
  int met() {
    return metCount;
  }

  /** The n-th tap of these. */
  int met(int n) {
    return met[n];
  }

  /**
   * How many lines of three taps these are, 2 or 3, if each tap lies one pixel behind the one before it, or half a
   * pixel where there are 3; else 0.
   *
   * @param xStep from the source of one pixel to that of the next
   */
  int linesOfThree(int xStep) {
    if (count != 6 && count != 9) {
      return 0;
    }
    int step = from[1] - from[0];
    boolean regular = step == xStep || 2 * step == xStep && count == 9;
    for (int tap = 0; tap < count; tap += 3) {
      regular &= from[tap + 1] - from[tap] == step && from[tap + 2] - from[tap + 1] == step;
    }
    return regular ? count / 3 : 0;
  }

  /** The first pixel that meets all taps; as large as {@code innerHigh} where none does. */
  int innerLow() {
    return Math.min(innerLow, innerHigh());
  }

  /** The pixel after the last one that meets all taps. */
  int innerHigh() {
    return Math.max(0, innerHigh);
  }
}
