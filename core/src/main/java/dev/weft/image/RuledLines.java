package dev.weft.image;

import java.util.Arrays;

/**
 * Long straight lines in a mask, nearly level or nearly upright: ruled and squared paper, margins, edges. They are
 * found by a Hough transform, the longest first, and taken out where no thicker stroke crosses them.
 */
final class RuledLines {
  /** Angles are steps of half a degree, up to this many to both sides. */
  private static final int MOST_STEPS = 44;

  private static final double STEP = Math.toRadians(0.5);

  private static final double[] SLOPES = new double[2 * MOST_STEPS + 1];

  static {
    for (int angle = 0; angle < SLOPES.length; angle++) {
      SLOPES[angle] = Math.tan((angle - MOST_STEPS) * STEP);
    }
  }

  /** The part of the way through the image that a line covers at least. */
  private static final double LEAST_COVER = 0.55;

  /** The part of the image's shorter side that a line is thick at most. */
  private static final double MOST_THICKNESS = 0.012;

  /** A line is not straighter than this, in pixels. */
  private static final int NEAR = 2;

  private static final int MOST_LINES = 240;

  /** What crosses a line is thicker than it by this factor. */
  private static final double THICKER = 1.8;

  private final boolean[] mask;
  private final int height;
  private final int width;

  /** By angle and row of the line's start. */
  private final int[][] votes;

  /** By angle and column. */
  private final int[][] offsets = new int[SLOPES.length][];

  /** Of each angle's best line, when it was last counted. */
  private final int[] most = new int[SLOPES.length];

  private final int[] bestRows = new int[SLOPES.length];
  private final boolean[] isStale = new boolean[SLOPES.length];

  private RuledLines(boolean[] mask, int height, int width) {
    this.mask = mask;
    this.height = height;
    this.width = width;
    int reach = (int) Math.ceil(width * SLOPES[2 * MOST_STEPS]);
    votes = new int[SLOPES.length][height + 2 * reach];
    for (int angle = 0; angle < SLOPES.length; angle++) {
      offsets[angle] = offsets(SLOPES[angle], width, reach);
    }
  }

  /**
   * Takes the lines out of a mask.
   *
   * @param mask (height, width); it is changed
   * @return how many were found
   */
  static int remove(boolean[] mask, int height, int width) {
    RuledLines level = new RuledLines(mask, height, width);
    int found = level.remove();
    boolean[] turned = transposed(mask, height, width);
    RuledLines upright = new RuledLines(turned, width, height);
    found += upright.remove();
    System.arraycopy(transposed(turned, width, height), 0, mask, 0, mask.length);
    return found;
  }

  private static boolean[] transposed(boolean[] mask, int height, int width) {
    boolean[] turned = new boolean[mask.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        turned[x * height + y] = mask[y * width + x];
      }
    }
    return turned;
  }

  /** Lines through {@code y = at + slope x}. */
  private int remove() {
    vote();
    int found = 0;
    int angle = 0;
    for (int line = 0; line < MOST_LINES; line++) {
      angle = strongest(angle);
      int row = bestRows[angle];
      if (most[angle] < LEAST_COVER * within(offsets[angle], row) || most[angle] < width / 4.0) {
        break;
      }
      found += erase(offsets[angle], row) ? 1 : 0;
      for (int of = row - 1; of <= row + 1; of++) {
        votes[angle][of] = 0;
      }
      Arrays.fill(isStale, true);
    }
    return found;
  }

  /** Each place votes for all lines through it. */
  private void vote() {
    int[] places = new int[mask.length];
    int count = 0;
    for (int i = 0; i < mask.length; i++) {
      if (mask[i]) {
        places[count++] = i;
      }
    }
    int[] rows = new int[count];
    int[] columns = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = places[i] / width;
      columns[i] = places[i] % width;
    }
    for (int angle = 0; angle < SLOPES.length; angle++) {
      int[] of = votes[angle];
      int[] offset = offsets[angle];
      for (int i = 0; i < count; i++) {
        of[rows[i] + offset[columns[i]]]++;
      }
    }
    Arrays.fill(most, Integer.MAX_VALUE);
    Arrays.fill(isStale, true);
  }

  /**
   * The angle of the line with the most votes, the first of several. Votes only become fewer, so an angle that had
   * fewer before is not counted again.
   *
   * @param likely where to begin
   */
  private int strongest(int likely) {
    int best = likely;
    count(best);
    for (int angle = 0; angle < SLOPES.length; angle++) {
      if (most[angle] > most[best] || (most[angle] == most[best] && angle < best)) {
        count(angle);
        if (most[angle] > most[best] || (most[angle] == most[best] && angle < best)) {
          best = angle;
        }
      }
    }
    return best;
  }

  /** The best line of an angle, three rows thick. */
  private void count(int angle) {
    if (!isStale[angle]) {
      return;
    }
    int[] of = votes[angle];
    int best = 0;
    int bestRow = 0;
    for (int row = 1; row < of.length - 1; row++) {
      int sum = of[row - 1] + of[row] + of[row + 1];
      if (sum > best) {
        best = sum;
        bestRow = row;
      }
    }
    most[angle] = best;
    bestRows[angle] = bestRow;
    isStale[angle] = false;
  }

  /** What is added to a row so that the line's places all have the row of its start. */
  private static int[] offsets(double slope, int width, int reach) {
    int[] offsets = new int[width];
    for (int x = 0; x < width; x++) {
      offsets[x] = reach - (int) Math.round(slope * x);
    }
    return offsets;
  }

  /** How many columns a line goes through within the image. */
  private int within(int[] offsets, int row) {
    int count = 0;
    for (int offset : offsets) {
      int y = row - offset;
      count += y >= 0 && y < height ? 1 : 0;
    }
    return count;
  }

  /** Whether it was thin enough for a ruled line. */
  private boolean erase(int[] offsets, int row) {
    int[] thickness = new int[width];
    int[] tops = new int[width];
    int[] counts = new int[height + 1];
    int crossed = 0;
    for (int x = 0; x < width; x++) {
      int y = nearest(row - offsets[x], x);
      if (y < 0) {
        continue;
      }
      int top = y;
      int bottom = y;
      while (top > 0 && mask[(top - 1) * width + x]) {
        top--;
      }
      while (bottom + 1 < height && mask[(bottom + 1) * width + x]) {
        bottom++;
      }
      tops[x] = top;
      thickness[x] = bottom - top + 1;
      counts[thickness[x]]++;
      crossed++;
    }
    int usual = 0;
    for (int sum = 0; sum * 2 < crossed; ) {
      sum += counts[++usual];
    }
    if (usual > Math.max(3, MOST_THICKNESS * Math.min(height, width))) {
      return false;
    }
    for (int x = 0; x < width; x++) {
      if (thickness[x] > 0 && thickness[x] <= Math.max(usual + 2, THICKER * usual)) {
        for (int y = tops[x]; y < tops[x] + thickness[x]; y++) {
          mask[y * width + x] = false;
          withdraw(x, y);
        }
      }
    }
    return true;
  }

  /** The place of the mask in a column that is nearest to a row; -1 if none is near. */
  private int nearest(int row, int x) {
    for (int away = 0; away <= NEAR; away++) {
      for (int y = row - away; y <= row + away; y += Math.max(1, 2 * away)) {
        if (y >= 0 && y < height && mask[y * width + x]) {
          return y;
        }
      }
    }
    return -1;
  }

  private void withdraw(int x, int y) {
    for (int angle = 0; angle < SLOPES.length; angle++) {
      votes[angle][y + offsets[angle][x]]--;
    }
  }
}
