package dev.weft.model;

import dev.weft.Quoted;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From configuration to values: the other half of {@link Config}. */
final class ConfigParser {
  /** Keras's other names, and the usual one of each. */
  private static final Map<String, String> SHORT_NAMES =
      Map.ofEntries(
          Map.entry("MaxPool2D", "MaxPooling2D"),
          Map.entry("AvgPool2D", "AveragePooling2D"),
          Map.entry("GlobalAvgPool2D", "GlobalAveragePooling2D"),
          Map.entry("GlobalMaxPool2D", "GlobalMaxPooling2D"),
          Map.entry("Input", "InputLayer"),
          Map.entry("swish", "silu"),
          Map.entry("hard_swish", "hard_silu"),
          Map.entry("exp", "exponential"),
          Map.entry("softmax_v2", "softmax"),
          Map.entry("log_softmax_v2", "log_softmax"),
          Map.entry("uniform", "RandomUniform"),
          Map.entry("normal", "RandomNormal"),
          Map.entry("zero", "Zeros"),
          Map.entry("one", "Ones"),
          Map.entry("acc", "accuracy"),
          Map.entry("val_acc", "val_accuracy"),
          Map.entry("sparse_categorical_accuracy", "accuracy"),
          Map.entry("val_sparse_categorical_accuracy", "val_accuracy"),
          Map.entry("categorical_accuracy", "accuracy"),
          Map.entry("val_categorical_accuracy", "val_accuracy"),
          Map.entry("MSE", "MeanSquaredError"),
          Map.entry("MAE", "MeanAbsoluteError"),
          Map.entry("BCE", "BinaryCrossentropy"),
          Map.entry("KLD", "KLDivergence"),
          Map.entry("KullbackLeiblerDivergence", "KLDivergence"));

  private static final Map<String, String> ALIASES =
      SHORT_NAMES.entrySet().stream()
          .collect(Collectors.toMap(entry -> canonical(entry.getKey()), entry -> canonical(entry.getValue())));

  private ConfigParser() {}

  /** The value of {@code type}; {@code path} leads to {@code config}. */
  static Object read(Type type, Object config, List<String> path) {
    if (type instanceof ParameterizedType many) {
      Type[] arguments = many.getActualTypeArguments();
      return arguments.length == 2 ? readMap(arguments[1], config, path) : readList(arguments[0], config, path);
    }
    Class<?> wanted = (Class<?>) type;
    if (wanted.isSealed()) {
      return readKind(wanted, config, path);
    }
    if (wanted.isEnum()) {
      return readEnum(wanted, config, path);
    }
    if (wanted == Size.class) {
      return readSize(config, path);
    }
    if (wanted == Sides.class) {
      return readSides(config, path);
    }
    if (wanted == Shape.class) {
      return Shape.of(readInts(config, path));
    }
    if (wanted == NoiseShape.class) {
      return readNoiseShape(config, path);
    }
    if (wanted.isRecord()) {
      if (!(config instanceof Map<?, ?> map)) {
        throw bare(wanted, config, path);
      }
      return make(wanted, map, path);
    }
    return readScalar(wanted, config, path);
  }

