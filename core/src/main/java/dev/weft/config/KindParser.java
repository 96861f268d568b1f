package dev.weft.config;

import dev.weft.Quoted;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one of a sealed type's kinds: {@code Kind}, {@code {Kind: {arguments}}}, or Keras's class and config. */
final class KindParser {
  private KindParser() {}

  static Object read(Class<?> family, Setting setting) {
    return read(family, setting, List.of());
  }

  /**
   * @param added arguments that may stand among the kind's own, which others read
   */
  static Object read(Class<?> family, Setting setting, List<String> added) {
    Class<?> bare = Reflection.bare(family);
    if (bare != null && standsBare(bare, setting)) {
      return bare(bare, setting);
    }
    return switch (setting.value()) {
      case String name -> RecordParser.make(find(family, setting, false), Map.of(), setting, added);
      case Map<?, ?> map when map.containsKey("class_name") -> keras(family, map, setting, added);
      case Map<?, ?> map when map.size() == 1 -> named(family, map.entrySet().iterator().next(), setting, added);
      case null, default -> throw noKind(family, setting);
    };
  }

  /** Whether this is the value of the kind that files write without its name. */
  private static boolean standsBare(Class<?> bare, Setting setting) {
    if (Reflection.isMap(Reflection.only(bare))) {
      return setting.value() instanceof Map;
    }
    if (setting.value() instanceof String text && text.matches("\\P{L}*\\d.*")) {
      throw setting.wrong("must be a number");
    }
    return setting.value() instanceof Number;
  }

  private static Object keras(Class<?> family, Map<?, ?> map, Setting setting, List<String> added) {
    Class<?> type = find(family, setting.child("class_name", map.get("class_name")), false);
    Map<?, ?> arguments = map.get("config") instanceof Map<?, ?> given ? withoutNeutral(given, type) : Map.of();
    return RecordParser.make(type, arguments, setting.child("config", arguments), added);
  }

  private static Map<?, ?> withoutNeutral(Map<?, ?> config, Class<?> type) {
    List<String> known = Reflection.argumentNames(type);
    Map<Object, Object> rest = new LinkedHashMap<>(config);
    rest.entrySet()
        .removeIf(entry ->
            !known.contains(String.valueOf(entry.getKey()))
                && KerasArguments.isNeutral(String.valueOf(entry.getKey()), entry.getValue()));
    return rest;
  }

  private static Object named(Class<?> family, Map.Entry<?, ?> entry, Setting setting, List<String> added) {
    Setting inside = setting.child(entry.getKey(), entry.getValue());
    Class<?> type = find(family, setting.child(entry.getKey(), entry.getKey()), true);
    return switch (entry.getValue()) {
      case null -> RecordParser.make(type, Map.of(), inside, added);
      case Map<?, ?> arguments -> RecordParser.make(type, arguments, inside, added);
      case Object value when Reflection.shorthand(type) != null -> shorthand(type, inside);
      default -> throw RecordParser.bare(type, inside);
    };
  }

  /** A kind that has no name; what it says of its only argument, it says of the setting. */
  private static Object bare(Class<?> type, Setting setting) {
    try {
      return shorthand(type, setting);
    } catch (ConfigException e) {
      String own = "'" + Reflection.name(Reflection.only(type)) + "'";
      throw e.aboutRule() && e.getMessage().startsWith(own)
          ? setting.error(setting.name() + e.getMessage().substring(own.length()))
          : e;
    }
  }

  /** A kind made of the value that stands for its arguments. */
  private static Object shorthand(Class<?> type, Setting setting) {
    RecordComponent component = Reflection.shorthand(type);
    Object value = ConfigParser.read(component.getGenericType(), setting);
    return RecordParser.checked(setting, () -> RecordParser.make(type, Map.of(component.getName(), value)));
  }

  private static Class<?> find(Class<?> family, Setting name, boolean aboutKey) {
    return Reflection.types(family)
        .filter(type -> OtherNames.areSame(Reflection.kind(type), String.valueOf(name.value())))
        .findFirst()
        .orElseThrow(() -> UnknownWord.kind(family, name, aboutKey, Config.kinds(family)));
  }

  private static ConfigException noKind(Class<?> family, Setting setting) {
    String hint = setting.value() instanceof Map<?, ?> map ? WrongValue.asKind(family, map, setting.isEntry()) : "";
    return new ConfigException(
        setting.path(),
        false,
        "%s must be a name or one 'Name: {settings}', with a name of %s; received %s%s."
            .formatted(setting.name(), Quoted.list(Config.kinds(family)), Quoted.value(setting.value()), hint));
  }
}
