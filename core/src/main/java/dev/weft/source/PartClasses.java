package dev.weft.source;

import dev.weft.Quoted;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Notes about parts that lack a class which another part has. */
final class PartClasses {
  private static final int SHOWN = 3;

  private PartClasses() {}

  static List<String> notes(List<SourceSample> samples, List<String> classes) {
    Map<DataPart, BitSet> seen = new EnumMap<>(DataPart.class);
    for (SourceSample sample : samples) {
      sample.part().ifPresent(part -> seen.computeIfAbsent(part, p -> new BitSet()).set(sample.label()));
    }
    List<String> notes = new ArrayList<>();
    seen.forEach((part, has) -> {
      List<String> lacks = new ArrayList<>();
      for (int label = has.nextClearBit(0); label < classes.size(); label = has.nextClearBit(label + 1)) {
        lacks.add(classes.get(label));
      }
      if (!lacks.isEmpty()) {
        notes.add(
            String.format(
                Locale.ROOT,
                "The %s part lacks %,d of %,d classes: %s%s.",
                part.adjective(),
                lacks.size(),
                classes.size(),
                Quoted.list(lacks.subList(0, Math.min(SHOWN, lacks.size()))),
                lacks.size() > SHOWN ? " and more" : ""));
      }
    });
    return notes;
  }
}
