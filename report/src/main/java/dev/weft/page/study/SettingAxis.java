package dev.weft.page.study;

import dev.weft.Decimal;
import dev.weft.chart.HeatMap;
import dev.weft.page.Table.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * A setting as an axis: its values in order. Numbers that were drawn at random are ranges instead: orders of magnitude
 * where the setting spans several, else ranges of about as many recipes each.
 *
 * @param places of each recipe among the labels, from 0; -1 where it lacks the setting
 */
record SettingAxis(HeatMap.Axis axis, List<Integer> places) {
  /** An axis has no more values. */
  private static final int MOST_VALUES = 20;

  private static final int MOST_RANGES = 5;

  /** Of more orders of magnitude, each is one range; of fewer, there are two in each: from 1 to 3 and from 3 to 10. */
  private static final double FINE_MAGNITUDES = 4;

  /** Whether a setting can be an axis: words are few enough. */
  static boolean isPossible(Column column) {
    return column.isNumber() || column.cells().stream().map(Cell::text).distinct().count() <= MOST_VALUES;
  }

  static SettingAxis of(Column column) {
    if (!column.isNumber()) {
      List<String> words = column.cells().stream().map(Cell::text).filter(text -> !text.isEmpty()).distinct().toList();
      return new SettingAxis(
          new HeatMap.Axis(column.name(), words),
          column.cells().stream().map(cell -> words.indexOf(cell.text())).toList());
    }
    TreeMap<Double, String> values = new TreeMap<>();
    column.cells().stream().filter(Cell::isNumber).forEach(cell -> values.put(cell.order(), cell.text()));
    boolean isDrawn = values.size() > Math.max(MOST_RANGES, column.cells().size() / 2) || values.size() > MOST_VALUES;
    return isDrawn ? ranges(column) : numbers(column, values);
  }

  private static SettingAxis numbers(Column column, TreeMap<Double, String> values) {
    List<Double> rising = List.copyOf(values.keySet());
    return new SettingAxis(
        new HeatMap.Axis(column.name(), List.copyOf(values.values())),
        column.cells().stream().map(cell -> rising.indexOf(cell.order())).toList());
  }

  private static SettingAxis ranges(Column column) {
    double[] rising = column.cells().stream().filter(Cell::isNumber).mapToDouble(Cell::order).sorted().toArray();
    boolean isWhole = Arrays.stream(rising).allMatch(value -> value == Math.rint(value));
    List<Double> edges = column.isLogarithmic() ? magnitudes(rising) : quantiles(rising);
    List<Integer> places =
        column.cells().stream().map(cell -> cell.isNumber() ? place(cell.order(), edges) : -1).toList();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < edges.size() - 1; i++) {
      boolean isLast = i == edges.size() - 2;
      labels.add(
          isWhole
              ? whole(Math.max(edges.get(i), rising[0]), isLast ? rising[rising.length - 1] : edges.get(i + 1) - 1)
              : words(edges.get(i)) + " to " + words(edges.get(i + 1)));
    }
    return new SettingAxis(new HeatMap.Axis(column.name(), labels), places);
  }

  private static String whole(double low, double high) {
    return high <= low ? words(low) : words(Math.ceil(low)) + " to " + words(Math.ceil(high));
  }

  /** The last edge that is not above the value. */
  private static int place(double value, List<Double> edges) {
    int place = 0;
    while (place < edges.size() - 2 && edges.get(place + 1) <= value) {
      place++;
    }
    return place;
  }

  /** 0.0001, 0.0003, 0.001: from the last one below all values to the first one above. */
  private static List<Double> magnitudes(double[] rising) {
    double least = rising[0];
    double most = rising[rising.length - 1];
    int[] digits = Math.log10(most / least) > FINE_MAGNITUDES ? new int[] {1} : new int[] {1, 3};
    List<Double> edges = new ArrayList<>();
    for (int power = (int) Math.floor(Math.log10(least)); edges.isEmpty() || edges.getLast() < most; power++) {
      for (int digit : digits) {
        double edge = Double.parseDouble(digit + "e" + power);
        if (edge <= least) {
          edges.clear();
        }
        if (edges.isEmpty() || edges.getLast() < most) {
          edges.add(edge);
        }
      }
    }
    return edges;
  }

  /** Rounded, so that they read well. */
  private static List<Double> quantiles(double[] rising) {
    double least = rising[0];
    double most = rising[rising.length - 1];
    int ranges = Math.clamp(Math.round(Math.sqrt(rising.length)), 2, MOST_RANGES);
    int power = (int) Math.floor(Math.log10((most - least) / ranges));
    List<Double> edges = new ArrayList<>();
    edges.add(rounded(Math.floor(least * Math.pow(10, -power)), power));
    for (int i = 1; i < ranges; i++) {
      double edge = rounded(Math.rint(rising[rising.length * i / ranges] * Math.pow(10, -power)), power);
      if (edge > edges.getLast() && edge < most) {
        edges.add(edge);
      }
    }
    edges.add(rounded(Math.ceil(most * Math.pow(10, -power)), power));
    return edges;
  }

  /** So many times a power of ten, to the bit as a person writes it. */
  private static double rounded(double times, int power) {
    return Double.parseDouble(Math.round(times) + "e" + power);
  }

  private static String words(double value) {
    String text = Decimal.text(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
