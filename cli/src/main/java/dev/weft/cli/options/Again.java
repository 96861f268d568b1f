package dev.weft.cli.options;

import dev.weft.Quoted;

/** Options as they have to be typed again. */
public final class Again {
  private Again() {}

  /** With a space before it. */
  public static String option(String name, Object value) {
    return " " + name + " " + word(String.valueOf(value));
  }

  /** In quotes where a shell would take it for several words or something else. */
  public static String word(String word) {
    return Quoted.argument(word);
  }
}
