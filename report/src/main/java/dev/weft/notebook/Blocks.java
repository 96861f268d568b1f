package dev.weft.notebook;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a person's document that Weft writes. Each stands between two comments of Markdown, {@code <!--
 * weft:result -->} and {@code <!-- /weft -->}; all around them belongs to the person.
 */
final class Blocks {
  private static final Pattern BEGIN = Pattern.compile("<!-- weft:([a-z-]*) -->");
  private static final String END = "<!-- /weft -->";

  private Blocks() {}

  /**
   * A document with its blocks as they are now; one that the person took out stays out.
   *
   * @param blocks by their names
   * @throws WeftException if a block has no end, or a name that there is not
   */
  static String renewed(String document, Map<String, String> blocks) {
    StringBuilder renewed = new StringBuilder();
    Matcher begin = BEGIN.matcher(document);
    int at = 0;
    while (begin.find(at)) {
      int end = document.indexOf(END, begin.end());
      int line = (int) document.substring(0, begin.start()).lines().count() + 1;
      boolean isOpen = end < 0 || BEGIN.matcher(document.substring(begin.end(), end)).find();
      if (isOpen) {
        throw new WeftException(
            "line %s: a block must end with '%s'; '%s' does not.".formatted(line, END, begin.group()));
      }
      String content = blocks.get(begin.group(1));
      if (content == null) {
        throw new WeftException(
            "line %s: a block is one of %s; received '%s'."
                .formatted(line, Quoted.list(blocks.keySet().stream().toList()), Quoted.text(begin.group(1))));
      }
      renewed.append(document, at, begin.end()).append('\n').append(content.strip()).append('\n').append(END);
      at = end + END.length();
    }
    return renewed.append(document.substring(at)).toString();
  }
}
