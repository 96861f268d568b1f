package dev.weft.server.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A request that a route has taken. */
public final class Request {
  private final HttpExchange exchange;
  private final Map<String, String> variables;
  private final long mostBytes;
  private byte[] body;

  /**
   * @param variables of the route's path, decoded
   * @param mostBytes how large its body may be
   */
  Request(HttpExchange exchange, Map<String, String> variables, long mostBytes) {
    this.exchange = exchange;
    this.variables = variables;
    this.mostBytes = mostBytes;
  }

  public String method() {
    return exchange.getRequestMethod();
  }

  /** The path, not decoded, without the query. */
  public String path() {
    return exchange.getRequestURI().getRawPath();
  }

  /** What stands in the place of {@code {name}} in the route's path. */
  public String variable(String name) {
    return variables.get(name);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  /**
   * The parameters behind the question mark; of several of one name the last.
   *
   * @throws Refusal if they are not encoded as in a URL
   */
  public Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String part : raw == null || raw.isEmpty() ? new String[0] : raw.split("&")) {
      int equals = part.indexOf('=');
      query.put(
          decoded(equals < 0 ? part : part.substring(0, equals)),
          equals < 0 ? "" : decoded(part.substring(equals + 1)));
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, "a percent sign in a URL is followed by two hexadecimal digits.");
    }
  }

  /**
   * All of the body.
   *
   * @throws Refusal with 413 if it is larger than the server takes
   */
  public byte[] body() throws IOException {
    if (body == null) {
      body = read();
    }
    return body;
  }

  private byte[] read() throws IOException {
    InputStream in = exchange.getRequestBody();
    int most = (int) Math.min(Integer.MAX_VALUE - 8, mostBytes);
    byte[] bytes = in.readNBytes(most);
    if (bytes.length == most && in.read() >= 0) {
      throw new Refusal(413, "a request holds %s bytes at most; send a smaller one.".formatted(mostBytes));
    }
    return bytes;
  }
}
