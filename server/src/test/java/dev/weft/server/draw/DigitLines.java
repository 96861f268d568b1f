package dev.weft.server.draw;

import java.util.ArrayList;
import java.util.List;

/** Digits as a hand draws them, each as lines of points, 0 to 1 across and down. */
final class DigitLines {
  private static final int STEPS = 14;

  private DigitLines() {}

  /** The lines of a digit in a square. */
  static List<List<double[]>> of(int digit) {
    return switch (digit) {
      case 0 -> List.of(arc(0.5, 0.5, 0.24, 0.36, -90, 270));
      case 1 -> List.of(line(0.36, 0.3, 0.52, 0.14, 0.52, 0.86));
      case 2 -> List.of(joined(arc(0.5, 0.34, 0.22, 0.2, 190, 390), line(0.66, 0.46, 0.28, 0.84, 0.76, 0.84)));
      case 3 -> List.of(joined(arc(0.48, 0.32, 0.2, 0.18, 200, 450), arc(0.48, 0.68, 0.23, 0.18, -90, 160)));
      case 4 -> List.of(line(0.36, 0.14, 0.26, 0.54, 0.72, 0.54), line(0.62, 0.2, 0.62, 0.88));
      case 5 ->
          List.of(
              joined(line(0.34, 0.16, 0.32, 0.46), arc(0.47, 0.64, 0.22, 0.21, -130, 150)),
              line(0.34, 0.16, 0.7, 0.16));
      case 6 -> List.of(joined(line(0.62, 0.14, 0.4, 0.4, 0.32, 0.62), arc(0.5, 0.66, 0.18, 0.18, 190, 560)));
      case 7 -> List.of(line(0.28, 0.16, 0.72, 0.16, 0.46, 0.86));
      case 8 -> List.of(joined(arc(0.5, 0.31, 0.17, 0.17, 90, 450), arc(0.5, 0.68, 0.21, 0.2, -90, 270)));
      case 9 -> List.of(joined(arc(0.48, 0.34, 0.18, 0.18, 0, -360), line(0.66, 0.34, 0.64, 0.6, 0.56, 0.86)));
      default -> throw new IllegalArgumentException("a digit is 0 to 9; received " + digit + ".");
    };
  }

  /** The lines smaller, with a corner elsewhere. */
  static List<List<double[]>> of(int digit, double size, double left, double top) {
    return of(digit).stream()
        .map(line -> line.stream().map(point -> new double[] {left + size * point[0], top + size * point[1]}).toList())
        .toList();
  }

  private static List<double[]> arc(double x, double y, double wide, double high, double from, double to) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i <= STEPS; i++) {
      double angle = Math.toRadians(from + (to - from) * i / STEPS);
      points.add(new double[] {x + wide * Math.cos(angle), y + high * Math.sin(angle)});
    }
    return points;
  }

  /** Straight lines from corner to corner. */
  private static List<double[]> line(double... corners) {
    List<double[]> points = new ArrayList<>();
    points.add(new double[] {corners[0], corners[1]});
    for (int i = 2; i < corners.length; i += 2) {
      for (int step = 1; step <= 5; step++) {
        double part = step / 5.0;
        points.add(
            new double[] {
              corners[i - 2] + part * (corners[i] - corners[i - 2]),
              corners[i - 1] + part * (corners[i + 1] - corners[i - 1])
            });
      }
    }
    return points;
  }

  private static List<double[]> joined(List<double[]> first, List<double[]> second) {
    List<double[]> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
