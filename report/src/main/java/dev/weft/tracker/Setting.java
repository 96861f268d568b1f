package dev.weft.tracker;

import java.util.regex.Pattern;

/** A setting, which a store has as a text, as what it is. */
final class Setting {
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d+)?(e-?\\d{1,3})?");

  private Setting() {}

  /** A boolean, a number or, if it is neither, the text. */
  static Object of(String text) {
    return switch (text) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> NUMBER.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
    };
  }
}
