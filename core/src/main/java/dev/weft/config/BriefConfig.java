package dev.weft.config;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Values as {@link Config#write} has them, without the arguments that are as by default. */
final class BriefConfig {
  private BriefConfig() {}

  static Object write(Object value) {
    return switch (value) {
      case List<?> list -> list.stream().map(BriefConfig::write).toList();
      case Record record when Reflection.form(record.getClass()) != null -> shortly(record, Config.write(record));
      case Record record when Reflection.isBare(record.getClass()) ->
          write(Reflection.get(Reflection.only(record.getClass()), record));
      case Record record when isKind(record.getClass()) -> kind(record);
      case Double number when number.equals((double) number.floatValue()) -> decimal(number.floatValue());
      case null, default -> Config.write(value);
    };
  }

  /** One number where it stands for all of them: 3 for {@code [3, 3]}. */
  private static Object shortly(Record record, Object written) {
    Object first = written;
    while (first instanceof List<?> list && !list.isEmpty()) {
      first = list.getFirst();
    }
    try {
      boolean isSame = record.equals(Reflection.form(record.getClass()).read(new Setting(first, List.of())));
      return isSame ? first : written;
    } catch (IllegalArgumentException e) {
      return written; // one number has no meaning there
    }
  }

  /** A number that was rounded to 32 bits, with no more digits than these need: 0.001 for 0.0010000000474974513. */
  private static Object decimal(float number) {
    return Float.isInfinite(number) ? null : (Object) Double.parseDouble(Float.toString(number));
  }

  private static boolean isKind(Class<?> type) {
    return Reflection.family(type) != null
        && !type.isAnnotationPresent(WrittenAsNull.class)
        && !type.isAnnotationPresent(NotInFiles.class);
  }

  private static Object kind(Record record) {
    Map<String, Object> arguments = arguments(record);
    return arguments.isEmpty() ? Config.shortName(record.getClass()) : Map.of(Config.kind(record), arguments);
  }

  /** What a record must be given, and what it has otherwise than by default. */
  static Map<String, Object> arguments(Record record) {
    Map<String, Object> given = new LinkedHashMap<>();
    Map<String, Object> brief = new LinkedHashMap<>();
    Set<String> required = Reflection.required(record.getClass());
    RecordComponent[] components = record.getClass().getRecordComponents();
    for (RecordComponent component : components) {
      if (required.contains(component.getName())) {
        given.put(component.getName(), Reflection.get(component, record));
      }
    }
    for (RecordComponent component : components) {
      Object value = Reflection.get(component, record);
      boolean isUsual = Objects.equals(value, Reflection.get(component, made(record.getClass(), given)));
      if (!isUsual) {
        given.put(component.getName(), value); // the defaults of those behind may depend on it
      }
      if (!isUsual && Reflection.isFlattened(component)) {
        brief.putAll(arguments((Record) value));
      } else if (!isUsual || required.contains(component.getName())) {
        boolean isNone = component.isAnnotationPresent(NoneIfZero.class) && ((Number) value).doubleValue() == 0;
        brief.put(Reflection.name(component), isNone ? null : write(value));
      }
    }
    return brief;
  }

  private static Record made(Class<?> type, Map<String, Object> given) {
    return (Record) RecordParser.made(type, given, new Setting(null, List.of()));
  }
}
