package dev.weft.model;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What {@link ConfigParser} reads, as a JSON schema for editors. Draft 7, which every version of every YAML extension
 * knows. A family's kinds are the properties of one object, not many alternatives, so that an editor tells what is
 * wrong in the kind that is meant. Spellings that {@link Config#write} does not use are patterns, so that an editor
 * takes them and proposes only those that it does.
 */
final class ConfigSchema {
  private static final Map<String, Object> NULL = Map.of("type", "null");

  private final Map<String, Object> own;
  private final Set<String> taken = new TreeSet<>();
  private final Map<String, Object> definitions = new TreeMap<>();
  private final Map<String, Class<?>> defined = new LinkedHashMap<>();

  private ConfigSchema(Map<String, Object> own) {
    this.own = own;
  }

  /** See {@link Config#schema}. */
  static Map<String, Object> of(Class<? extends Record> type, Map<String, Object> own) {
    ConfigSchema made = new ConfigSchema(own);
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.putAll(made.settings(type));
    schema.put("definitions", made.definitions);
    if (!made.taken.containsAll(own.keySet())) {
      throw new IllegalArgumentException("of " + own.keySet() + " only " + made.taken + " are arguments of " + type);
    }
    return schema;
  }

  // ---- records

  private Map<String, Object> settings(Class<?> type) {
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (Reflection.required(type).contains(component.getName())) {
        required.add(Reflection.name(component));
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    Map<String, Object> arguments = arguments(type);
    schema.put("properties", arguments);
    Map<String, Object> others = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Reflection.also(component)
          .forEach(word -> others.put("^" + word + "$", arguments.get(Reflection.name(component))));
    }
    if (!others.isEmpty()) {
      schema.put("patternProperties", others);
    }
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  private Map<String, Object> arguments(Class<?> type) {
    Set<String> required = Reflection.required(type);
    Map<String, Object> defaults = defaults(type);
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getType() == Clipping.class) {
        arguments.putAll(arguments(Clipping.class));
        continue;
      }
      String name = Reflection.name(component);
      Map<String, Object> schema = argument(type, component);
      if (!required.contains(component.getName())) {
        schema = orNull(schema);
        if (defaults.containsKey(name) && !own.containsKey(place(type, component))) {
          schema.put("default", defaults.get(name));
        }
      }
      arguments.put(name, schema);
    }
    return arguments;
  }

  private Map<String, Object> argument(Class<?> type, RecordComponent component) {
    String place = place(type, component);
    if (!own.containsKey(place)) {
      return value(component.getGenericType());
    }
    taken.add(place);
    return (Map<String, Object>) own.get(place);
  }

  private static String place(Class<?> type, RecordComponent component) {
    return type.getSimpleName() + "." + Reflection.name(component);
  }

  // ---- values

  private Map<String, Object> value(Type type) {
    if (type instanceof ParameterizedType many) {
      Type[] arguments = many.getActualTypeArguments();
      return arguments.length == 2
          ? ordered("type", "object", "additionalProperties", value(arguments[1]))
          : list(arguments[0]);
    }
    Class<?> wanted = (Class<?>) type;
    if (wanted.isSealed() || wanted.isEnum() || wanted.isRecord()) {
      return reference(wanted);
    }
    return Map.of("type", scalar(wanted));
  }

  private Map<String, Object> list(Type element) {
    Map<String, Object> list = ordered("type", "array", "items", value(element));
    return element == Integer.class || element == Double.class ? anyOf(List.of(value(element), list)) : list;
  }

  private static Object scalar(Class<?> type) {
    if (type == double.class || type == Double.class) {
      return "number";
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "integer";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "boolean";
    }
    if (type == String.class) {
      return List.of("string", "number");
    }
    throw new IllegalArgumentException("a configuration cannot hold a " + type.getName() + ".");
  }

  private Map<String, Object> reference(Class<?> type) {
    String name = type.getCanonicalName().substring(type.getPackageName().length() + 1);
    Class<?> other = defined.putIfAbsent(name, type);
    if (other == null) {
      definitions.put(name, definition(type));
    } else if (other != type) {
      throw new IllegalArgumentException("a schema cannot hold both " + other.getName() + " and " + type.getName());
    }
    return Map.of("$ref", "#/definitions/" + name);
  }

  private Map<String, Object> definition(Class<?> type) {
    Map<String, Object> size = ordered("type", "integer", "minimum", 1);
    if (type == Size.class) {
      return anyOf(List.of(size, ordered("type", "array", "items", size, "minItems", 1, "maxItems", 2)));
    }
    if (type == Shape.class) {
      return ordered("type", "array", "items", size);
    }
    if (type == NoiseShape.class) {
      return ordered(
          "type", "array", "items", ordered("type", List.of("integer", "null"), "minimum", 1), "minItems", 1);
    }
    if (type == Sides.class) {
      Map<String, Object> number = ordered("type", "integer", "minimum", 0);
      Map<String, Object> pair = ordered("type", "array", "items", number, "minItems", 1, "maxItems", 2);
      Map<String, Object> either = anyOf(List.of(number, pair));
      return anyOf(List.of(number, ordered("type", "array", "items", either, "minItems", 2, "maxItems", 2)));
    }
    if (type.isEnum()) {
      return ordered("enum", names(type));
    }
    return type.isSealed() ? family(type) : Reflection.family(type) != null ? kind(type) : settings(type);
  }

  private static List<String> names(Class<?> type) {
    List<String> names =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
            .toList();
    Set<String> all = new LinkedHashSet<>(names);
    names.forEach(name -> all.addAll(ConfigParser.spellings(name)));
    return List.copyOf(all);
  }

  // ---- families of kinds

  private Map<String, Object> family(Class<?> family) {
    List<String> names = new ArrayList<>();
    Set<String> otherNames = new TreeSet<>();
    Map<String, Object> kinds = new LinkedHashMap<>();
    Map<String, Object> otherKinds = new LinkedHashMap<>();
    for (Class<?> type : Reflection.types(family).toList()) {
      String kind = Reflection.kind(type);
      Map<String, Object> arguments = reference(type);
      kinds.put(kind, arguments);
      otherKinds.put(pattern(without(ConfigParser.spellings(kind), kind)), arguments);
      if (Reflection.required(type).isEmpty()) {
        String name = Config.shortName(type);
        names.add(name);
        otherNames.addAll(without(ConfigParser.spellings(kind), name));
      }
    }
    otherKinds.remove(pattern(Set.of()));
    List<Object> forms = new ArrayList<>();
    Class<?> bare = Reflection.bare(family);
    if (bare != null) {
      forms.add(value(Reflection.only(bare).getGenericType()));
    }
    if (!names.isEmpty()) {
      forms.add(Map.of("enum", names));
    }
    if (!otherNames.isEmpty()) {
      forms.add(ordered("type", "string", "pattern", pattern(otherNames)));
    }
    if (bare != null && Reflection.isMap(Reflection.only(bare))) {
      return anyOf(forms);
    }
    Map<String, Object> one = ordered("type", "object", "properties", kinds);
    if (!otherKinds.isEmpty()) {
      one.put("patternProperties", otherKinds);
    }
    one.putAll(ordered("additionalProperties", false, "minProperties", 1, "maxProperties", 1));
    forms.add(one);
    return anyOf(forms);
  }

  /** What stands after a kind's name. */
  private Map<String, Object> kind(Class<?> type) {
    List<Object> forms = new ArrayList<>(List.of(settings(type)));
    RecordComponent shorthand = Reflection.shorthand(type);
    if (shorthand != null) {
      forms.add(argument(type, shorthand));
    }
    Map<String, Object> kind = anyOf(forms);
    return Reflection.required(type).isEmpty() ? orNull(kind) : kind;
  }

  private static Set<String> without(Set<String> names, String name) {
    Set<String> others = new TreeSet<>(names);
    others.remove(name);
    return others;
  }

  private static String pattern(Set<String> names) {
    return "^(" + String.join("|", names) + ")$";
  }

  // ---- defaults

  /**
   * What arguments are when they are left out, as {@link Config#write} writes it. An argument whose default depends on
   * others is missing: those that are required are tried with two values each, the others as every {@code of} takes
   * them.
   */
  private static Map<String, Object> defaults(Class<?> type) {
    Map<String, Set<Object>> values = new LinkedHashMap<>();
    for (Method of : Reflection.factories(type).toList()) {
      Set<String> taken = Arrays.stream(of.getParameters()).map(Parameter::getName).collect(Collectors.toSet());
      List<String> names =
          Arrays.stream(type.getRecordComponents())
              .filter(component -> taken.contains(component.getName()))
              .map(Reflection::name)
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
    if (wanted == Shape.class) {
      return Shape.of(number);
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

  // ---- pieces of a schema

  private static Map<String, Object> anyOf(List<?> forms) {
    return forms.size() == 1 ? (Map<String, Object>) forms.getFirst() : ordered("anyOf", forms);
  }

  /** That, or nothing. */
  private static Map<String, Object> orNull(Map<String, Object> schema) {
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

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
