package dev.weft.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every combination of some settings' values, the last setting varying fastest.
 *
 * @param values of each setting, by its path
 */
record Grid(Map<String, List<Object>> values) {
  List<Map<String, Object>> points() {
    List<Map<String, Object>> points = List.of(Map.of());
    for (Map.Entry<String, List<Object>> setting : values.entrySet()) {
      List<Map<String, Object>> finer = new ArrayList<>();
      for (Map<String, Object> point : points) {
        for (Object value : setting.getValue()) {
          Map<String, Object> more = new LinkedHashMap<>(point);
          more.put(setting.getKey(), value);
          finer.add(more);
        }
      }
      points = finer;
    }
    return points;
  }
}
