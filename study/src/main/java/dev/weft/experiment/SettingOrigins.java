package dev.weft.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where each key and value of settings comes from: {@code file:line:column}, or the option that set it. */
final class SettingOrigins {
  private final String source;
  private final Map<List<String>, String> keys = new LinkedHashMap<>();
  private final Map<List<String>, String> values = new LinkedHashMap<>();

  /**
   * @param source of what comes from nowhere else
   */
  SettingOrigins(String source) {
    this.source = source;
  }

  /** Of a value or of its key; of what holds it, when it stands nowhere. */
  String of(List<String> path, boolean ofKey) {
    String origin = (ofKey ? keys : values).get(path);
    return origin != null ? origin : path.isEmpty() ? source : of(path.subList(0, path.size() - 1), false);
  }

  void key(List<String> path, String origin) {
    keys.put(path, origin);
  }

  void value(List<String> path, String origin) {
    values.put(path, origin);
  }

  /** How many values there are. */
  int size() {
    return values.size();
  }

  /** A value was replaced, with all that it held, or added, with the maps on the way to it. */
  void set(List<String> path, String origin) {
    values.keySet().removeIf(inside -> inside.size() > path.size() && begins(inside, path));
    for (int length = path.size(); length > 0; length--) {
      keys.putIfAbsent(path.subList(0, length), origin);
      values.putIfAbsent(path.subList(0, length), origin);
    }
    values.put(path, origin);
  }

  /** Those of what stands at a path. */
  SettingOrigins below(List<String> path) {
    SettingOrigins below = new SettingOrigins(source);
    cut(keys, path, below.keys);
    cut(values, path, below.values);
    return below;
  }

  private static void cut(Map<List<String>, String> origins, List<String> path, Map<List<String>, String> into) {
    origins.forEach((at, origin) -> {
      if (begins(at, path)) {
        into.put(at.subList(path.size(), at.size()), origin);
      }
    });
  }

  private static boolean begins(List<String> path, List<String> with) {
    return path.size() >= with.size() && path.subList(0, with.size()).equals(with);
  }
}
