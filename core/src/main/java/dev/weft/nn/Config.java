package dev.weft.nn;

import dev.weft.Spelling;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Values as configuration and back: records become maps with Keras's argument names, one of several kinds becomes
 * {@code {Kind: {arguments}}}, or just its name where it has no argument to give. Reading also takes Keras's {@code
 * {class_name, config}}, names in snake case ({@code glorot_uniform}) and Keras's short names ({@code mse}). An
 * argument left out (or null) has the default that the record's static {@code of} gives it; the parameters of the
 * shortest {@code of} are required. The value of a kind's only argument may stand for its arguments: {@code {Dropout:
 * 0.5}}.
 */
public final class Config {
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("maxpool2d", "maxpooling2d"),
          Map.entry("avgpool2d", "averagepooling2d"),
          Map.entry("globalavgpool2d", "globalaveragepooling2d"),
          Map.entry("input", "inputlayer"),
          Map.entry("swish", "silu"),
          Map.entry("uniform", "randomuniform"),
          Map.entry("normal", "randomnormal"),
          Map.entry("zero", "zeros"),
          Map.entry("one", "ones"),
          Map.entry("mse", "meansquarederror"),
          Map.entry("mae", "meanabsoluteerror"),
          Map.entry("bce", "binarycrossentropy"),
          Map.entry("kld", "kldivergence"),
          Map.entry("kullbackleiblerdivergence", "kldivergence"));

  /** Numbers whose 0 means "none", which Keras writes as null. */
  private static final Set<String> NONE_IF_ZERO =
      Set.of("weight_decay", "clipnorm", "clipvalue", "global_clipnorm", "warmup_target");

  private Config() {}

  // ---- writing

  /** Maps, lists, strings, numbers, booleans and nulls that {@link #read} turns back into an equal value. */
  public static Object write(Object value) {
    return switch (value) {
      case null -> null;
      case Regularizer.None none -> null;
      case Schedule.Constant constant -> constant.learningRate();
      case Schedule.Custom custom ->
          throw new IllegalArgumentException("a learning rate given as a Java function cannot be written to a file.");
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
      case Size size -> List.of(size.height(), size.width());
      case Shape shape -> shape.sizes();
      case List<?> list -> list.stream().map(Config::write).toList();
      case Double number when number.isInfinite() -> null;
      case Record record when family(record.getClass()) != null -> writeKind(record);
      case Record record -> arguments(record);
      default -> value;
    };
  }

  /** A record's arguments by Keras's names, in order, written as by {@link #write}. */
  public static Map<String, Object> arguments(Record record) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = get(component, record);
      if (value instanceof Clipping clipping) {
        arguments.putAll(arguments(clipping));
      } else {
        String name = name(component);
        boolean none = NONE_IF_ZERO.contains(name) && value.equals(0.0) && !(record instanceof AdamW);
        arguments.put(name, none ? null : write(value));
      }
    }
    return arguments;
  }

  /** Keras's class name of a layer, optimizer, loss, initializer, regularizer or schedule. */
  public static String kind(Object value) {
    return kind(value.getClass());
  }

  private static Object writeKind(Record record) {
    boolean layer = record instanceof Layer;
    String name = layer || record instanceof Optimizer ? kind(record) : Sequential.snakeCase(kind(record));
    return record.equals(defaults(record.getClass())) ? name : Map.of(kind(record), arguments(record));
  }

  /** The value with no argument given, or null when it needs some. */
  private static Object defaults(Class<?> type) {
    Method of = factory(type);
    int required = of == null ? type.getRecordComponents().length : of.getParameterCount();
    return required == 0 ? make(type, Map.of(), List.of()) : null;
  }

  // ---- reading

  /**
   * The value of {@code type} that {@code config} describes.
   *
   * @throws ConfigException naming the place and the nearest known word
   */
  public static <T> T read(Class<T> type, Object config) {
    return type.cast(read(type, config, List.of()));
  }

  /** The Keras names of all kinds of a sealed type, such as all layers. */
  public static List<String> kinds(Class<?> family) {
    return types(family).map(Config::kind).toList();
  }

  /** All kinds but that which holds a Java function, for which a file has no words. */
  private static Stream<Class<?>> types(Class<?> family) {
    return Arrays.stream(family.getPermittedSubclasses()).filter(type -> type != Schedule.Custom.class);
  }

  private static Object read(Type type, Object config, List<String> path) {
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
    if (wanted == Shape.class) {
      return Shape.of(readInts(config, path));
    }
    if (wanted.isRecord()) {
      if (!(config instanceof Map<?, ?> map)) {
        throw wrong(path, "must be settings 'name: value'", config);
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
    if (config instanceof Number number
        && number.doubleValue() == Math.rint(number.doubleValue())
        && number.doubleValue() >= least
        && number.doubleValue() <= most) {
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
    throw unknown(path, false, config, known);
  }

  private static List<Object> readList(Type element, Object config, List<String> path) {
    if (!(config instanceof List<?> list)) {
      throw wrong(path, "must be a list", config);
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
    int[] sizes =
        config instanceof Number ? new int[] {(int) readScalar(int.class, config, path)} : readInts(config, path);
    if (sizes.length < 1 || sizes.length > 2 || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
      throw wrong(path, "must be one whole number or [height, width], each at least 1", config);
    }
    return Size.of(sizes[0], sizes[sizes.length - 1]);
  }

  private static Object readKind(Class<?> family, Object config, List<String> path) {
    if (family == Schedule.class && config instanceof Number) {
      return readWith(path, () -> Schedule.of((double) readScalar(double.class, config, path)));
    }
    if (config instanceof String name) {
      return make(find(family, name, path, false), Map.of(), path);
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
        if (type.getRecordComponents().length != 1) {
          throw wrong(inside, "must be settings 'name: value'", entry.getValue());
        }
        Object value = read(type.getRecordComponents()[0].getGenericType(), entry.getValue(), inside);
        return readWith(inside, () -> constructor(type).newInstance(value));
      }
      return make(type, entry.getValue() == null ? Map.of() : (Map<?, ?>) entry.getValue(), inside);
    }
    throw wrong(path, "must be a name or one 'Name: {settings}', with a name of " + kinds(family), config);
  }

  private static Map<?, ?> withoutNeutral(Map<?, ?> config, Class<?> type) {
    List<String> known = argumentNames(type);
    Map<Object, Object> rest = new LinkedHashMap<>(config);
    rest.entrySet()
        .removeIf(entry ->
            !known.contains(String.valueOf(entry.getKey()))
                && KerasArguments.isNeutral(String.valueOf(entry.getKey()), entry.getValue()));
    return rest;
  }

  private static Class<?> find(Class<?> family, String name, List<String> path, boolean aboutKey) {
    return types(family)
        .filter(type -> canonical(kind(type)).equals(resolved(name)))
        .findFirst()
        .orElseThrow(() -> unknown(path, aboutKey, name, kinds(family)));
  }

  /**
   * Makes a record from its arguments: the required ones go to {@code of}, the others replace what {@code of} chose.
   */
  private static Object make(Class<?> type, Map<?, ?> config, List<String> path) {
    List<String> known = argumentNames(type);
    for (Object key : config.keySet()) {
      if (!known.contains(String.valueOf(key))) {
        throw unknown(ConfigException.child(path, String.valueOf(key)), true, key, known);
      }
    }
    RecordComponent[] components = type.getRecordComponents();
    Method of = factory(type);
    Set<String> required =
        Arrays.stream(of == null ? constructor(type).getParameters() : of.getParameters())
            .map(Parameter::getName)
            .collect(Collectors.toSet());
    Map<String, Object> given = new LinkedHashMap<>();
    for (RecordComponent component : components) {
      String name = name(component);
      if (component.getType() == Clipping.class) {
        given.put(component.getName(), make(Clipping.class, only(config, argumentNames(Clipping.class)), path));
      } else if (config.get(name) != null) {
        given.put(
            component.getName(), read(component.getGenericType(), config.get(name), ConfigException.child(path, name)));
      } else if (required.contains(component.getName())) {
        throw new ConfigException(path, false, kind(type) + " needs '" + name + "'; received " + keys(config) + ".");
      }
    }
    return readWith(
        path,
        () -> {
          Method start = factory(type, given.keySet());
          Object chosen = start == null ? null : start.invoke(null, values(start.getParameters(), given));
          Object[] arguments = new Object[components.length];
          for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            arguments[i] = given.containsKey(name) ? given.get(name) : get(components[i], chosen);
          }
          return constructor(type).newInstance(arguments);
        });
  }

  private interface Making {
    Object make() throws ReflectiveOperationException;
  }

  /** Puts the place to what a record's own checks say. */
  private static Object readWith(List<String> path, Making making) {
    try {
      return making.make();
    } catch (InvocationTargetException e) {
      throw new ConfigException(path, false, e.getCause().getMessage());
    } catch (IllegalArgumentException e) {
      throw e instanceof ConfigException placed ? placed : new ConfigException(path, false, e.getMessage());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<?, ?> only(Map<?, ?> config, List<String> names) {
    return config.entrySet().stream()
        .filter(entry -> names.contains(String.valueOf(entry.getKey())) && entry.getValue() != null)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Object[] values(Parameter[] parameters, Map<String, Object> given) {
    return Arrays.stream(parameters).map(parameter -> given.get(parameter.getName())).toArray();
  }

  // ---- reflection

  /** The sealed type of which a record is one kind, or null. */
  private static Class<?> family(Class<?> type) {
    return Arrays.stream(type.getInterfaces()).filter(Class::isSealed).findFirst().orElse(null);
  }

  private static String kind(Class<?> type) {
    KerasName name = type.getAnnotation(KerasName.class);
    return name == null ? type.getSimpleName() : name.value();
  }

  private static String name(RecordComponent component) {
    KerasName name = component.getAnnotation(KerasName.class);
    return name == null ? Sequential.snakeCase(component.getName()) : name.value();
  }

  private static List<String> argumentNames(Class<?> type) {
    List<String> names = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getType() == Clipping.class) {
        names.addAll(argumentNames(Clipping.class));
      } else {
        names.add(name(component));
      }
    }
    return names;
  }

  /**
   * The static {@code of} with the fewest parameters among those whose parameters all are components; null if there is
   * none.
   */
  private static Method factory(Class<?> type) {
    return factories(type).min(Comparator.comparingInt(Method::getParameterCount)).orElse(null);
  }

  /** The static {@code of} that takes most of what is given; null if there is none. */
  private static Method factory(Class<?> type, Set<String> given) {
    return factories(type)
        .filter(method -> Arrays.stream(method.getParameters()).map(Parameter::getName).allMatch(given::contains))
        .max(Comparator.comparingInt(Method::getParameterCount))
        .orElse(null);
  }

  private static Stream<Method> factories(Class<?> type) {
    Map<String, Class<?>> components =
        Arrays.stream(type.getRecordComponents())
            .collect(Collectors.toMap(RecordComponent::getName, RecordComponent::getType));
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals("of") && Modifier.isStatic(method.getModifiers()))
        .filter(method ->
            Arrays.stream(method.getParameters())
                .allMatch(parameter -> parameter.getType() == components.get(parameter.getName())))
        .peek(method -> method.setAccessible(true));
  }

  private static Constructor<?> constructor(Class<?> type) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object get(RecordComponent component, Object record) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- words

  private static String resolved(String name) {
    return ALIASES.getOrDefault(canonical(name), canonical(name));
  }

  private static String canonical(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  private static ConfigException wrong(List<String> path, String rule, Object received) {
    String what = path.isEmpty() ? "this" : "'" + path.getLast() + "'";
    return new ConfigException(path, false, what + " " + rule + "; received " + text(received) + ".");
  }

  private static ConfigException unknown(List<String> path, boolean aboutKey, Object received, List<String> known) {
    String why = text(received) + " is not known here; " + Spelling.known(String.valueOf(received), known);
    return new ConfigException(path, aboutKey, why);
  }

  private static String keys(Map<?, ?> config) {
    return config.isEmpty() ? "no settings" : "only " + config.keySet();
  }

  private static String text(Object value) {
    return value instanceof String ? "'" + value + "'" : String.valueOf(value);
  }
}
