package dev.weft.study;

import dev.weft.SplitMix64;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * So many points, each setting drawn by itself; the same seed draws the same points.
 *
 * @param distributions of each setting, by its path: a {@link Distribution}, or a list to take a value from
 */
record RandomSearch(Map<String, Object> distributions, int trials, long seed) {
  List<Map<String, Object>> points() {
    SplitMix64 random = SplitMix64.of(seed);
    List<Map<String, Object>> points = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      Map<String, Object> point = new LinkedHashMap<>();
      distributions.forEach((path, from) -> point.put(path, draw(from, random)));
      points.add(point);
    }
    return points;
  }

  private static Object draw(Object from, SplitMix64 random) {
    return from instanceof List<?> values
        ? values.get(random.nextInt(values.size()))
        : ((Distribution) from).draw(random);
  }
}
