package dev.weft.source;

import dev.weft.Quoted;
import dev.weft.source.ArrayName.Role;
import java.lang.foreign.Arena;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The groups of images in an array beside them: {@code groups_train}, or {@code patient_train} if asked for. */
final class ArrayGroups {
  private ArrayGroups() {}

  /**
   * Each image's group as a text, all empty if there is no such array.
   *
   * @param asked the array's name, or that without the word of the part; empty for {@code groups}
   */
  static List<String> of(
      ArrayPair pair, int count, List<NamedArray> arrays, String asked, Arena arena, List<String> notes) {
    for (NamedArray array : arrays) {
      boolean named = asked.isEmpty() ? array.role() == Role.GROUPS : array.isCalled(asked);
      if (named && array.part().equals(pair.part()) && !array.equals(pair.images()) && !array.equals(pair.labels())) {
        if (array.count() == count) {
          return ArrayLabels.of(array.load(arena), notes);
        }
        notes.add(
            String.format(
                Locale.ROOT,
                "%s is not used: it has %,d values for %,d images.",
                Quoted.text(array.array()),
                array.count(),
                count));
      }
    }
    return Collections.nCopies(count, "");
  }
}
