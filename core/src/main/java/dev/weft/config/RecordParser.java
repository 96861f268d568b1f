package dev.weft.config;

import dev.weft.Quoted;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a record from its arguments: the required ones go to {@code of}, the others replace what it chose. */
final class RecordParser {
  private RecordParser() {}

  static Object read(Class<?> type, Setting setting) {
    RecordComponent shorthand = Reflection.marked(type);
    if (shorthand != null && !hasArguments(type, setting)) {
      Object value = ConfigParser.read(shorthand.getGenericType(), setting);
      return made(type, Map.of(shorthand.getName(), value), setting);
    }
    if (!(setting.value() instanceof Map<?, ?> map)) {
      throw bare(type, setting);
    }
    return make(type, map, setting);
  }

  private static boolean hasArguments(Class<?> type, Setting setting) {
    return setting.value() instanceof Map<?, ?> map
        && map.keySet().stream().anyMatch(Reflection.argumentNames(type)::contains);
  }

  /**
   * @param setting where the arguments stand
   */
  static Object make(Class<?> type, Map<?, ?> arguments, Setting setting) {
    return make(type, arguments, setting, List.of());
  }

  /**
   * @param added arguments that may stand there, too, which others read
   */
  static Object make(Class<?> type, Map<?, ?> arguments, Setting setting, List<String> added) {
    requireKnown(type, arguments, setting, added);
    return made(type, given(type, arguments, setting), setting);
  }

  /**
   * @param given values by the names of components
   */
  static Object made(Class<?> type, Map<String, Object> given, Setting setting) {
    return checked(setting, () -> make(type, given));
  }

  /**
   * @param given values by the names of components
   */
  static Object make(Class<?> type, Map<String, Object> given) throws ReflectiveOperationException {
    Method of = Reflection.factory(type, given.keySet());
    Object chosen = of == null ? null : of.invoke(null, values(of.getParameters(), given));
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      values[i] = given.containsKey(name) ? given.get(name) : Reflection.get(components[i], chosen);
    }
    return Reflection.constructor(type).newInstance(values);
  }

  private static void requireKnown(Class<?> type, Map<?, ?> arguments, Setting setting, List<String> added) {
    List<String> known = new ArrayList<>(Reflection.argumentNames(type));
    known.addAll(added);
    for (Map.Entry<?, ?> argument : arguments.entrySet()) {
      String name = String.valueOf(argument.getKey());
      if (!known.contains(name) && !Reflection.isOtherName(type, name)) {
        throw UnknownWord.argument(type, setting.child(name, argument.getValue()), known);
      }
    }
  }

  /** The arguments that are given, by the names of components. */
  private static Map<String, Object> given(Class<?> type, Map<?, ?> arguments, Setting setting) {
    Set<String> required = Reflection.required(type);
    Map<String, Object> given = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = Reflection.nameIn(arguments, component);
      if (Reflection.isFlattened(component)) {
        Map<?, ?> its = only(arguments, Reflection.argumentNames(component.getType()));
        given.put(component.getName(), make(component.getType(), its, setting));
      } else if (arguments.get(name) != null) {
        Setting argument = setting.child(name, arguments.get(name));
        given.put(component.getName(), ConfigParser.read(component.getGenericType(), argument));
      } else if (required.contains(component.getName())) {
        throw new ConfigException(
            setting.path(), false, Reflection.kind(type) + " needs '" + name + "'; received " + keys(arguments) + ".");
      }
    }
    return given;
  }

  private static Map<?, ?> only(Map<?, ?> arguments, List<String> names) {
    return arguments.entrySet().stream()
        .filter(entry -> names.contains(String.valueOf(entry.getKey())) && entry.getValue() != null)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Object[] values(Parameter[] parameters, Map<String, Object> given) {
    return Arrays.stream(parameters).map(parameter -> given.get(parameter.getName())).toArray();
  }

  private static String keys(Map<?, ?> map) {
    return map.isEmpty() ? "no settings" : "only [" + Quoted.list(map.keySet()) + "]";
  }

  /** An error about a value that stands where settings of a record should. */
  static ConfigException bare(Class<?> type, Setting setting) {
    String hint = setting.value() instanceof List ? "" : WrongValue.asSettings(type, setting);
    return new ConfigException(
        setting.path(),
        false,
        setting.name() + " must be settings 'name: value'; received " + Quoted.value(setting.value()) + hint + ".");
  }

  interface Maker {
    Object make() throws ReflectiveOperationException;
  }

  /** Adds the place to what a record's own checks say. */
  static Object checked(Setting setting, Maker maker) {
    try {
      return maker.make();
    } catch (InvocationTargetException e) {
      throw placed(setting, e.getCause());
    } catch (IllegalArgumentException e) {
      throw placed(setting, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ConfigException placed(Setting setting, Throwable check) {
    return check instanceof ConfigException of
        ? of.below(setting.path())
        : new ConfigException(setting.path(), false, check.getMessage());
  }
}
