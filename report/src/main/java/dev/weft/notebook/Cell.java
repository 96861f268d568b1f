package dev.weft.notebook;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a script: a text in Markdown, or lines of Java that are run together. In the script, lines of text begin
 * with {@code ///}; an empty line ends a piece of code.
 *
 * @param line where it begins, from 1
 * @param isText whether it is Markdown
 */
record Cell(int line, boolean isText, String content) {
  private static final String TEXT = "///";

  /** A script's cells in order. */
  static List<Cell> of(String script) {
    List<Cell> cells = new ArrayList<>();
    List<String> lines = script.lines().toList();
    int depth = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean isText = line.startsWith(TEXT);
      String content = isText ? line.substring(TEXT.length()).replaceFirst("^ ", "") : line;
      Cell last = cells.isEmpty() ? null : cells.getLast();
      boolean goesOn = last != null && last.isText == isText && (isText || depth > 0 || !lines.get(i - 1).isBlank());
      if (goesOn) {
        cells.set(cells.size() - 1, new Cell(last.line, isText, last.content + "\n" + content));
      } else if (!content.isBlank()) {
        cells.add(new Cell(i + 1, isText, content));
      }
      if (!isText) {
        depth += count(line, '{') - count(line, '}');
      }
    }
    return cells.stream().map(cell -> new Cell(cell.line, cell.isText, cell.content.strip())).toList();
  }

  private static int count(String line, char bracket) {
    return (int) line.chars().filter(c -> c == bracket).count();
  }
}
