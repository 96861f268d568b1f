package dev.weft.source;

import dev.weft.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that a set is divided into, by names such as {@code train-00001-of-00003.parquet}. */
final class Shards {
  private static final Pattern NAME = Pattern.compile("(.*)-(\\d{1,6})-of-(\\d{1,6})(?:\\..*)?");

  private Shards() {}

  /** Of files {@code name-00000-of-00005} all should be there. */
  static List<String> missing(List<String> names) {
    Map<List<String>, Integer> found = new LinkedHashMap<>();
    for (String name : names) {
      Matcher shard = NAME.matcher(name);
      if (shard.matches()) {
        found.merge(List.of(shard.group(1), shard.group(3)), 1, Integer::sum);
      }
    }
    List<String> notes = new ArrayList<>();
    found.forEach((set, count) -> {
      int all = Integer.parseInt(set.get(1));
      if (count < all) {
        notes.add(
            String.format(
                Locale.ROOT, "%,d of the %,d files of '%s' are missing.", all - count, all, Quoted.text(set.get(0))));
      }
    });
    return notes;
  }
}
