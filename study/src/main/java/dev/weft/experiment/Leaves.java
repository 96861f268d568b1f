package dev.weft.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What maps and lists hold at last, by its path: {@code training.optimizer.Adam.learning_rate}. */
public final class Leaves {
  private Leaves() {}

  public static Map<String, Object> of(Map<String, Object> tree) {
    Map<String, Object> leaves = new LinkedHashMap<>();
    tree.forEach((key, value) -> add(key, value, leaves));
    return leaves;
  }

  private static void add(String path, Object value, Map<String, Object> leaves) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, element) -> add(path + "." + key, element, leaves));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        add(path + "." + i, list.get(i), leaves);
      }
    } else {
      leaves.put(path, value);
    }
  }
}
