package dev.weft.experiment;

import dev.weft.Quoted;
import dev.weft.WeftException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A change of one value in maps and lists. */
final class SettingEdit {
  private final String origin;
  private final List<String> path;

  /**
   * @param origin the option in the user's words, which errors name
   * @param path keys, and positions in lists from 0
   */
  SettingEdit(String origin, List<String> path) {
    this.origin = origin;
    this.path = path;
  }

  /** Puts the value at the path; missing maps on the way to it are made. */
  void in(Object root, Object value) {
    set(root, 0, value);
  }

  private void set(Object parent, int depth, Object value) {
    if (depth == path.size() - 1) {
      put(parent, depth, value);
      return;
    }
    Object child = get(parent, depth);
    if (child == null) {
      child = new LinkedHashMap<String, Object>();
      put(parent, depth, child);
    } else if (isKind(child, path.get(depth + 1))) {
      Map<String, Object> kind = new LinkedHashMap<>();
      kind.put(path.get(depth + 1), null);
      put(parent, depth, kind);
      child = kind;
    }
    set(child, depth + 1, value);
  }

  /** Whether a value is a kind without arguments, such as {@code Flatten}, in one of its spellings. */
  private static boolean isKind(Object value, String kind) {
    return value instanceof String text && text.replace("_", "").equalsIgnoreCase(kind);
  }

  private Object get(Object parent, int depth) {
    return parent instanceof List<?> list ? list.get(position(list, depth)) : map(parent, depth).get(path.get(depth));
  }

  private void put(Object parent, int depth, Object value) {
    if (parent instanceof List<?> list) {
      ((List<Object>) list).set(position(list, depth), value);
    } else {
      map(parent, depth).put(path.get(depth), value);
    }
  }

  private int position(List<?> list, int depth) {
    String text = path.get(depth);
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) >= list.size()) {
      throw new WeftException(
          "%s: '%s' is a list, %s; received %s."
              .formatted(
                  origin,
                  above(depth),
                  list.isEmpty() ? "which is empty" : "whose entries are numbered from 0 to " + (list.size() - 1),
                  Quoted.value(text)));
    }
    return Integer.parseInt(text);
  }

  private Map<String, Object> map(Object parent, int depth) {
    String word = path.get(depth);
    if (parent instanceof Map<?, ?> map) {
      if (map.size() == 1 && isKind(map.keySet().iterator().next()) && !isKind(word)) {
        throw belowItsName(String.valueOf(map.keySet().iterator().next()), depth);
      }
      return (Map<String, Object>) map;
    }
    if (isKind(parent) && !isKind(word)) {
      throw belowItsName((String) parent, depth);
    }
    throw new WeftException(
        "%s: '%s' is %s, which has no settings inside; received %s."
            .formatted(origin, above(depth), Quoted.text(parent), Quoted.value(word)));
  }

  /** Kinds begin with a capital letter, such as {@code Adam}; settings do not. */
  private static boolean isKind(Object word) {
    return word instanceof String text && !text.isEmpty() && Character.isUpperCase(text.charAt(0));
  }

  private WeftException belowItsName(String kind, int depth) {
    String rest = String.join(".", path.subList(depth, path.size()));
    return new WeftException(
        "%s: the settings of '%s' stand below its kind; write %s.%s.%s."
            .formatted(origin, above(depth), Quoted.text(above(depth)), Quoted.text(kind), Quoted.text(rest)));
  }

  private String above(int depth) {
    return String.join(".", path.subList(0, depth));
  }
}
