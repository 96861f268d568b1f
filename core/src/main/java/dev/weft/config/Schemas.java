package dev.weft.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pieces of a JSON schema. */
public final class Schemas {
  private static final Map<String, Object> NULL = Map.of("type", "null");

  private Schemas() {}

  /** What any of these takes. */
  public static Map<String, Object> anyOf(List<?> forms) {
    return forms.size() == 1 ? (Map<String, Object>) forms.getFirst() : ordered("anyOf", forms);
  }

  /** That, or nothing. */
  static Map<String, Object> orNull(Map<String, Object> schema) {
    Map<String, Object> copy = new LinkedHashMap<>(schema);
    if (copy.get("type") instanceof String type) {
      copy.put("type", List.of(type, "null"));
    } else if (copy.get("type") instanceof List<?> types) {
      copy.put("type", with(types, "null"));
    } else if (copy.get("anyOf") instanceof List<?> forms) {
      copy.put("anyOf", with(forms, NULL));
    } else {
      return ordered("anyOf", List.of(schema, NULL));
    }
    return copy;
  }

  private static List<Object> with(List<?> list, Object more) {
    List<Object> longer = new ArrayList<>(list);
    longer.add(more);
    return longer;
  }

  /** A map that keeps the order of its keys. */
  public static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
