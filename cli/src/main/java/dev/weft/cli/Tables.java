package dev.weft.cli;

import dev.weft.Quoted;
import dev.weft.metrics.ConfusionMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Results as aligned text. */
final class Tables {
  private static final Pattern NUMBER = Pattern.compile("[-+]?[\\d.,]*(e-?\\d+)?");

  private Tables() {}

  /** A class's number and name, or just the number where that is the name. */
  static String named(int label, List<String> names) {
    String name = names.get(label);
    return name.equals(String.valueOf(label)) ? name : label + " " + Quoted.text(name);
  }

  /** One metric a line. */
  static String metrics(Map<String, Double> metrics) {
    StringBuilder table = new StringBuilder();
    metrics.forEach((name, value) -> table.append(String.format(Locale.ROOT, "  %-22s %.4f%n", name, value)));
    return table.toString();
  }

  /** A row for each class that pictures are of, a column for each that they were said to be of. */
  static String confusion(ConfusionMatrix matrix, List<String> names) {
    int classes = matrix.classes();
    int head = 0;
    int cell = 1 + String.valueOf(classes - 1).length();
    for (int actual = 0; actual < classes; actual++) {
      head = Math.max(head, named(actual, names).length());
      for (int predicted = 0; predicted < classes; predicted++) {
        cell = Math.max(cell, 1 + String.valueOf(matrix.counts()[actual][predicted]).length());
      }
    }
    StringBuilder table = new StringBuilder("  " + " ".repeat(head) + " ");
    for (int predicted = 0; predicted < classes; predicted++) {
      table.append(padded(String.valueOf(predicted), cell));
    }
    table.append('\n');
    for (int actual = 0; actual < classes; actual++) {
      String name = named(actual, names);
      table.append("  ").append(name).append(" ".repeat(head - name.length() + 1));
      for (int predicted = 0; predicted < classes; predicted++) {
        int count = matrix.counts()[actual][predicted];
        table.append(padded(count == 0 ? "·" : String.valueOf(count), cell));
      }
      table.append('\n');
    }
    return table.toString();
  }

  /** The columns in which some row says something. */
  static List<List<String>> withoutEmptyColumns(List<List<String>> rows) {
    int[] said =
        IntStream.range(0, rows.getFirst().size())
            .filter(column -> rows.stream().skip(1).anyMatch(row -> !row.get(column).isEmpty()))
            .toArray();
    return rows.stream().map(row -> IntStream.of(said).mapToObj(row::get).toList()).toList();
  }

  /**
   * Columns two spaces apart; those of numbers, one below the other's last digit.
   *
   * @param header empty for none
   */
  static String aligned(List<String> header, List<List<String>> rows) {
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
      numbers[at] = rows.stream().map(row -> row.get(at)).allMatch(cell -> NUMBER.matcher(cell).matches());
    }
    StringBuilder table = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        String cell = line.get(column);
        String space = " ".repeat(widths[column] - cell.length());
        text.append(column == 0 ? "" : "  ").append(numbers[column] ? space + cell : cell + space);
      }
      table.append(text.toString().stripTrailing()).append('\n');
    }
    return table.toString();
  }

  private static String padded(String text, int width) {
    return " ".repeat(width - text.length()) + text;
  }
}
