package dev.weft.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Results as JSON. */
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /**
   * Maps, lists, texts, numbers, booleans and nulls; JSON has no word for a number that is none, so NaN becomes null.
   */
  public static String write(Object value) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(sayable(value)) + "\n";
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
}
