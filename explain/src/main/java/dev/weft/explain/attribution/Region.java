package dev.weft.explain.attribution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Pixels that touch each other, each at least half as strong as the strongest of a map: the map in words.
 *
 * @param place such as {@code top left}, where its middle lies in a grid of 3 by 3
 * @param top the first row of pixels, from 0
 * @param left the first column
 * @param bottom the last row
 * @param right the last column
 * @param share of all that is above 0 in the map, 0 to 1
 */
public record Region(String place, int top, int left, int bottom, int right, double share) {
  private static final String[] ROWS = {"top", "middle", "bottom"};
  private static final String[] COLUMNS = {"left", "centre", "right"};

  /**
   * The strongest regions of a map, the strongest first; none where nothing is above 0.
   *
   * @param map (height, width)
   * @param most how many at most
   */
  public static List<Region> of(float[] map, int height, int width, int most) {
    float strongest = 0;
    double sum = 0;
    for (float value : map) {
      strongest = Math.max(strongest, value);
      sum += Math.max(0, value);
    }
    List<Region> regions = new ArrayList<>();
    boolean[] seen = new boolean[map.length];
    for (int pixel = 0; strongest > 0 && pixel < map.length; pixel++) {
      if (!seen[pixel] && map[pixel] >= strongest / 2) {
        regions.add(from(pixel, map, height, width, strongest / 2, sum, seen));
      }
    }
    return regions.stream().sorted(Comparator.comparingDouble(region -> -region.share)).limit(most).toList();
  }

  /** {@code 3 to 9}. */
  public String rows() {
    return top + " to " + bottom;
  }

  /** {@code 4 to 12}. */
  public String columns() {
    return left + " to " + right;
  }

  /** {@code top left, rows 3 to 9, columns 4 to 12}. */
  public String inWords() {
    return place + ", rows " + rows() + ", columns " + columns();
  }

  private static Region from(int first, float[] map, int height, int width, float least, double all, boolean[] seen) {
    int top = height;
    int left = width;
    int bottom = 0;
    int right = 0;
    double sum = 0;
    Deque<Integer> next = new ArrayDeque<>(List.of(first));
    seen[first] = true;
    while (!next.isEmpty()) {
      int pixel = next.remove();
      int y = pixel / width;
      int x = pixel % width;
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      left = Math.min(left, x);
      right = Math.max(right, x);
      sum += map[pixel];
      for (int row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
        for (int column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          int near = row * width + column;
          if (!seen[near] && map[near] >= least) {
            seen[near] = true;
            next.add(near);
          }
        }
      }
    }
    return new Region(place(top + bottom, height, left + right, width), top, left, bottom, right, sum / all);
  }

  private static String place(int rows, int height, int columns, int width) {
    int row = third(rows, height);
    int column = third(columns, width);
    return row == 1 && column == 1 ? COLUMNS[1] : ROWS[row] + " " + COLUMNS[column];
  }

  /** In which third the middle between two pixels lies. */
  private static int third(int sum, int size) {
    return Math.min(2, 3 * (sum + 1) / (2 * size));
  }
}
