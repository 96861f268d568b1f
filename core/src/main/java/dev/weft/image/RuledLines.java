package dev.weft.image;

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

  private RuledLines(boolean[] mask, int height, int width) {
    this.mask = mask;
    this.height = height;
    this.width = width;
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
    int reach = (int) Math.ceil(width * SLOPES[2 * MOST_STEPS]);
    int rows = height + 2 * reach;
    int angles = 2 * MOST_STEPS + 1;
    int[][] votes = new int[angles][rows];
    int[] offsets = new int[width];
    for (int angle = 0; angle < angles; angle++) {
      double slope = SLOPES[angle];
      offsets(slope, offsets, reach);
      for (int x = 0; x < width; x++) {
        for (int y = 0; y < height; y++) {
          if (mask[y * width + x]) {
            votes[angle][y + offsets[x]]++;
          }
        }
      }
    }
    int found = 0;
    for (int line = 0; line < MOST_LINES; line++) {
      int bestAngle = 0;
      int bestRow = 0;
      double best = 0;
      for (int angle = 0; angle < angles; angle++) {
        int[] of = votes[angle];
        for (int row = 1; row < rows - 1; row++) {
          if (of[row - 1] + of[row] + of[row + 1] > best) {
            best = of[row - 1] + of[row] + of[row + 1];
            bestAngle = angle;
            bestRow = row;
          }
        }
      }
      double slope = SLOPES[bestAngle];
      offsets(slope, offsets, reach);
      if (best < LEAST_COVER * within(offsets, bestRow) || best < width / 4.0) {
        break;
      }
      found += erase(offsets, bestRow, votes, reach) ? 1 : 0;
      for (int row = bestRow - 1; row <= bestRow + 1; row++) {
        votes[bestAngle][row] = 0;
      }
    }
    return found;
  }

  /** What is added to a row so that the line's places all have the row of its start. */
  private static void offsets(double slope, int[] offsets, int reach) {
    for (int x = 0; x < offsets.length; x++) {
      offsets[x] = reach - (int) Math.round(slope * x);
    }
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
  private boolean erase(int[] offsets, int row, int[][] votes, int reach) {
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
          withdraw(x, y, votes, reach);
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

  private void withdraw(int x, int y, int[][] votes, int reach) {
    for (int angle = 0; angle < votes.length; angle++) {
      votes[angle][y + reach - (int) Math.round(SLOPES[angle] * x)]--;
    }
  }
}
