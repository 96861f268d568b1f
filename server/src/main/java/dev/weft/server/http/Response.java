package dev.weft.server.http;

import dev.weft.page.ServedPage;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/** What answers a request. */
public sealed interface Response {
  /**
   * Bytes of a known length.
   *
   * @param status of HTTP
   * @param type of the body, such as {@code text/html; charset=utf-8}
   * @param headers beside the type and the length
   */
  record Whole(int status, String type, Map<String, String> headers, byte[] body) implements Response {
    /** The same with one header more. */
    public Whole with(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Whole(status, type, more, body);
    }
  }

  /**
   * A stream of events that stays open.
   *
   * @param writer sends events until it returns, or until {@link EventStream#isOpen} is false
   */
  record Events(Consumer<EventStream> writer) implements Response {}

  JsonMapper MAPPER = JsonMapper.shared();

  static Whole of(int status, String type, byte[] body) {
    return new Whole(status, type, Map.of(), body);
  }

  static Whole html(ServedPage page) {
    return of(200, "text/html; charset=utf-8", page.html().getBytes(StandardCharsets.UTF_8))
        .with("Content-Security-Policy", page.policy() + "; frame-ancestors 'none'");
  }

  /** An object of maps, lists, numbers, strings and records, as JSON. */
  static Whole json(Object value) {
    return json(200, value);
  }

  static Whole json(int status, Object value) {
    return of(status, "application/json", MAPPER.writeValueAsBytes(value));
  }
}
