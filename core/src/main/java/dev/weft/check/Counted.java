package dev.weft.check;

import dev.weft.Quoted;
import java.util.List;
import java.util.Locale;

/** Numbers of things in a sentence. */
final class Counted {
  private static final int MOST_NAMED = 5;

  private Counted() {}

  /** {@code 1 image} or {@code 1,200 images}. */
  static String of(int count, String noun) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? noun : plural(noun));
  }

  /** {@code 1 image is} or {@code 2 images are}. */
  static String are(int count, String noun) {
    return of(count, noun) + (count == 1 ? " is" : " are");
  }

  /** {@code 1 image has} or {@code 2 images have}. */
  static String have(int count, String noun) {
    return of(count, noun) + (count == 1 ? " has" : " have");
  }

  private static String plural(String noun) {
    return noun.endsWith("s")
        ? noun + "es"
        : noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
  }

  /** {@code 12 %}, {@code 0.4 %}. */
  static String percent(double share) {
    return String.format(Locale.ROOT, share >= 0.0995 || share == 0 ? "%.0f %%" : "%.1f %%", 100 * share);
  }

  static String decimals(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** The first of some names, and how many more there are. */
  static String some(List<String> names) {
    String first = Quoted.list(names.subList(0, Math.min(MOST_NAMED, names.size())));
    return names.size() <= MOST_NAMED ? first : first + " and " + (names.size() - MOST_NAMED) + " more";
  }
}
