package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The names of a source's classes. */
final class ClassNames {
  /** A network has an output for each class. */
  static final int MOST = 50_000;

  /** As UTF-8 and UTF-32 order texts; {@code String.compareTo} puts emoji before some other characters. */
  static final Comparator<String> BY_CODE_POINTS = ClassNames::compare;

  private ClassNames() {}

  private static int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean oneIsHalf = Character.isSurrogate(x) != Character.isSurrogate(y);
        return oneIsHalf
            ? Boolean.compare(Character.isSurrogate(x), Character.isSurrogate(y))
            : Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /**
   * Different names in the order of their code points.
   *
   * @throws WeftException if they are more than 50,000
   */
  static List<String> sorted(Collection<String> names) {
    TreeSet<String> sorted = new TreeSet<>(BY_CODE_POINTS);
    sorted.addAll(names);
    if (sorted.size() > MOST) {
      throw new WeftException(
          String.format(
              Locale.ROOT,
              "there may be at most %,d classes; received %,d, such as '%s'; name a path with a folder or label per"
                  + " class.",
              MOST,
              sorted.size(),
              Quoted.text(sorted.first())));
    }
    return List.copyOf(sorted);
  }

  /** The label of each name: its index. */
  static Map<String, Integer> labels(List<String> names) {
    Map<String, Integer> labels = HashMap.newHashMap(names.size());
    for (String name : names) {
      labels.put(name, labels.size());
    }
    return labels;
  }

  /** A note if two names look the same, or nearly: one may be a slip of the other. */
  static Optional<String> lookAlike(List<String> names) {
    Map<String, String> seen = new HashMap<>();
    for (String name : names) {
      String other = seen.putIfAbsent(plain(name), name);
      if (other != null) {
        return Optional.of(
            "The classes '%s' and '%s' have nearly the same name; if they are one, give them one name."
                .formatted(Quoted.text(other), Quoted.text(name)));
      }
    }
    return Optional.empty();
  }

  private static String plain(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[\\s_-]+", " ")
        .strip();
  }
}
