package dev.weft.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** From configuration to values: the other half of {@link Config}. */
final class ConfigParser {
  private ConfigParser() {}

  static Object read(Type type, Setting setting) {
    if (type instanceof ParameterizedType many) {
      Type[] arguments = many.getActualTypeArguments();
      return arguments.length == 2 ? readMap(arguments[1], setting) : readList(arguments[0], setting);
    }
    Class<?> wanted = (Class<?>) type;
    Form<?> form = Reflection.form(wanted);
    if (form != null) {
      return readForm(form, setting);
    }
    if (wanted.isSealed()) {
      return KindParser.read(wanted, setting);
    }
    if (wanted.isEnum()) {
      return readEnum(wanted, setting);
    }
    if (wanted.isAnnotationPresent(AddsArguments.class)) {
      return AddedArguments.read(wanted, setting);
    }
    return wanted.isRecord() ? RecordParser.read(wanted, setting) : readScalar(wanted, setting);
  }

  private static Object readForm(Form<?> form, Setting setting) {
    try {
      return form.read(setting);
    } catch (ConfigException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ConfigException(setting.path(), false, e.getMessage());
    }
  }

  private static Object readScalar(Class<?> type, Setting setting) {
    return switch (type.getSimpleName()) {
      case "double", "Double" -> setting.number();
      case "int", "Integer" -> setting.whole();
      case "long", "Long" -> setting.whole(Long.MIN_VALUE, Long.MAX_VALUE);
      case "boolean", "Boolean" -> setting.bool();
      case "String" -> setting.text();
      default -> throw new IllegalArgumentException("a configuration cannot hold a " + type.getName() + ".");
    };
  }

  private static Object readEnum(Class<?> type, Setting setting) {
    if (setting.value() instanceof Map<?, ?> function && "function".equals(function.get("class_name"))) {
      return readEnum(type, new Setting(function.get("config"), setting.path()));
    }
    List<String> known = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      String name = ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
      if (setting.value() instanceof String text && OtherNames.areSame(name, text)) {
        return constant;
      }
      known.add(name);
    }
    throw UnknownWord.kind(type, setting, false, known);
  }

  /** A list; a number or a text may stand for a list of one. */
  private static List<Object> readList(Type element, Setting setting) {
    if (element == String.class && (setting.value() instanceof String || setting.value() instanceof Number)) {
      return List.of(read(element, setting));
    }
    boolean ofNumbers = element == Integer.class || element == Double.class;
    if (!(setting.value() instanceof List) && !(setting.value() instanceof Number && ofNumbers)) {
      boolean ofKinds =
          element instanceof Class<?> type && (type.isSealed() || type.isAnnotationPresent(AddsArguments.class));
      throw setting.wrong(ofKinds ? "must be a list, each entry after a '- '" : "must be a list");
    }
    List<Object> values = new ArrayList<>();
    for (Setting entry : setting.entries()) {
      values.add(read(element, entry));
    }
    return values;
  }

  private static Map<String, Object> readMap(Type element, Setting setting) {
    if (!(setting.value() instanceof Map<?, ?> map)) {
      throw setting.wrong("must be settings 'name: value'");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    map.forEach((key, value) -> values.put(String.valueOf(key), read(element, setting.child(key, value))));
    return values;
  }
}
