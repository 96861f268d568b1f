package dev.weft.image;

/**
 * How far each place of a mask is from what is not in it, in pixels. See Felzenszwalb and Huttenlocher, Distance
 * Transforms of Sampled Functions (2012).
 */
public final class Distance {
  private static final float FAR = 1e10f;

  private Distance() {}

  /**
   * The distance from each place to the nearest one where {@code mask} is {@code of}.
   *
   * @param mask (height, width)
   * @return (height, width); 0 where the mask is {@code of}
   */
  static float[] to(boolean of, boolean[] mask, int height, int width) {
    float[] squares = new float[mask.length];
    for (int i = 0; i < mask.length; i++) {
      squares[i] = mask[i] == of ? 0 : FAR;
    }
    Lower line = new Lower(Math.max(height, width));
    for (int x = 0; x < width; x++) {
      line.transform(squares, x, width, height);
    }
    for (int y = 0; y < height; y++) {
      line.transform(squares, y * width, 1, width);
    }
    for (int i = 0; i < squares.length; i++) {
      squares[i] = (float) Math.sqrt(squares[i]);
    }
    return squares;
  }

  /**
   * The mean width of the strokes of a mask. Within a stroke the mean distance to its edge is a quarter of its width.
   *
   * @return 0 for an empty mask
   */
  public static double strokeWidth(boolean[] mask, int height, int width) {
    float[] distance = to(false, mask, height, width);
    double sum = 0;
    int count = 0;
    for (int i = 0; i < mask.length; i++) {
      if (mask[i]) {
        sum += distance[i] - 0.5;
        count++;
      }
    }
    return count == 0 ? 0 : 4 * sum / count;
  }

  /** The lower envelope of parabolas, one rooted at each place of a line. */
  private static final class Lower {
    private final float[] line;
    private final int[] roots;
    private final float[] from;

    Lower(int most) {
      line = new float[most];
      roots = new int[most];
      from = new float[most + 1];
    }

    void transform(float[] values, int first, int step, int count) {
      for (int i = 0; i < count; i++) {
        line[i] = values[first + i * step];
      }
      int last = 0;
      roots[0] = 0;
      from[0] = -FAR;
      from[1] = FAR;
      for (int i = 1; i < count; i++) {
        float meets = meeting(i, roots[last]);
        while (last > 0 && meets <= from[last]) {
          last--;
          meets = meeting(i, roots[last]);
        }
        last++;
        roots[last] = i;
        from[last] = meets;
        from[last + 1] = FAR;
      }
      int parabola = 0;
      for (int i = 0; i < count; i++) {
        while (from[parabola + 1] < i) {
          parabola++;
        }
        int root = roots[parabola];
        values[first + i * step] = (float) (i - root) * (i - root) + line[root];
      }
    }

    private float meeting(int right, int left) {
      double difference = (double) line[right] + (double) right * right - line[left] - (double) left * left;
      return (float) (difference / (2.0 * (right - left)));
    }
  }
}
