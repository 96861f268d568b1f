package dev.weft.cli.terminal;

import java.util.Arrays;
import java.util.Locale;

/** A curve drawn with letters, over an axis by orders of magnitude. */
public final class AsciiCurve {
  private static final int LABEL = 9;

  private AsciiCurve() {}

  /**
   * Draws it.
   *
   * @param x rising, above 0
   * @param y all finite, as many
   * @param marked the index of the point that has an asterisk
   * @param columns of the whole
   * @param rows of the curve, without the axis
   */
  public static String of(double[] x, double[] y, int marked, int columns, int rows) {
    int width = Math.max(10, columns - LABEL - 2);
    double low = Arrays.stream(y).min().orElse(0);
    double high = Arrays.stream(y).max().orElse(1);
    double span = high > low ? high - low : 1;
    double first = Math.log10(x[0]);
    double last = Math.log10(x[x.length - 1]);
    char[][] cells = new char[rows][width];
    Arrays.stream(cells).forEach(row -> Arrays.fill(row, ' '));
    int point = 0;
    for (int column = 0; column < width; column++) {
      double at = first + (last - first) * column / (width - 1);
      while (point < x.length - 1 && Math.log10(x[point]) < at - 1e-9) {
        point++;
      }
      cells[row(y[point], high, span, rows)][column] = '·';
    }
    cells[row(y[marked], high, span, rows)][column(x[marked], first, last, width)] = '*';
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      boolean named = row == 0 || row == rows - 1 || row == rows / 2;
      String label = named ? String.format(Locale.ROOT, "%.3g", high - span * row / (rows - 1)) : "";
      String line = " ".repeat(LABEL - Math.min(LABEL, label.length())) + label + " │" + new String(cells[row]);
      text.append(line.stripTrailing()).append('\n');
    }
    char[] axis = "─".repeat(width).toCharArray();
    char[] names = " ".repeat(width).toCharArray();
    int free = 0;
    for (int power = (int) Math.ceil(first - 1e-9); power <= last + 1e-9; power++) {
      int column = column(Math.pow(10, power), first, last, width);
      axis[column] = '┴';
      String name =
          power >= -3 && power <= 3 ? String.valueOf(Math.pow(10, power)).replaceAll("\\.0$", "") : "1e" + power;
      int start = Math.min(column, width - name.length());
      if (start >= free) {
        name.getChars(0, name.length(), names, start);
        free = start + name.length() + 1;
      }
    }
    text.append(" ".repeat(LABEL)).append(" └").append(axis).append('\n');
    return text.append(" ".repeat(LABEL + 2)).append(new String(names).stripTrailing()).append('\n').toString();
  }

  private static int row(double y, double high, double span, int rows) {
    return (int) Math.round((high - y) / span * (rows - 1));
  }

  private static int column(double x, double first, double last, int width) {
    double part = last > first ? (Math.log10(x) - first) / (last - first) : 0;
    return (int) Math.clamp(Math.round(part * (width - 1)), 0, width - 1);
  }
}
