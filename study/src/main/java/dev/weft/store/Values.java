package dev.weft.store;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How the values of a column compare. Numbers, also those written as texts, come first, by size; then texts and moments
 * as they are written; nothing comes last.
 */
final class Values {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  /** What a number begins with. */
  private static final String MAY_BE_NUMBER = "0123456789+-.";

  /** From small to large. */
  static final Comparator<Object> ORDER = Values::compare;

  private Values() {}

  private static int compare(Object left, Object right) {
    OptionalDouble first = number(left);
    OptionalDouble second = number(right);
    if (first.isPresent() && second.isPresent()) {
      return Double.compare(first.getAsDouble(), second.getAsDouble());
    }
    return first.isPresent() != second.isPresent()
        ? Boolean.compare(second.isPresent(), first.isPresent())
        : text(left).compareTo(text(right));
  }

  /** The number that a value is or says. */
  static OptionalDouble number(Object value) {
    return switch (value) {
      case Number number -> OptionalDouble.of(number.doubleValue());
      case String text when MAY_BE_NUMBER.indexOf(text.isEmpty() ? 'x' : text.charAt(0)) >= 0 -> parsed(text);
      default -> OptionalDouble.empty();
    };
  }

  private static OptionalDouble parsed(String text) {
    try {
      return OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** As a person writes it; a moment in the time of this place. */
  static String text(Object value) {
    return switch (value) {
      case Instant moment -> MOMENT.format(moment);
      case List<?> words -> String.join(", ", words.stream().map(String::valueOf).toList());
      default -> String.valueOf(value);
    };
  }
}
