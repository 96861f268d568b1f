package dev.weft.config;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Values as configuration and back: records become maps with Keras's argument names, one of several kinds becomes
 * {@code {Kind: {arguments}}}, or just its name where it has no argument to give. Reading also takes Keras's {@code
 * {class_name, config}}, names in snake case ({@code glorot_uniform}) and Keras's short names ({@code mse}). An
 * argument left out (or null) has the default that the record's static {@code of} gives it; the parameters of the
 * shortest {@code of} are required. The value of a kind's only argument may stand for its arguments: {@code {Dropout:
 * 0.5}}.
 */
public final class Config {
  private Config() {}

  /** Maps, lists, strings, numbers, booleans and nulls that {@link #read} turns back into an equal value. */
  public static Object write(Object value) {
    return switch (value) {
      case null -> null;
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
      case List<?> list -> list.stream().map(Config::write).toList();
      case Double number when number.isInfinite() -> null;
      case Record record -> writeRecord(record);
      default -> value;
    };
  }

  /**
   * As {@link #write}, without the arguments that are as by default: {@code {Conv2D: {filters: 32, kernel_size: 3}}}.
   */
  public static Object brief(Object value) {
    return BriefConfig.write(value);
  }

  /** As {@link #arguments}, without those that are as by default. */
  public static Map<String, Object> briefArguments(Record record) {
    return BriefConfig.arguments(record);
  }

  private static Object writeRecord(Record record) {
    Class<?> type = record.getClass();
    NotInFiles unnamed = type.getAnnotation(NotInFiles.class);
    if (unnamed != null) {
      throw new IllegalArgumentException(unnamed.value() + " cannot be written to a file.");
    }
    if (type.isAnnotationPresent(WrittenAsNull.class)) {
      return null;
    }
    if (type.isAnnotationPresent(HasForm.class)) {
      return ((Form<Object>) Reflection.form(type)).write(record);
    }
    if (type.isAnnotationPresent(AddsArguments.class)) {
      return AddedArguments.write(record);
    }
    if (Reflection.isBare(type)) {
      return write(Reflection.get(Reflection.only(type), record));
    }
    if (Reflection.family(type) != null) {
      return writeKind(record);
    }
    RecordComponent shorthand = Reflection.marked(type);
    return shorthand != null && isAllOf(record, shorthand)
        ? write(Reflection.get(shorthand, record))
        : arguments(record);
  }

  /** Whether all else that a record has are its defaults. */
  private static boolean isAllOf(Record record, RecordComponent component) {
    Map<String, Object> only = Map.of(component.getName(), Reflection.get(component, record));
    return record.equals(RecordParser.made(record.getClass(), only, new Setting(null, List.of())));
  }

  /** A record's arguments by Keras's names, in order, written as by {@link #write}. */
  public static Map<String, Object> arguments(Record record) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = Reflection.get(component, record);
      if (Reflection.isFlattened(component)) {
        arguments.putAll(arguments((Record) value));
      } else {
        boolean none = component.isAnnotationPresent(NoneIfZero.class) && ((Number) value).doubleValue() == 0;
        arguments.put(Reflection.name(component), none ? null : write(value));
      }
    }
    return arguments;
  }

  /** The same record but for one component, which its constructor checks as any other. */
  public static <R extends Record> R with(R record, String component, Object value) {
    return Reflection.with(record, component, value);
  }

  /** Keras's class name of a layer, optimizer, loss, initializer, regularizer or schedule. */
  public static String kind(Object value) {
    return Reflection.kind(value.getClass());
  }

  private static Object writeKind(Record record) {
    return record.equals(defaults(record.getClass()))
        ? shortName(record.getClass())
        : Map.of(kind(record), arguments(record));
  }

  /** The name of a kind that has no argument to give. */
  static String shortName(Class<?> type) {
    boolean asClass = Reflection.family(type).isAnnotationPresent(ByClassName.class);
    return asClass ? Reflection.kind(type) : SnakeCase.of(Reflection.kind(type));
  }

  /** The value with no argument given, or null when it needs some. */
  private static Object defaults(Class<?> type) {
    return Reflection.required(type).isEmpty() ? RecordParser.make(type, Map.of(), new Setting(null, List.of())) : null;
  }

  /**
   * The value of {@code type} that {@code config} describes.
   *
   * @throws ConfigException naming the place and the nearest known word
   */
  public static <T> T read(Class<T> type, Object config) {
    return type.cast(ConfigParser.read(type, new Setting(config, List.of())));
  }

  /** The Keras names of all kinds of a sealed type, such as all layers. */
  public static List<String> kinds(Class<?> family) {
    return Reflection.types(family).map(Reflection::kind).toList();
  }

  /**
   * What {@link #read} takes for a record, as a JSON schema (draft 7): maps, lists, texts, numbers, booleans and nulls.
   * An editor completes and checks files with it. It knows names, types, what is required and the defaults; not the
   * conditions that a record puts on its values. Of all the ways to write a kind's name it has Keras's, in snake case
   * and in lower case, and it does not have Keras's {@code {class_name, config}}.
   *
   * @param own what is known besides: schemas of single arguments by {@code Record.argument}, as in {@code
   *     Data.dataset}, each in place of what the types say, default included; and of records by their names, added to
   *     what their arguments say
   */
  public static Map<String, Object> schema(Class<? extends Record> type, Map<String, Object> own) {
    return ConfigSchema.of(type, own);
  }
}
