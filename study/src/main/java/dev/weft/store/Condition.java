package dev.weft.store;

import dev.weft.WeftException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must hold for a column of a run.
 *
 * @param column its name
 * @param comparison how it is compared
 * @param value with what
 */
public record Condition(String column, Comparison comparison, String value) {
  private static final Pattern FORM = Pattern.compile("\\s*([^<>=!~\\s]+)\\s*(>=|<=|!=|==|=|>|<|~)\\s*(.*?)\\s*");

  /** How a column is compared with a value. */
  public enum Comparison {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">="),
    /** Has the value somewhere in its text, in capital or small letters. */
    CONTAINS("~");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    private static Comparison of(String sign) {
      return List.of(values()).stream().filter(known -> known.sign.equals(sign)).findFirst().orElse(EQUAL);
    }
  }

  /**
   * Reads a condition such as {@code test.accuracy>0.9}, {@code dataset=mnist} or {@code name~cnn}.
   *
   * @throws WeftException if it is none
   */
  public static Condition parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new WeftException(
          "a filter is a column, one of = != < <= > >= ~ and a value, such as 'test.accuracy>0.9'; received '%s'."
              .formatted(text));
    }
    return new Condition(parts.group(1), Comparison.of(parts.group(2)), parts.group(3));
  }

  /**
   * Whether it holds for a value of the column; for nothing at all only {@code !=} does. A list, such as the tags, is
   * equal to each word in it.
   */
  boolean holdsFor(Object actual) {
    if (actual == null) {
      return comparison == Comparison.NOT_EQUAL;
    }
    if (actual instanceof List<?> words && (comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL)) {
      return words.contains(value) == (comparison == Comparison.EQUAL);
    }
    int order = order(actual);
    return switch (comparison) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case GREATER -> order > 0;
      case AT_LEAST -> order >= 0;
      case CONTAINS -> Values.text(actual).toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT));
    };
  }

  private int order(Object actual) {
    OptionalDouble number = Values.number(value);
    return number.isPresent() && actual instanceof Number
        ? Double.compare(((Number) actual).doubleValue(), number.getAsDouble())
        : Values.ORDER.compare(actual, value);
  }
}
