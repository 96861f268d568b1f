package dev.weft;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Words of files, options and names as a message or a table may show them: on one line, of bounded length, and without
 * a character that a terminal obeys or that nobody sees. Whoever puts such a word into a sentence writes {@code
 * Quoted.text(word)} between quotation marks, or {@code Quoted.value(value)} for a value that may be of any type, or
 * {@code Quoted.list(words)}. {@link WeftException} and the command pass whole sentences through {@link #line}, so that
 * nothing gets past them.
 *
 * <p>These are written as {@code \}{@code u001b} or {@code \n}: control characters, line and paragraph separators,
 * formatting characters (directions of writing, zero-width characters, soft hyphens, tags) and halves of surrogate
 * pairs. The joiners of emoji and of scripts that need them stay where they join two characters outside ASCII.
 */
public final class Quoted {
  private static final int MOST_OF_A_WORD = 80;
  private static final int MOST_OF_A_LINE = 4000;
  private static final int MOST_OF_A_LIST = 40;

  private Quoted() {}

  /** A word, cut after 80 characters; {@code null} is none of them. */
  public static String text(Object word) {
    return text(word, MOST_OF_A_WORD);
  }

  /** A word, cut after {@code most} characters (Unicode code points), where an ellipsis takes the last one's place. */
  public static String text(Object word, int most) {
    return escaped(cut(String.valueOf(word), most), false);
  }

  /** A value as {@link #text}: texts between quotation marks, numbers, lists and settings without. */
  public static String value(Object value) {
    return value instanceof CharSequence ? "'" + text(value) + "'" : text(value);
  }

  /** {@code a, b, c}: each as {@link #text}, at most 40 of them; {@code a, b, ... and 12 more}. */
  public static String list(Collection<?> words) {
    int more = words.size() - MOST_OF_A_LIST;
    String listed = words.stream().limit(MOST_OF_A_LIST).map(Quoted::text).collect(Collectors.joining(", "));
    return more > 0 ? listed + " and " + more + " more" : listed;
  }

  /** An argument of a command that a person may copy: in quotes where a shell would take it for something else. */
  public static String argument(String argument) {
    return argument.matches("[\\p{L}\\p{N}_./:@%+=,-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
  }

  /** A whole sentence on one line, cut after 4,000 characters. */
  public static String line(String sentence) {
    return sentence == null ? null : escaped(cut(sentence, MOST_OF_A_LINE), false);
  }

  /** What an exception says, as {@link #line}. */
  public static String message(Throwable why) {
    return line(String.valueOf(why.getMessage()));
  }

  /** Lines of any length, whose ends and tabs stay. */
  public static String lines(String text) {
    return escaped(text, true);
  }

  /** JSON of the same meaning, in which characters as these stand as JSON's own {@code \}{@code uXXXX}. */
  public static String json(String json) {
    StringBuilder shown = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i += Character.charCount(json.codePointAt(i))) {
      int c = json.codePointAt(i);
      if (isPlain(c) || Character.isWhitespace(c) && c < 128 || joins(json, i)) {
        shown.appendCodePoint(c);
      } else {
        for (char unit : Character.toChars(c)) {
          shown.append("\\u").append(hex(unit, 4));
        }
      }
    }
    return shown.toString();
  }

  private static String cut(String text, int most) {
    return text.length() > most && text.codePointCount(0, text.length()) > most
        ? text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…"
        : text;
  }

  private static String escaped(String text, boolean layoutStays) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (isPlain(c) || layoutStays && (c == '\n' || c == '\t') || joins(text, i)) {
        shown.appendCodePoint(c);
      } else {
        shown.append(escape(c));
      }
    }
    return shown.toString();
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  /** Whether a zero-width (non-)joiner stands between two visible characters outside ASCII. */
  private static boolean joins(String text, int i) {
    boolean joiner = text.charAt(i) == '\u200c' || text.charAt(i) == '\u200d';
    if (!joiner || i == 0 || i + 1 == text.length()) {
      return false;
    }
    int before = text.codePointBefore(i);
    int after = text.codePointAt(i + 1);
    return before > 127 && after > 127 && isPlain(before) && isPlain(after);
  }

  private static String escape(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> (c < 0x10000 ? "\\u" + hex(c, 4) : "\\u{" + hex(c, 5) + "}");
    };
  }

  private static String hex(int c, int digits) {
    String hex = Integer.toHexString(c);
    return "0".repeat(Math.max(0, digits - hex.length())) + hex;
  }
}
