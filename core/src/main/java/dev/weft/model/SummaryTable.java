package dev.weft.model;

import java.util.ArrayList;
import java.util.List;

/** A table of text with lines between its rows. What is wider than its column is broken between words, or cut off. */
public final class SummaryTable {
  private final int[] widths;
  private final int rightAligned;
  private final StringBuilder text = new StringBuilder();

  private SummaryTable(int[] widths, int rightAligned) {
    this.widths = widths;
    this.rightAligned = rightAligned;
  }

  /**
   * The table.
   *
   * @param widths of the columns' text, in characters
   * @param rightAligned the column whose text stands at the right; -1 for none
   */
  public static String of(List<String> header, List<List<String>> rows, int[] widths, int rightAligned) {
    SummaryTable table = new SummaryTable(widths, rightAligned);
    table.rule("┏━┳┓");
    table.row("┃", header);
    table.rule("┡━╇┩");
    for (int i = 0; i < rows.size(); i++) {
      table.row("│", rows.get(i));
      table.rule(i < rows.size() - 1 ? "├─┼┤" : "└─┴┘");
    }
    return table.text.toString();
  }

  private void row(String bar, List<String> cells) {
    List<List<String>> lines = new ArrayList<>();
    for (int column = 0; column < widths.length; column++) {
      lines.add(broken(cells.get(column), widths[column]));
    }
    int height = lines.stream().mapToInt(List::size).max().orElse(0);
    for (int line = 0; line < height; line++) {
      for (int column = 0; column < widths.length; column++) {
        List<String> cell = lines.get(column);
        String part = line < cell.size() ? cell.get(line) : "";
        String space = " ".repeat(widths[column] - part.length());
        text.append(bar).append(' ').append(column == rightAligned ? space + part : part + space).append(' ');
      }
      text.append(bar).append('\n');
    }
  }

  /**
   * @param parts left end, dash, crossing, right end
   */
  private void rule(String parts) {
    List<String> dashes = new ArrayList<>();
    for (int width : widths) {
      dashes.add(parts.substring(1, 2).repeat(width + 2));
    }
    text.append(parts.charAt(0))
        .append(String.join(parts.substring(2, 3), dashes))
        .append(parts.charAt(3))
        .append('\n');
  }

  /** As many words a line as fit; a word that is too long has a line of its own, and an ellipsis. */
  private static List<String> broken(String cell, int width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : cell.split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (longer.length() > width && !line.isEmpty()) {
        lines.add(cut(line, width));
        longer = word;
      }
      line = longer;
    }
    lines.add(cut(line, width));
    return lines;
  }

  private static String cut(String line, int width) {
    return line.length() <= width ? line : line.substring(0, width - 1) + "…";
  }
}
