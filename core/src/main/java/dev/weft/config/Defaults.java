package dev.weft.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the arguments of a record are when they are left out. */
public final class Defaults {
  private Defaults() {}

  /**
   * By argument, as {@link Config#write} writes them. An argument whose default depends on others is missing: those
   * that are required are tried with two values each, the others as every {@code of} takes them.
   */
  public static Map<String, Object> of(Class<?> type) {
    Map<String, Set<Object>> values = new LinkedHashMap<>();
    for (Method of : Reflection.factories(type).toList()) {
      Set<String> taken = Arrays.stream(of.getParameters()).map(Parameter::getName).collect(Collectors.toSet());
      List<String> names =
          Arrays.stream(type.getRecordComponents())
              .filter(component -> taken.contains(component.getName()))
              .flatMap(Defaults::names)
              .toList();
      for (int number : new int[] {1, 2}) {
        try {
          Config.arguments((Record) of.invoke(null, samples(of.getParameters(), number)))
              .forEach((name, value) -> {
                if (!names.contains(name)) {
                  values.computeIfAbsent(name, key -> new HashSet<>()).add(value);
                }
              });
        } catch (InvocationTargetException e) {
          return Map.of(); // a record that does not take the samples keeps its defaults to itself
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    Map<String, Object> defaults = new LinkedHashMap<>();
    values.forEach((name, found) -> {
      if (found.size() == 1) {
        defaults.put(name, found.iterator().next());
      }
    });
    return defaults;
  }

  private static Stream<String> names(RecordComponent component) {
    return Reflection.isFlattened(component)
        ? Reflection.argumentNames(component.getType()).stream()
        : Stream.of(Reflection.name(component));
  }

  private static Object[] samples(Parameter[] parameters, int number) throws ReflectiveOperationException {
    Object[] samples = new Object[parameters.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = sample(parameters[i].getParameterizedType(), number);
    }
    return samples;
  }

  /** Some value of a type, most likely another for another number. */
  private static Object sample(Type type, int number) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType many) {
      Type[] arguments = many.getActualTypeArguments();
      return arguments.length == 2
          ? Map.of(String.valueOf(number), sample(arguments[1], number))
          : List.of(sample(arguments[0], number));
    }
    Class<?> wanted = (Class<?>) type;
    if (wanted.isSealed()) {
      return sample(Reflection.types(wanted).findFirst().orElseThrow(), number);
    }
    if (wanted.isEnum()) {
      return wanted.getEnumConstants()[number % wanted.getEnumConstants().length];
    }
    if (Reflection.form(wanted) != null) {
      return Reflection.form(wanted).read(new Setting(number, List.of()));
    }
    if (wanted.isRecord()) {
      Method of = Reflection.factory(wanted);
      return of == null
          ? Reflection.constructor(wanted).newInstance(samples(Reflection.constructor(wanted).getParameters(), number))
          : of.invoke(null, samples(of.getParameters(), number));
    }
    return switch (wanted.getName()) {
      case "double", "java.lang.Double" -> 0.5 / number;
      case "int", "java.lang.Integer" -> number;
      case "long", "java.lang.Long" -> (long) number;
      case "boolean", "java.lang.Boolean" -> number == 1;
      default -> String.valueOf(number);
    };
  }
}
