package dev.weft;

import java.util.List;
import java.util.Locale;

/** Numbers of things in a sentence. */
public final class Counted {
  private static final int MOST_NAMED = 5;

  private Counted() {}

  /** {@code 1 image} or {@code 1,200 images}. */
  public static String of(long count, String noun) {
    return of(count, noun, plural(noun));
  }

  /** {@code 1 group stands} or {@code 2 groups stand}. */
  public static String of(long count, String one, String several) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : several);
  }

  /** {@code 1 image is} or {@code 2 images are}. */
  public static String are(long count, String noun) {
    return of(count, noun) + (count == 1 ? " is" : " are");
  }

  /** {@code 1 image has} or {@code 2 images have}. */
  public static String have(long count, String noun) {
    return of(count, noun) + (count == 1 ? " has" : " have");
  }

  private static String plural(String noun) {
    return noun.endsWith("s")
        ? noun + "es"
        : noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
  }

  /** The first of some names, and how many more there are. */
  public static String some(List<String> names) {
    String first = Quoted.list(names.subList(0, Math.min(MOST_NAMED, names.size())));
    return names.size() <= MOST_NAMED ? first : first + " and " + (names.size() - MOST_NAMED) + " more";
  }
}
