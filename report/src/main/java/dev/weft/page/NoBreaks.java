package dev.weft.page;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** No line of a page breaks between a number and its unit. */
final class NoBreaks {
  private static final Pattern KEPT = Pattern.compile("<(pre|code|script|style|textarea)\\b.*?</\\1>", Pattern.DOTALL);
  private static final Pattern TEXT = Pattern.compile(">[^<]+<");
  private static final Pattern UNIT =
      Pattern.compile(
          "(?<=\\d) (?=(?:%|ms|s|min|h|d|KB|MB|GB|px)(?![\\p{L}\\d]))" // 97.5 %, 3 h
              + "|(?<=\\bp) (?=(?:=|<|&lt;) \\d)|(?<=\\bp (?:=|<|&lt;)) (?=\\d)"); // p = 0.03

  private NoBreaks() {}

  /** The page with spaces that do not break; code and scripts stay as they are. */
  static String between(String html) {
    StringBuilder all = new StringBuilder(html.length());
    Matcher kept = KEPT.matcher(html);
    int end = 0;
    while (kept.find()) {
      all.append(texts(html.substring(end, kept.start()))).append(kept.group());
      end = kept.end();
    }
    return all.append(texts(html.substring(end))).toString();
  }

  private static String texts(String html) {
    return TEXT.matcher(html).replaceAll(text -> Matcher.quoteReplacement(in(text.group())));
  }

  /** A text with spaces that do not break. */
  static String in(String text) {
    return UNIT.matcher(text).replaceAll("\u00a0");
  }
}
