package dev.weft.config;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes records that {@link AddsArguments}. */
final class AddedArguments {
  private AddedArguments() {}

  /** The kind, and behind its name the added arguments that are there. */
  static Object write(Record record) {
    Object kind = Config.write(Reflection.get(record.getClass().getRecordComponents()[0], record));
    Map<String, Object> added = new LinkedHashMap<>();
    for (RecordComponent component : components(record.getClass())) {
      Object value = Config.write(Reflection.get(component, record));
      if (value != null && !value.equals(List.of())) {
        added.put(Reflection.name(component), value);
      }
    }
    if (added.isEmpty()) {
      return kind;
    }
    Map<String, Object> arguments = new LinkedHashMap<>();
    if (kind instanceof Map<?, ?> named) {
      Map<?, ?> own = (Map<?, ?>) named.values().iterator().next();
      own.forEach((name, value) -> arguments.put((String) name, value));
    }
    arguments.putAll(added);
    return Map.of(kind instanceof Map<?, ?> named ? named.keySet().iterator().next() : kind, arguments);
  }

  static Object read(Class<?> type, Setting setting) {
    RecordComponent kind = type.getRecordComponents()[0];
    Map<String, Object> given = new LinkedHashMap<>();
    given.put(kind.getName(), KindParser.read(kind.getType(), setting, names(type)));
    Setting arguments = arguments(setting);
    if (arguments.value() instanceof Map<?, ?> map) {
      for (RecordComponent component : components(type)) {
        Object value = map.get(Reflection.name(component));
        if (value != null) {
          given.put(
              component.getName(),
              ConfigParser.read(component.getGenericType(), arguments.child(Reflection.name(component), value)));
        }
      }
    }
    return RecordParser.made(type, given, setting);
  }

  /** Where the kind's arguments stand. */
  private static Setting arguments(Setting setting) {
    if (!(setting.value() instanceof Map<?, ?> map) || map.isEmpty()) {
      return setting.child("", null);
    }
    if (map.containsKey("class_name")) {
      return setting.child("config", map.get("config"));
    }
    Map.Entry<?, ?> entry = map.entrySet().iterator().next();
    return setting.child(entry.getKey(), entry.getValue());
  }

  static List<String> names(Class<?> type) {
    return components(type).stream().map(Reflection::name).toList();
  }

  /** All but the kind. */
  static List<RecordComponent> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).skip(1).toList();
  }
}
