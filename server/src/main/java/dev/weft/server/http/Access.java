package dev.weft.server.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may do what. A request names the server by an address of numbers or by a known name, so that no foreign name that
 * leads here (DNS rebinding) is served. No page of another site may have its reader's browser post here. Where there is
 * a token, a request shows it as {@code Authorization: Bearer TOKEN}, or by a cookie that {@link Login} sets.
 */
public final class Access {
  private static final String NUMBERS = "\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.%]+]";

  private final Optional<byte[]> token;
  private final boolean guestsLook;
  private final Set<String> hosts = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  /**
   * @param token empty: whoever reaches the server may do everything
   * @param guestsLook whether those without the token may look and ask
   * @param hosts names of the server beside localhost
   */
  public Access(Optional<String> token, boolean guestsLook, Set<String> hosts) {
    this.token = token.map(Access::hash);
    this.guestsLook = guestsLook;
    this.hosts.addAll(hosts);
    this.hosts.add("localhost");
  }

  /** Whoever reaches it may do everything: for a server that only this machine reaches. */
  public static Access open() {
    return new Access(Optional.empty(), false, Set.of());
  }

  /**
   * @throws Refusal if the request names another server
   */
  void checkHost(Headers headers) {
    List<String> host = headers.getOrDefault("Host", List.of());
    if (host.size() != 1) {
      throw new Refusal(
          400,
          String.format(
              Locale.ROOT, "a request names its server in one header Host; received %d of them.", host.size()));
    }
    String name = host.getFirst().strip().replaceFirst(":\\d*$", "");
    if (!name.matches(NUMBERS) && !hosts.contains(name)) {
      throw new Refusal(
          421,
          "this server is not known by the name that the request has; start it with --allow-host and that name, or ask"
              + " localhost.");
    }
  }

  /**
   * @throws Refusal if a page of another site made a browser send this
   */
  void checkOrigin(String method, Headers headers) {
    String origin = headers.getFirst("Origin");
    String host = headers.getFirst("Host").strip();
    boolean isPost = method.equals("POST");
    boolean isForeign =
        isPost && origin != null && !origin.strip().replaceFirst("^https?://", "").equalsIgnoreCase(host);
    String site = headers.getFirst("Sec-Fetch-Site");
    boolean isFromElsewhere = "cross-site".equals(site) || "same-site".equals(site);
    boolean isLink = !isPost && "navigate".equals(headers.getFirst("Sec-Fetch-Mode"));
    if (isForeign || isFromElsewhere && !isLink) {
      throw new Refusal(403, "a page of another site may not ask this server; open the server's own page.");
    }
  }

  /**
   * @throws Refusal with 401 if the request needs the token and does not show it
   */
  void checkToken(Routes.Right right, HttpExchange exchange) {
    boolean isFree = right == Routes.Right.OPEN || right == Routes.Right.LOOK && guestsLook;
    if (!isFree && !mayChange(exchange)) {
      throw new Refusal(
              401, "this needs the server's token: send the header 'Authorization: Bearer TOKEN', or log in at /login.")
          .with("WWW-Authenticate", "Bearer realm=\"weft\"");
    }
  }

  /** Whether those without the token may not even look and ask. */
  public boolean asksAll() {
    return token.isPresent() && !guestsLook;
  }

  /** Whether no token is needed for anything. */
  boolean asksNone() {
    return token.isEmpty();
  }

  /** Whether a request shows the token, or none is needed. */
  boolean mayChange(HttpExchange exchange) {
    if (token.isEmpty()) {
      return true;
    }
    Headers headers = exchange.getRequestHeaders();
    String bearer = headers.getFirst("Authorization");
    if (bearer != null && bearer.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return isToken(bearer.substring(7).strip());
    }
    String cookie = cookieName(exchange) + "=";
    for (String line : headers.getOrDefault("Cookie", List.of())) {
      for (String pair : line.split(";")) {
        if (pair.strip().startsWith(cookie) && isCookie(pair.strip().substring(cookie.length()))) {
          return true;
        }
      }
    }
    return false;
  }

  boolean isToken(String given) {
    return token.isEmpty() || MessageDigest.isEqual(token.get(), hash(given));
  }

  private boolean isCookie(String given) {
    return MessageDigest.isEqual(
        cookieValue().getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  /** A cookie holds for all ports of a host, so that two servers need two names. */
  static String cookieName(HttpExchange exchange) {
    return "weft-" + exchange.getLocalAddress().getPort();
  }

  /** A hash of the token's hash: it shows the token without holding it. */
  String cookieValue() {
    return token.map(hash -> HexFormat.of().formatHex(hash(HexFormat.of().formatHex(hash)))).orElse("");
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
