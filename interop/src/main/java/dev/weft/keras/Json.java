package dev.weft.keras;

import dev.weft.Decimal;
import dev.weft.Quoted;
import dev.weft.WeftException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** JSON as maps, lists, texts, numbers, booleans and nulls; it has no word for a number that is none: NaN is null. */
public final class Json {
  private static final int MOST_NESTING = 100;
  private static final int MOST_TOKENS = 1_000_000;
  private static final int LONGEST_TEXT = 100_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MOST_NESTING)
                          .maxTokenCount(MOST_TOKENS)
                          .maxStringLength(LONGEST_TEXT)
                          .build())
                  .build())
          .addModule(new SimpleModule().addSerializer(Double.class, new Plain()))
          .build();

  /** Writes 0.0003, not 3.0E-4; NaN as null. */
  private static final class Plain extends ValueSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator json, SerializationContext context) {
      if (Double.isFinite(value)) {
        json.writeNumber(Decimal.text(value));
      } else {
        json.writeNull();
      }
    }
  }

  private Json() {}

  static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(sayable(value));
  }

  /** With line breaks and indents, for people too: {@link Quoted#json}. */
  public static String pretty(Object value) {
    return Quoted.json(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(sayable(value))) + "\n";
  }

  /** On one line with its end, for people too: {@link Quoted#json}. */
  public static String line(Object value) {
    return Quoted.json(MAPPER.writeValueAsString(sayable(value))) + "\n";
  }

  private static Object sayable(Object value) {
    return switch (value) {
      case Double number when !Double.isFinite(number) -> null;
      case List<?> list -> list.stream().map(Json::sayable).toList();
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, element) -> copy.put(key, sayable(element)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  /**
   * Reads an object.
   *
   * @param what for messages, such as {@code config.json}
   * @throws WeftException when it is no JSON, no object, nested deeper than {@value #MOST_NESTING}, or longer than
   *     {@value #MOST_TOKENS} words
   */
  public static Map<String, Object> read(byte[] json, String what) {
    try {
      return object(MAPPER.readValue(json, Object.class), what);
    } catch (JacksonException e) {
      var place =
          e.getLocation() == null
              ? ""
              : " (line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ")";
      if (e instanceof StreamConstraintsException) {
        throw new WeftException(
            "%s may be nested at most %s deep, have %s words and texts of %s characters; it has more%s."
                .formatted(what, MOST_NESTING, MOST_TOKENS, LONGEST_TEXT, place),
            e);
      }
      String reason = e.getOriginalMessage().replaceAll(" \\(start marker at .*", ""); // which says nothing to a person
      throw new WeftException(what + " must be JSON: " + reason + place + ".", e);
    }
  }

  /** A copy of an object, to take settings out of. */
  static Map<String, Object> object(Object value, String what) {
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong(what, "an object {...}", value);
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, element) -> copy.put(String.valueOf(key), element));
    return copy;
  }

  static List<?> list(Object value, String what) {
    if (!(value instanceof List<?> list)) {
      throw wrong(what, "a list [...]", value);
    }
    return list;
  }

  static String text(Object value, String what) {
    if (!(value instanceof String text)) {
      throw wrong(what, "a text", value);
    }
    return text;
  }

  private static WeftException wrong(String what, String rule, Object value) {
    return new WeftException(what + " must be " + rule + "; received " + Quoted.value(value) + ".");
  }
}
