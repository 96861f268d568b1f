package dev.weft.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What {@link ConfigParser} reads, as a JSON schema for editors. Draft 7, which every version of every YAML extension
 * knows. A family's kinds are the properties of one object, not many alternatives, so that an editor tells what is
 * wrong in the kind at hand. Spellings that {@link Config#write} does not use are patterns, so that an editor takes
 * them and proposes only those that it does.
 */
final class ConfigSchema {
  private final Map<String, Object> own;
  private final Set<String> taken = new TreeSet<>();
  private final Map<String, Object> definitions = new TreeMap<>();
  private final Map<String, Class<?>> defined = new LinkedHashMap<>();

  /** Arguments that stand among those of each kind, by their family. */
  private final Map<Class<?>, Map<String, Object>> added = new LinkedHashMap<>();

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
      if (Reflection.required(type).contains(component.getName()) && !Reflection.isFlattened(component)) {
        required.add(Reflection.name(component));
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    Map<String, Object> arguments = arguments(type);
    added.forEach((family, more) -> arguments.putAll(family.isAssignableFrom(type) ? more : Map.of()));
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
    if (own.get(type.getSimpleName()) instanceof Map<?, ?> more) {
      schema.putAll((Map<String, Object>) more);
      taken.add(type.getSimpleName());
    }
    return schema;
  }

  private Map<String, Object> arguments(Class<?> type) {
    Set<String> required = Reflection.required(type);
    Map<String, Object> defaults = Defaults.of(type);
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (Reflection.isFlattened(component)) {
        arguments.putAll(arguments(component.getType()));
        continue;
      }
      String name = Reflection.name(component);
      Map<String, Object> schema = argument(type, component);
      if (!required.contains(component.getName())) {
        schema = Schemas.orNull(schema);
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
          ? Schemas.ordered("type", "object", "additionalProperties", value(arguments[1]))
          : list(arguments[0]);
    }
    Class<?> wanted = (Class<?>) type;
    if (wanted.isSealed() || wanted.isEnum() || wanted.isRecord()) {
      return reference(wanted);
    }
    return Map.of("type", scalar(wanted));
  }

  private Map<String, Object> list(Type element) {
    Map<String, Object> list = Schemas.ordered("type", "array", "items", value(element));
    return element == Integer.class || element == Double.class || element == String.class
        ? Schemas.anyOf(List.of(value(element), list))
        : list;
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
    if (defined.getOrDefault(name, type) != type) {
      name = type.getPackageName().replaceFirst(".*\\.", "") + "." + name;
    }
    if (defined.putIfAbsent(name, type) == null) {
      definitions.put(name, definition(type));
    }
    return Map.of("$ref", "#/definitions/" + name);
  }

  private Map<String, Object> definition(Class<?> type) {
    if (Reflection.form(type) != null) {
      return Reflection.form(type).schema();
    }
    if (type.isEnum()) {
      return Schemas.ordered("enum", names(type));
    }
    if (type.isAnnotationPresent(AddsArguments.class)) {
      return withAdded(type);
    }
    if (type.isSealed() || Reflection.family(type) != null) {
      return type.isSealed() ? family(type) : kind(type);
    }
    RecordComponent shorthand = Reflection.marked(type);
    return shorthand == null ? settings(type) : Schemas.anyOf(List.of(argument(type, shorthand), settings(type)));
  }

  private static List<String> names(Class<?> type) {
    List<String> names =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
            .toList();
    Set<String> all = new LinkedHashSet<>(names);
    names.forEach(name -> all.addAll(OtherNames.spellings(name)));
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
      otherKinds.put(pattern(without(OtherNames.spellings(kind), kind)), arguments);
      if (Reflection.required(type).isEmpty()) {
        String name = Config.shortName(type);
        names.add(name);
        otherNames.addAll(without(OtherNames.spellings(kind), name));
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
      forms.add(Schemas.ordered("type", "string", "pattern", pattern(otherNames)));
    }
    if (bare != null && Reflection.isMap(Reflection.only(bare))) {
      return Schemas.anyOf(forms);
    }
    Map<String, Object> one = Schemas.ordered("type", "object", "properties", kinds);
    if (!otherKinds.isEmpty()) {
      one.put("patternProperties", otherKinds);
    }
    one.putAll(Schemas.ordered("additionalProperties", false, "minProperties", 1, "maxProperties", 1));
    forms.add(one);
    return Schemas.anyOf(forms);
  }

  private Map<String, Object> withAdded(Class<?> type) {
    Class<?> family = type.getRecordComponents()[0].getType();
    Map<String, Object> more = new LinkedHashMap<>();
    for (RecordComponent component : AddedArguments.components(type)) {
      more.put(Reflection.name(component), Schemas.orNull(argument(type, component)));
    }
    added.put(family, more);
    return family(family);
  }

  /** What stands after a kind's name. */
  private Map<String, Object> kind(Class<?> type) {
    List<Object> forms = new ArrayList<>(List.of(settings(type)));
    RecordComponent shorthand = Reflection.shorthand(type);
    if (shorthand != null) {
      forms.add(argument(type, shorthand));
    }
    Map<String, Object> kind = Schemas.anyOf(forms);
    return Reflection.required(type).isEmpty() ? Schemas.orNull(kind) : kind;
  }

  private static Set<String> without(Set<String> names, String name) {
    Set<String> others = new TreeSet<>(names);
    others.remove(name);
    return others;
  }

  private static String pattern(Set<String> names) {
    return "^(" + String.join("|", names) + ")$";
  }
}
