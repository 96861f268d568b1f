package dev.weft.run;

import java.util.regex.Pattern;

/** A setting, which a store has as a text, as what it is. */
public final class Setting {
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,17})");
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d+)?(e-?\\d{1,3})?");

  private Setting() {}

  /** A boolean, a whole number, another finite number or, if it is none of them, the text. */
  public static Object of(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    if (WHOLE.matcher(text).matches()) {
      return Long.valueOf(text);
    }
    double number = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    return Double.isFinite(number) ? (Object) number : text;
  }
}
