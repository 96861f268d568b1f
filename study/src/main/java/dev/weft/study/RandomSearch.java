package dev.weft.study;

import dev.weft.SplitMix64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * So many points, each setting drawn by itself; the same seed draws the same points.
 *
 * @param distributions of each setting, by its path: a {@link Distribution}, or a list to take a value from
 */
record RandomSearch(Map<String, Object> distributions, int trials, long seed) {
  /** Draws a point without a new name so often before it gives up. */
  private static final int MOST_TRIES = 1_000;

  /**
   * Points that differ in their names; fewer than {@code trials} where no more are found.
   *
   * @param name of a point
   */
  Collection<Map<String, Object>> points(Function<Map<String, Object>, String> name) {
    SplitMix64 random = SplitMix64.of(seed);
    Map<String, Map<String, Object>> points = new LinkedHashMap<>();
    for (int tries = 0; points.size() < trials && tries < MOST_TRIES; tries++) {
      Map<String, Object> point = new LinkedHashMap<>();
      distributions.forEach((path, from) -> point.put(path, draw(from, random)));
      tries = points.putIfAbsent(name.apply(point), point) == null ? 0 : tries;
    }
    return points.values();
  }

  private static Object draw(Object from, SplitMix64 random) {
    return from instanceof List<?> values
        ? values.get(random.nextInt(values.size()))
        : ((Distribution) from).draw(random);
  }
}
