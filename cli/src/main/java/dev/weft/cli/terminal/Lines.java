package dev.weft.cli.terminal;

/** Text that fits the width of a terminal, and breaks at spaces, never within a number. */
public final class Lines {
  private static final String INDENT = "  ";

  private Lines() {}

  /** What fits of a line: whole pieces where two spaces stand between them, otherwise the beginning and an ellipsis. */
  static String cut(String line, int width) {
    if (line.length() <= width) {
      return line;
    }
    int pieces = line.lastIndexOf(INDENT, width);
    if (pieces > indentation(line)) {
      return line.substring(0, pieces).stripTrailing();
    }
    int end = Math.max(0, width - 1);
    while (end > 0 && (isWithinNumber(line, end) || Character.isLowSurrogate(line.charAt(end)))) {
      end--;
    }
    return line.substring(0, end).stripTrailing() + "…";
  }

  private static boolean isWithinNumber(String line, int at) {
    return isOfNumber(line.charAt(at - 1)) && isOfNumber(line.charAt(at));
  }

  private static boolean isOfNumber(char c) {
    return Character.isDigit(c) || c == '.' || c == ',';
  }

  /** The whole of a line, in as many lines as it needs; those after the first are indented. A long word stays whole. */
  public static String folded(String line, int width) {
    StringBuilder folded = new StringBuilder();
    String rest = line;
    while (rest.length() > width) {
      int begin = indentation(rest);
      int space = rest.lastIndexOf(INDENT, width);
      space = space > begin ? space : rest.lastIndexOf(' ', width);
      space = space > begin ? space : rest.indexOf(' ', Math.max(begin, width));
      if (space < 0) {
        break;
      }
      folded.append(rest.substring(0, space).stripTrailing()).append('\n');
      rest = INDENT + rest.substring(space).strip();
    }
    return folded.append(rest).toString();
  }

  private static int indentation(String line) {
    return line.length() - line.stripLeading().length();
  }
}