  private static Object readScalar(Class<?> type, Object config, List<String> path) {
    if (type == double.class || type == Double.class) {
      if (config instanceof Number number && !Double.isNaN(number.doubleValue())) {
        return number.doubleValue();
      }
      throw wrong(path, "must be a number", config);
    }
    if (type == int.class || type == Integer.class) {
      return (int) readWhole(config, path, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (type == long.class || type == Long.class) {
      return readWhole(config, path, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (type == boolean.class || type == Boolean.class) {
      if (config instanceof Boolean) {
        return config;
      }
      throw wrong(path, "must be true or false", config);
    }
    if (type == String.class) {
      if (config instanceof String || config instanceof Number) {
        return config.toString();
      }
      throw wrong(path, "must be a text", config);
    }
    throw new IllegalArgumentException("a configuration cannot hold a " + type.getName() + ".");
  }

  private static long readWhole(Object config, List<String> path, long least, long most) {
    if (config instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue())) {
      if (number.doubleValue() < least || number.doubleValue() > most) {
        throw wrong(path, "must be from " + least + " to " + most, config);
      }
      return number.longValue();
    }
    throw wrong(path, "must be a whole number", config);
  }

  private static Object readEnum(Class<?> type, Object config, List<String> path) {
    if (config instanceof Map<?, ?> function && "function".equals(function.get("class_name"))) {
      return readEnum(type, function.get("config"), path);
    }
    List<String> known = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      String name = ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
      if (config instanceof String text && resolved(text).equals(canonical(name))) {
        return constant;
      }
      known.add(name);
    }
    throw unknown(type, path, false, config, known);
  }

  /** A list; a number may stand for a list of one. */
  private static List<Object> readList(Type element, Object config, List<String> path) {
    if (config instanceof Number && (element == Integer.class || element == Double.class)) {
      return List.of(read(element, config, path));
    }
    if (!(config instanceof List<?> list)) {
      boolean kinds = element instanceof Class<?> type && type.isSealed();
      throw wrong(path, kinds ? "must be a list, each entry after a '- '" : "must be a list", config);
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      values.add(read(element, list.get(i), ConfigException.child(path, String.valueOf(i))));
    }
    return values;
  }

  private static Map<String, Object> readMap(Type element, Object config, List<String> path) {
    if (!(config instanceof Map<?, ?> map)) {
      throw wrong(path, "must be settings 'name: value'", config);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    map.forEach((key, value) ->
        values.put(String.valueOf(key), read(element, value, ConfigException.child(path, String.valueOf(key)))));
    return values;
  }

  private static int[] readInts(Object config, List<String> path) {
    return readList(Integer.class, config, path).stream().mapToInt(value -> (int) value).toArray();
  }

  private static Size readSize(Object config, List<String> path) {
    if (config instanceof String) {
      throw wrong(path, "must be one whole number or [height, width], each at least 1", config);
    }
    int[] sizes =
        config instanceof Number ? new int[] {(int) readScalar(int.class, config, path)} : readInts(config, path);
    if (sizes.length < 1 || sizes.length > 2 || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
      throw wrong(path, "must be one whole number or [height, width], each at least 1", config);
    }
    return Size.of(sizes[0], sizes[sizes.length - 1]);
  }

  /** Whole numbers, or null for the input's own size. */
  private static NoiseShape readNoiseShape(Object config, List<String> path) {
    List<Integer> sizes = new ArrayList<>();
    for (Object size : config instanceof List<?> list ? list : Arrays.asList(config)) {
      sizes.add(size == null ? null : (Integer) readScalar(Integer.class, size, path));
    }
    return (NoiseShape) readWith(path, () -> new NoiseShape(sizes));
  }

  /** One number for all sides, [rows, columns] for both of each, or [[top, bottom], [left, right]]. */
  private static Sides readSides(Object config, List<String> path) {
    List<?> both = config instanceof List<?> list ? list : Arrays.asList(config, config);
    if (both.size() != 2) {
      throw wrong(path, "must be a whole number, [rows, columns] or [[top, bottom], [left, right]]", config);
    }
    int[] rows = readInts(both.get(0), path);
    int[] columns = readInts(both.get(1), path);
    if (rows.length == 0 || rows.length > 2 || columns.length == 0 || columns.length > 2) {
      throw wrong(path, "must be a whole number, [rows, columns] or [[top, bottom], [left, right]]", config);
    }
    return (Sides)
        readWith(path, () -> new Sides(rows[0], rows[rows.length - 1], columns[0], columns[columns.length - 1]));
  }

  private static Object readKind(Class<?> family, Object config, List<String> path) {
    if (family == Schedule.class && config instanceof String text && text.matches("\\P{L}*\\d.*")) {
      throw wrong(path, "must be a number", config);
    }
    Class<?> bare = Reflection.bare(family);
    if (bare != null && (Reflection.isMap(Reflection.only(bare)) ? config instanceof Map : config instanceof Number)) {
      Object value = read(Reflection.only(bare).getGenericType(), config, path);
      return readWith(path, () -> Reflection.constructor(bare).newInstance(value));
    }
    if (config instanceof String name) {
      return make(find(family, name, path, false), Map.of(), path);
    }
    if (family == Layer.class
        && config instanceof Map<?, ?> map
        && Augmentation.KINDS.contains(String.valueOf(map.get("class_name")))) {
      Map<String, Object> arguments = new LinkedHashMap<>();
      if (map.get("config") instanceof Map<?, ?> given) {
        given.forEach((name, value) -> arguments.put(String.valueOf(name), value));
      }
      arguments.keySet().removeAll(Set.of("name", "trainable", "dtype", "batch_input_shape"));
      return new Augmentation(String.valueOf(map.get("class_name")), arguments);
    }
    if (config instanceof Map<?, ?> map && map.containsKey("class_name")) {
      Class<?> type =
          find(family, String.valueOf(map.get("class_name")), ConfigException.child(path, "class_name"), false);
      Map<?, ?> arguments = map.get("config") instanceof Map<?, ?> given ? withoutNeutral(given, type) : Map.of();
      return make(type, arguments, ConfigException.child(path, "config"));
    }
    if (config instanceof Map<?, ?> map && map.size() == 1) {
      Map.Entry<?, ?> entry = map.entrySet().iterator().next();
      String name = String.valueOf(entry.getKey());
      List<String> inside = ConfigException.child(path, name);
      Class<?> type = find(family, name, inside, true);
      if (entry.getValue() != null && !(entry.getValue() instanceof Map)) {
        RecordComponent only = Reflection.shorthand(type);
        if (only == null) {
          throw bare(type, entry.getValue(), inside);
        }
        Object value = read(only.getGenericType(), entry.getValue(), inside);
        return readWith(inside, () -> make(type, Map.of(only.getName(), value)));
      }
      return make(type, entry.getValue() == null ? Map.of() : (Map<?, ?>) entry.getValue(), inside);
    }
    String hint = config instanceof Map<?, ?> map ? Slips.asKind(family, map) : "";
    throw new ConfigException(
        path,
        false,
        "%s must be a name or one 'Name: {settings}', with a name of %s; received %s%s."
            .formatted(what(path), Quoted.list(Config.kinds(family)), Quoted.value(config), hint));
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

  private static Class<?> find(Class<?> family, String name, List<String> path, boolean aboutKey) {
    return Reflection.types(family)
        .filter(type -> canonical(Reflection.kind(type)).equals(resolved(name)))
        .findFirst()
        .orElseThrow(() ->
            family == Layer.class
                    && Augmentation.KINDS.stream().anyMatch(kind -> canonical(kind).equals(canonical(name)))
                ? new ConfigException(
                    path,
                    aboutKey,
                    Quoted.value(name) + " changes images in training, which Weft cannot do yet; leave the layer out.")
                : unknown(family, path, aboutKey, name, Config.kinds(family)));
  }

  /**
   * Makes a record from its arguments: the required ones go to {@code of}, the others replace what {@code of} chose.
   */
  static Object make(Class<?> type, Map<?, ?> config, List<String> path) {
    List<String> known = Reflection.argumentNames(type);
    for (Object key : config.keySet()) {
      if (!known.contains(String.valueOf(key)) && !Reflection.isOtherName(type, String.valueOf(key))) {
        throw new ConfigException(
            ConfigException.child(path, String.valueOf(key)),
            true,
            Quoted.value(key) + " is not known here; " + Slips.argument(type, key, config.get(key), known));
      }
    }
    RecordComponent[] components = type.getRecordComponents();
    Set<String> required = Reflection.required(type);
    Map<String, Object> given = new LinkedHashMap<>();
    for (RecordComponent component : components) {
      String name = Reflection.nameIn(config, component);
      if (component.getType() == Clipping.class) {
        given.put(
            component.getName(), make(Clipping.class, only(config, Reflection.argumentNames(Clipping.class)), path));
      } else if (config.get(name) != null) {
        given.put(
            component.getName(), read(component.getGenericType(), config.get(name), ConfigException.child(path, name)));
      } else if (required.contains(component.getName())) {
        throw new ConfigException(
            path, false, Reflection.kind(type) + " needs '" + name + "'; received " + keys(config) + ".");
      }
    }
    return readWith(path, () -> make(type, given));
  }

  /**
   * @param given values by the names of components
   */
  private static Object make(Class<?> type, Map<String, Object> given) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Method start = Reflection.factory(type, given.keySet());
    Object chosen = start == null ? null : start.invoke(null, values(start.getParameters(), given));
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      arguments[i] = given.containsKey(name) ? given.get(name) : Reflection.get(components[i], chosen);
    }
    return Reflection.constructor(type).newInstance(arguments);
  }

  private interface Making {
    Object make() throws ReflectiveOperationException;
  }

  /** Puts the place to what a record's own checks say. */
  private static Object readWith(List<String> path, Making making) {
    try {
      return making.make();
    } catch (InvocationTargetException e) {
      throw placed(path, e.getCause());
    } catch (IllegalArgumentException e) {
      throw placed(path, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ConfigException placed(List<String> path, Throwable check) {
    return check instanceof ConfigException of ? of.below(path) : new ConfigException(path, false, check.getMessage());
  }

  private static Map<?, ?> only(Map<?, ?> config, List<String> names) {
    return config.entrySet().stream()
        .filter(entry -> names.contains(String.valueOf(entry.getKey())) && entry.getValue() != null)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Object[] values(Parameter[] parameters, Map<String, Object> given) {
    return Arrays.stream(parameters).map(parameter -> given.get(parameter.getName())).toArray();
  }

  /**
   * What people write for a name: it and Keras's other names, each also in snake case and in lower case. (As case and
   * underscores do not count, more is read.)
   */
  static Set<String> spellings(String name) {
    Stream<String> others =
        SHORT_NAMES.entrySet().stream()
            .filter(entry -> canonical(entry.getValue()).equals(canonical(name)))
            .map(Map.Entry::getKey);
    return Stream.concat(Stream.of(name), others)
        .flatMap(word -> Stream.of(word, LayerNames.snakeCase(word), word.toLowerCase(Locale.ROOT)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static String resolved(String name) {
    return ALIASES.getOrDefault(canonical(name), canonical(name));
  }

  private static String canonical(String name) {
    return name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
  }

  private static ConfigException wrong(List<String> path, String rule, Object received) {
    return new ConfigException(path, false, what(path) + " " + rule + "; " + Slips.received(received));
  }

  private static ConfigException bare(Class<?> type, Object received, List<String> path) {
    String rule = " must be settings 'name: value'; received ";
    String hint = received instanceof List ? "" : Slips.asSettings(type, received);
    return new ConfigException(path, false, what(path) + rule + Quoted.value(received) + hint + ".");
  }

  private static String what(List<String> path) {
    return path.isEmpty() || path.getLast().matches("\\d+") ? "this" : Quoted.value(path.getLast());
  }

  private static ConfigException unknown(
      Class<?> family, List<String> path, boolean aboutKey, Object received, List<String> known) {
    String word = String.valueOf(received);
    String why = Slips.kind(family, word, known).orElseGet(() -> Slips.known(word, known));
    return new ConfigException(path, aboutKey, Quoted.value(received) + " is not known here; " + why);
  }

  private static String keys(Map<?, ?> config) {
    return config.isEmpty() ? "no settings" : "only [" + Quoted.list(config.keySet()) + "]";
  }
}
