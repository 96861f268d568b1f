package dev.weft.cli;

import java.nio.charset.Charset;
import java.util.Optional;
import java.util.stream.Stream;

/** What the user's locale keeps Java from. */
final class Locality {
  private Locality() {}

  /**
   * Why an argument cannot be what the user typed: Java replaced a character that the locale lacks, and could not find
   * a file of that name either. The launcher {@code ./weft} takes a UTF-8 locale before it comes to that.
   */
  static Optional<String> cannotName(String[] args) {
    return cannotName(System.getProperty("sun.jnu.encoding", "UTF-8"), args);
  }

  static Optional<String> cannotName(String locale, String... args) {
    boolean lost = Stream.of(args).anyMatch(argument -> argument.indexOf('\ufffd') >= 0);
    return lost && !locale.equalsIgnoreCase("UTF-8")
        ? Optional.of(
            "the locale's character set, %s, lacks letters of what was typed; set LC_ALL=C.UTF-8 and try again."
                .formatted(Charset.isSupported(locale) ? Charset.forName(locale).name() : locale))
        : Optional.empty();
  }
}
