package dev.weft.mlflow;

import java.util.LinkedHashMap;
import java.util.Map;

/** Names and texts as MLflow takes them. */
public final class MlflowNames {
  private static final int LONGEST_NAME = 250;
  private static final int LONGEST_PARAMETER = 6000;
  private static final int LONGEST_TAG = 5000;

  private MlflowNames() {}

  /**
   * The name of a metric, a parameter or a tag, which is also a file's: letters, digits, underscores, dots, hyphens and
   * spaces, at most {@value #LONGEST_NAME} characters. Any other character becomes an underscore.
   */
  public static String name(String wanted) {
    String plain = cut(wanted.replaceAll("[^\\p{IsAlphabetic}\\p{IsDigit}_.\\- ]", "_"), LONGEST_NAME);
    return plain.isBlank() || plain.matches("\\.+") ? "_" : plain;
  }

  /** Parameters with such names and texts; of two with one name, the first. */
  static Map<String, String> parameters(Map<String, String> wanted) {
    return named(wanted, LONGEST_PARAMETER);
  }

  /** Tags with such names and texts. */
  static Map<String, String> tags(Map<String, String> wanted) {
    return named(wanted, LONGEST_TAG);
  }

  private static Map<String, String> named(Map<String, String> wanted, int longest) {
    Map<String, String> named = new LinkedHashMap<>();
    wanted.forEach((name, value) -> named.putIfAbsent(name(name), cut(value, longest)));
    return named;
  }

  /** Never within a character of two parts. */
  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end);
  }
}
