package dev.weft.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The way of a pen that writes a digit: strokes, each a smooth curve through some points. Strokes that meet share a
 * point, so that they still meet when the points are moved.
 *
 * @param points (count, 2), x to the right and y down, from 0 to 100
 * @param strokes the points each stroke goes through, by index
 */
record DigitShape(double[][] points, int[][] strokes) {
  private static final int STEPS = 6; // straight pieces from point to point

  /** The ways of writing each digit. */
  static final List<List<DigitShape>> DIGITS =
      List.of(
          ways(
              "52 4, 24 14, 10 50, 24 88, 50 97, 78 86, 90 50, 76 14, 52 4",
              "66 8, 34 6, 12 44, 20 84, 48 97, 80 82, 90 44, 74 12, 40 3"),
          ways("52 3, 49 97", "28 24, 56 3 | 56 3, 53 97", "34 18, 54 3 | 54 3, 53 96 | 28 96, 53 96, 78 96"),
          ways(
              "14 26, 28 8, 55 3, 82 18, 80 42, 50 70, 12 96 | 12 96, 52 93, 90 95",
              "16 22, 40 4, 74 10, 80 34, 56 64, 28 90, 12 92, 14 78, 32 78, 58 92, 92 90"),
          ways(
              "14 14, 40 3, 76 12, 76 34, 42 47 | 42 47, 80 56, 86 80, 50 97, 12 86",
              "16 5, 50 6, 82 5 | 82 5, 44 42 | 44 42, 80 52, 88 76, 56 97, 12 88"),
          ways(
              "22 4, 18 32, 12 56 | 12 56, 50 56, 90 54 | 68 20, 68 56, 66 97",
              "68 3, 40 34, 10 64 | 10 64, 50 66, 92 64 | 68 3, 68 50, 66 97",
              "20 5, 12 38, 28 54, 74 46 | 80 5, 74 46, 66 97"),
          ways(
              "84 5, 54 6, 26 5 | 26 5, 20 44 | 20 44, 56 38, 86 58, 82 84, 48 97, 12 86",
              "30 8, 22 46 | 22 46, 52 40, 84 56, 84 82, 48 97, 14 90 | 30 8, 60 6, 92 3"),
          ways(
              "72 4, 38 24, 14 62, 26 92, 56 97, 84 80, 74 56, 44 54, 18 72",
              "56 2, 28 36, 14 72, 36 96, 70 92, 80 70, 60 54, 32 60, 16 78"),
          ways(
              "10 6, 50 8, 88 6 | 88 6, 60 50, 40 97",
              "10 7, 50 6, 88 5 | 88 5, 60 50, 44 97 | 34 52, 58 50, 82 49",
              "12 24, 14 7 | 14 7, 50 8, 86 8 | 86 8, 58 46, 48 97"),
          ways(
              "78 18, 50 3, 22 18, 34 40, 66 56, 84 80, 50 97, 16 80, 34 56, 66 40, 78 18",
              "50 3, 22 24, 50 47, 78 24, 50 3 | 50 47, 14 72, 50 97, 86 72, 50 47"),
          ways(
              "80 24, 56 4, 24 14, 18 38, 44 52, 74 40, 80 24 | 80 24, 78 60, 70 97",
              "78 30, 54 4, 22 18, 22 44, 50 52, 78 30 | 78 30, 80 66, 60 92, 26 94"));

  private static List<DigitShape> ways(String... paths) {
    return Arrays.stream(paths).map(DigitShape::parse).toList();
  }

  /** Strokes separated by bars, points by commas. */
  private static DigitShape parse(String path) {
    List<String> points = new ArrayList<>();
    List<int[]> strokes = new ArrayList<>();
    for (String stroke : path.split(" \\| ")) {
      strokes.add(Arrays.stream(stroke.split(", ")).mapToInt(point -> indexOf(point, points)).toArray());
    }
    return new DigitShape(
        points.stream()
            .map(point -> Arrays.stream(point.split(" ")).mapToDouble(Double::parseDouble).toArray())
            .toArray(double[][]::new),
        strokes.toArray(int[][]::new));
  }

  private static int indexOf(String point, List<String> points) {
    if (!points.contains(point)) {
      points.add(point);
    }
    return points.indexOf(point);
  }

  /** The same strokes through other points. */
  DigitShape through(double[][] otherPoints) {
    return new DigitShape(otherPoints, strokes);
  }

  /** A stroke as a line of many points: a Catmull-Rom spline, which is smooth also where a loop closes; (count, 2). */
  double[][] line(int[] stroke) {
    int last = stroke.length - 1;
    boolean loop = stroke[0] == stroke[last];
    double[][] line = new double[STEPS * last + 1][];
    for (int i = 0; i <= STEPS * last; i++) {
      int from = Math.min(i / STEPS, last - 1);
      double[] before = points[stroke[from > 0 ? from - 1 : loop ? last - 1 : 0]];
      double[] start = points[stroke[from]];
      double[] end = points[stroke[from + 1]];
      double[] after = points[stroke[from + 2 <= last ? from + 2 : loop ? 1 : last]];
      double t = (double) (i - STEPS * from) / STEPS;
      line[i] =
          new double[] {
            spline(before[0], start[0], end[0], after[0], t), spline(before[1], start[1], end[1], after[1], t)
          };
    }
    return line;
  }

  private static double spline(double before, double start, double end, double after, double t) {
    double linear = end - before;
    double square = 2 * before - 5 * start + 4 * end - after;
    double cube = 3 * (start - end) + after - before;
    return start + 0.5 * t * (linear + t * (square + t * cube));
  }
}
