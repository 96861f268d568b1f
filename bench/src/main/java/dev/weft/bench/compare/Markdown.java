package dev.weft.bench.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A document of lines and tables, whose columns are as wide as their widest cell. */
final class Markdown {
  private final StringBuilder text = new StringBuilder();

  Markdown line(String line) {
    text.append(line).append('\n');
    return this;
  }

  /** A paragraph: an empty line before it. */
  Markdown paragraph(String... lines) {
    line("");
    List.of(lines).forEach(this::line);
    return this;
  }

  Markdown heading(int level, String title) {
    return paragraph("#".repeat(level) + " " + title);
  }

  /**
   * A table after an empty line.
   *
   * @param texts how many of the first columns are words, on the left; the others are numbers, on the right
   */
  Markdown table(int texts, List<String> header, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>(List.of(header));
    all.addAll(rows);
    int[] widths =
        IntStream.range(0, header.size())
            .map(column -> all.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    line("");
    row(texts, header, widths);
    List<String> rule = new ArrayList<>(Collections.nCopies(header.size(), ""));
    for (int column = 0; column < widths.length; column++) {
      int width = Math.max(3, widths[column]);
      rule.set(column, column < texts ? "-".repeat(width) : "-".repeat(width - 1) + ":");
    }
    row(texts, rule, widths);
    rows.forEach(row -> row(texts, row, widths));
    return this;
  }

  private void row(int texts, List<String> cells, int[] widths) {
    List<String> padded = new ArrayList<>();
    for (int column = 0; column < widths.length; column++) {
      String blanks = " ".repeat(Math.max(0, Math.max(3, widths[column]) - cells.get(column).length()));
      padded.add(column < texts ? cells.get(column) + blanks : blanks + cells.get(column));
    }
    line("| " + String.join(" | ", padded) + " |");
  }

  /** Three digits, more of large numbers, or {@code -} where there is none. */
  static String digits(double value) {
    int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  /** A whole number, or {@code -} where there is none. */
  static String whole(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,.0f", value);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
