package dev.weft.server.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request that a route has taken. */
public final class Request {
  private static final int PIECE = 16 * 1024;
  private static final int MEGABYTE = 1 << 20;

  private final HttpExchange exchange;
  private final Map<String, String> variables;
  private final boolean mayChange;
  private final Reading reading;
  private byte[] body;
  private int kilobytes;

  /** The rules by which bodies are read. */
  record Reading(Limits limits, Bodies bodies, Deadlines deadlines) {}

  /**
   * @param variables of the route's path, decoded
   */
  Request(HttpExchange exchange, Map<String, String> variables, boolean mayChange, Reading reading) {
    this.exchange = exchange;
    this.variables = variables;
    this.mayChange = mayChange;
    this.reading = reading;
  }

  /** What stands in the place of {@code {name}} in the route's path; it names no other folder. */
  public String variable(String name) {
    return variables.get(name);
  }

  /** What the client speaks: {@code https} where a proxy before the server says so, else {@code http}. */
  public String scheme() {
    return header("X-Forwarded-Proto").filter("https"::equalsIgnoreCase).isPresent() ? "https" : "http";
  }

  /** Of the server as the client names it, such as {@code http://127.0.0.1:8080}. */
  public String address() {
    return scheme() + "://" + header("Host").orElseThrow().strip();
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  /** Whether it shows the server's token, or the server has none: whether a page may offer changes. */
  public boolean mayChange() {
    return mayChange;
  }

  String cookieName() {
    return Access.cookieName(exchange);
  }

  /**
   * The parameters behind the question mark; of several of one name the last.
   *
   * @throws Refusal if they are not encoded as in a URL
   */
  public Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    parameters(rawQuery()).forEach((name, values) -> query.put(name, values.getLast()));
    return query;
  }

  /** All values of a parameter behind the question mark, in their order. */
  public List<String> all(String name) {
    return parameters(rawQuery()).getOrDefault(name, List.of());
  }

  private String rawQuery() {
    return Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
  }

  /** All values of each parameter, in their order; of one without a value an empty one. */
  static Map<String, List<String>> parameters(String raw) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String part : raw.isEmpty() ? new String[0] : raw.split("&")) {
      int equals = part.indexOf('=');
      String name = decoded(equals < 0 ? part : part.substring(0, equals));
      String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
      parameters.computeIfAbsent(name, same -> new ArrayList<>()).add(value);
    }
    return parameters;
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
   * @throws Refusal with 413 if it is larger than the server takes, with 503 if there is no memory for it now
   */
  public byte[] body() throws IOException {
    if (body == null) {
      reading.deadlines.set(reading.limits.requestMillis());
      try {
        body = read();
      } catch (IndexOutOfBoundsException e) {
        throw new Refusal(400, "the lengths of the body's chunks are not as HTTP has them."); // a negative one
      } finally {
        reading.deadlines.clear();
      }
    }
    return body;
  }

  private byte[] read() throws IOException {
    long announced = header("Content-Length").map(Long::parseLong).orElse(0L);
    if (announced > reading.limits.bodyBytes()) {
      throw tooLarge();
    }
    InputStream in = exchange.getRequestBody();
    ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.min(announced, MEGABYTE));
    byte[] piece = new byte[PIECE];
    int count;
    while ((count = in.read(piece)) >= 0) {
      long before = out.size();
      if (before + count > reading.limits.bodyBytes()) {
        throw tooLarge();
      }
      keep(before + count);
      out.write(piece, 0, count);
      if (before / MEGABYTE < out.size() / MEGABYTE) {
        reading.deadlines.set(reading.limits.requestMillis());
      }
    }
    return out.toByteArray();
  }

  private void keep(long bytes) {
    int needed = (int) ((bytes + 1023) / 1024);
    if (needed > kilobytes) {
      reading.bodies.take(needed - kilobytes);
      kilobytes = needed;
    }
  }

  /** The body is needed no longer. */
  void end() {
    reading.bodies.give(kilobytes);
    kilobytes = 0;
    body = null;
  }

  private Refusal tooLarge() {
    return new Refusal(
        413,
        String.format(
            Locale.ROOT, "a request holds %,d bytes at most; send a smaller one.", reading.limits.bodyBytes()));
  }
}
