package dev.weft.source;

import dev.weft.Quoted;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** What a source passes over, or treats in its own way, for one reason: how many, and the first names. */
final class PassedOver {
  private static final int SHOWN = 3;

  private final String one;
  private final String many;
  private final TreeSet<String> first = new TreeSet<>(ClassNames.BY_CODE_POINTS);
  private int count;

  /**
   * @param one {@code file is no image and is passed over}
   * @param many {@code files are no images and are passed over}
   */
  PassedOver(String one, String many) {
    this.one = one;
    this.many = many;
  }

  void add(String name) {
    count++;
    first.add(name);
    if (first.size() > SHOWN) {
      first.pollLast();
    }
  }

  int count() {
    return count;
  }

  /** {@code 5 files are no images and are passed over: a.txt, b.txt, c.txt and 2 more}; empty if there are none. */
  Optional<String> words() {
    if (count == 0) {
      return Optional.empty();
    }
    String more = count > first.size() ? String.format(Locale.ROOT, " and %,d more", count - first.size()) : "";
    return Optional.of(
        String.format(Locale.ROOT, "%,d %s: ", count, count == 1 ? one : many) + Quoted.list(first) + more);
  }

  /** The words as a sentence. */
  Optional<String> note() {
    return words().map(words -> words + ".");
  }
}
