package dev.weft.run;

import java.util.LinkedHashMap;
import java.util.Map;

/** The names that files of Weft 0.1 had for what is called otherwise now: {@code train_pictures}, now train_images. */
final class OldNames {
  private OldNames() {}

  /** The same map with today's names, at any depth. */
  static Map<String, Object> current(Map<String, Object> map) {
    Map<String, Object> current = new LinkedHashMap<>();
    map.forEach((name, value) -> current.put(current(name), current(value)));
    return current;
  }

  static String current(String name) {
    return name.endsWith("_pictures") ? name.replace("_pictures", "_images") : name;
  }

  @SuppressWarnings("unchecked")
  private static Object current(Object value) {
    return value instanceof Map<?, ?> map ? current((Map<String, Object>) map) : value;
  }
}
