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
  private int count;
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

  /** The first pixel that meets all taps; as large as {@code innerHigh} where none does. */
  int innerLow() {
    return Math.min(innerLow, innerHigh());
  }

  /** The pixel after the last one that meets all taps. */
  int innerHigh() {
    return Math.max(0, innerHigh);
  }
}
