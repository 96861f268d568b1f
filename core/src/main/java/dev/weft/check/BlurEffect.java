package dev.weft.check;

/**
 * How blurred an image is, from 0 to 1. The image g is blurred once more by a mean over 11 pixels, b. Where it was
 * sharp, the differences of neighbours shrink; where it was blurred, they stay. Down and across:
 *
 * <pre>
 * D = |g(i) - g(i-1)|    V = max(0, D - |b(i) - b(i-1)|)    blur = (ΣD - ΣV) / ΣD
 * </pre>
 *
 * The mean of the two is taken. Contrast and brightness do not matter.
 *
 * <p>Crete, Dolmiere, Ladret and Nicolas, "The blur effect" (2007); as {@code skimage.measure.blur_effect} with {@code
 * reduce_func=numpy.mean}, but for its border.
 */
final class BlurEffect {
  private static final int WINDOW = 11;

  /** Smaller images are not judged. */
  static final int LEAST_SIDE = 2 * WINDOW;

  private BlurEffect() {}

  /** Of a grey image; NaN if it is small or has a single colour. */
  static double of(float[] grey, int height, int width) {
    if (Math.min(height, width) < LEAST_SIDE) {
      return Double.NaN;
    }
    double across = along(grey, height, width, width, 1);
    double down = along(grey, width, height, 1, width);
    return (across + down) / 2;
  }

  /**
   * @param lines how many lines there are
   * @param length of a line, in pixels
   * @param next from a line to the next
   * @param step from a pixel of a line to the next
   */
  private static double along(float[] grey, int lines, int length, int next, int step) {
    double all = 0;
    double kept = 0;
    for (int line = 0; line < lines; line++) {
      int at = line * next;
      float before = 0;
      float sum = 0;
      for (int i = 0; i < length; i++) {
        sum += grey[at + i * step];
        if (i >= WINDOW) {
          sum -= grey[at + (i - WINDOW) * step];
        }
        if (i >= WINDOW) { // the mean is of the window whose middle is half a window back
          int middle = at + (i - WINDOW / 2) * step;
          float difference = Math.abs(grey[middle] - grey[middle - step]);
          all += difference;
          kept += Math.max(0, difference - Math.abs(sum - before) / WINDOW);
        }
        before = sum;
      }
    }
    return all == 0 ? Double.NaN : (all - kept) / all;
  }
}
