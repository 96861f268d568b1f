package dev.weft.page.comparison;

import dev.weft.dataset.ImageDataset;
import dev.weft.page.Gallery;
import dev.weft.run.FinishedRun;
import dev.weft.study.RunPair;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The images that only one of a pair of runs gets right.
 *
 * @param pairs as the group's differences have them
 */
record PairImages(RunGroup group, List<RunPair> pairs, Gallery gallery) {
  private static final int MOST = 4_000;
  private static final int MOST_ANSWERS = 60_000;
  private static final int LEAST_OF_A_SIDE = 6;

  static PairImages of(RunGroup group, Optional<ImageDataset> data) {
    List<RunPair> pairs = group.differences().pairs().stream().map(group.compared()::images).toList();
    int most = Math.min(MOST, MOST_ANSWERS / group.runs().size());
    return new PairImages(group, pairs, Gallery.of(runs(group), data, wanted(pairs, most)));
  }

  private static List<FinishedRun> runs(RunGroup group) {
    return group.runs().stream().map(LetteredRun::run).toList();
  }

  /** As many of each side of each pair, the surest first. */
  private static List<Integer> wanted(List<RunPair> pairs, int most) {
    int ofEachSide = Math.max(LEAST_OF_A_SIDE, most / 2 / pairs.size());
    Set<Integer> rows = new LinkedHashSet<>();
    for (int place = 0; place < ofEachSide; place++) {
      for (RunPair pair : pairs) {
        addAt(place, pair.onlyFirst(), rows);
        addAt(place, pair.onlySecond(), rows);
      }
    }
    return rows.stream().limit(most).toList();
  }

  private static void addAt(int place, List<Integer> from, Set<Integer> rows) {
    if (place < from.size()) {
      rows.add(from.get(place));
    }
  }

  /** The images, and what each run of the group predicts. */
  Map<String, Object> toMap() {
    return gallery.toMap(runs(group));
  }

  /** Of each pair, where in the gallery its images are. */
  List<Map<String, Object>> slots() {
    Map<Integer, Integer> slots = new HashMap<>();
    for (int slot = 0; slot < gallery.rows().length; slot++) {
      slots.put(gallery.rows()[slot], slot);
    }
    return pairs.stream().map(pair -> slots(pair, slots)).toList();
  }

  private static Map<String, Object> slots(RunPair pair, Map<Integer, Integer> slots) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("onlyFirst", pair.onlyFirst().stream().map(slots::get).filter(Objects::nonNull).toList());
    map.put("onlySecond", pair.onlySecond().stream().map(slots::get).filter(Objects::nonNull).toList());
    return map;
  }
}
