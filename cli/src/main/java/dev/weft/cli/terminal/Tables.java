package dev.weft.cli.terminal;

import dev.weft.Quoted;
import dev.weft.metrics.ConfusionMatrix;
import dev.weft.metrics.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Results as aligned text. */
public final class Tables {
  private static final Pattern NUMBER = Pattern.compile("[-+]?[\\d.,]*(e-?\\d+)?");

  private static final List<String> AREAS =
      Stream.of(Metric.ROC_AUC_OVO, Metric.ROC_AUC_OVO_WEIGHTED, Metric.ROC_AUC_OVR, Metric.ROC_AUC_OVR_WEIGHTED)
          .map(Metric::key)
          .toList();

  /** What a text in a table keeps however narrow the terminal is: a date is not cut. */
  private static final int LEAST_OF_A_TEXT = 16;

  private static final int LEAST_OF_A_CLASS = 12;

  private Tables() {}

  /** A class's number and name, or just the number where that is the name. */
  public static String named(int label, List<String> names) {
    String name = names.get(label);
    return name.equals(String.valueOf(label)) ? name : label + " " + Quoted.text(name);
  }

  /** One metric a line; the four averages of the area under the ROC curve are one line where they read the same. */
  static String metrics(Map<String, Double> metrics) {
    List<String> areas =
        metrics.entrySet().stream()
            .filter(metric -> AREAS.contains(metric.getKey()))
            .map(metric -> digits(metric.getValue()))
            .toList();
    boolean alike = areas.size() > 1 && areas.stream().distinct().count() == 1;
    StringBuilder table = new StringBuilder();
    metrics.forEach((name, value) -> {
      if (!alike || !AREAS.contains(name)) {
        table.append(metric(name, digits(value), ""));
      } else if (name.equals(Metric.ROC_AUC_OVO.key())) {
        table.append(metric("roc_auc", digits(value), "  (ovo, ovr, macro and weighted)"));
      }
    });
    return table.toString();
  }

  private static String metric(String name, String value, String which) {
    return String.format(Locale.ROOT, "  %-22s %s%s%n", name, value, which);
  }

  private static String digits(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /**
   * A row for each class that images are of, a column for each that was predicted.
   *
   * @param width where a row is wider, the table is continued below itself
   */
  static String confusion(ConfusionMatrix matrix, List<String> names, int width) {
    int classes = matrix.classes();
    int cell = 1 + String.valueOf(classes - 1).length();
    for (int actual = 0; actual < classes; actual++) {
      for (int predicted = 0; predicted < classes; predicted++) {
        cell = Math.max(cell, 1 + String.valueOf(matrix.counts()[actual][predicted]).length());
      }
    }
    int most = width == Integer.MAX_VALUE ? width : Math.max(LEAST_OF_A_CLASS, width / 3);
    List<String> heads = IntStream.range(0, classes).mapToObj(c -> Quoted.text(named(c, names), most)).toList();
    int head = heads.stream().mapToInt(String::length).max().orElse(0);
    int across = Math.max(1, (width - head - 3) / cell);
    StringBuilder table = new StringBuilder();
    for (int from = 0; from < classes; from += across) {
      int to = (int) Math.min((long) from + across, classes);
      table.append(from == 0 ? "" : "\n").append("  ").append(" ".repeat(head + 1));
      IntStream.range(from, to).mapToObj(String::valueOf).map(padded(cell)).forEach(table::append);
      table.append('\n');
      for (int actual = 0; actual < classes; actual++) {
        table.append("  ").append(heads.get(actual)).append(" ".repeat(head - heads.get(actual).length() + 1));
        int[] counts = matrix.counts()[actual];
        IntStream.range(from, to)
            .mapToObj(c -> counts[c] == 0 ? "·" : String.valueOf(counts[c]))
            .map(padded(cell))
            .forEach(table::append);
        table.append('\n');
      }
    }
    return table.toString();
  }

  /** As {@link #aligned(List, List, int)}, as wide as it needs. */
  public static String aligned(List<String> header, List<List<String>> rows) {
    return aligned(header, rows, Integer.MAX_VALUE);
  }

  /**
   * Columns two spaces apart; those of numbers, one below the other's last digit. Where that is too wide, texts but for
   * the first column are cut, the longest first; where that would not be enough, columns are continued below, each time
   * beside the first.
   *
   * @param header empty for none
   */
  public static String aligned(List<String> header, List<List<String>> rows, int width) {
    List<List<String>> lines = new ArrayList<>();
    rows.forEach(row -> lines.add(row.stream().map(Quoted::line).toList()));
    if (!header.isEmpty()) {
      lines.addFirst(header);
    }
    int columns = lines.isEmpty() ? 0 : lines.getFirst().size();
    int[] widths = new int[columns];
    boolean[] numbers = new boolean[columns];
    for (int column = 0; column < columns; column++) {
      int at = column;
      widths[at] = lines.stream().mapToInt(line -> line.get(at).length()).max().orElse(0);
      boolean id = !header.isEmpty() && header.get(at).equals("id"); // a text, also where it has no letter
      numbers[at] = !id && rows.stream().map(row -> row.get(at)).allMatch(cell -> NUMBER.matcher(cell).matches());
    }
    cutTexts(widths, numbers, width);
    StringBuilder table = new StringBuilder();
    for (int from = 1; from == 1 || from < columns; ) {
      int to = from;
      for (long used = columns == 0 ? 0 : widths[0];
          to < columns && (to == from || used + 2 + widths[to] <= width);
          to++) {
        used += 2 + widths[to];
      }
      table.append(from == 1 ? "" : "\n");
      for (List<String> line : lines) {
        append(table, line, widths, numbers, from, to);
      }
      from = Math.max(to, 2);
    }
    return table.toString();
  }

  private static void cutTexts(int[] widths, boolean[] numbers, int width) {
    int[] cut = widths.clone();
    while (IntStream.of(cut).asLongStream().sum() + 2L * (cut.length - 1) > width) {
      int widest =
          IntStream.range(1, cut.length)
              .filter(column -> !numbers[column] && cut[column] > LEAST_OF_A_TEXT)
              .reduce(-1, (a, b) -> a >= 0 && cut[a] >= cut[b] ? a : b);
      if (widest < 0) {
        int most = Math.max(LEAST_OF_A_TEXT, width - widths[0] - 2);
        Arrays.setAll(cut, column -> column == 0 || numbers[column] ? widths[column] : Math.min(widths[column], most));
        break;
      }
      cut[widest]--;
    }
    System.arraycopy(cut, 0, widths, 0, widths.length);
  }

  /** The first column of a line and those of a range. */
  private static void append(
      StringBuilder table, List<String> line, int[] widths, boolean[] numbers, int from, int to) {
    StringBuilder text = new StringBuilder();
    IntStream.concat(IntStream.of(0), IntStream.range(from, to))
        .filter(column -> column < line.size())
        .forEach(column -> {
          String whole = line.get(column);
          String cell = whole.length() <= widths[column] ? whole : whole.substring(0, widths[column] - 1) + "…";
          String space = " ".repeat(widths[column] - cell.length());
          text.append(column == 0 ? "" : "  ").append(numbers[column] ? space + cell : cell + space);
        });
    table.append(text.toString().stripTrailing()).append('\n');
  }

  private static UnaryOperator<String> padded(int width) {
    return text -> " ".repeat(width - text.length()) + text;
  }
}
