package dev.weft.server.http;

import com.sun.net.httpserver.HttpExchange;
import dev.weft.WeftException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What answers a request that cannot be answered as it wishes: a sentence in JSON, or on a page for a person. */
final class Refusals {
  private final Consumer<String> faults;

  /**
   * @param faults takes a line for each unexpected exception
   */
  Refusals(Consumer<String> faults) {
    this.faults = faults;
  }

  /**
   * @throws IOException if the client is gone
   */
  Response.Whole answer(Throwable why, HttpExchange exchange) throws IOException {
    Refusal refusal = refusal(why, exchange);
    Response.Whole whole = body(refusal, exchange);
    for (Map.Entry<String, String> header : refusal.headers().entrySet()) {
      whole = whole.with(header.getKey(), header.getValue());
    }
    return whole;
  }

  private Refusal refusal(Throwable why, HttpExchange exchange) throws IOException {
    return switch (why) {
      case Refusal refusal -> refusal;
      case WeftException wrong when wrong.getCause() == null -> new Refusal(400, wrong.getMessage());
      case WeftException trouble -> {
        report(trouble, exchange);
        yield new Refusal(500, trouble.getMessage());
      }
      case OutOfMemoryError full ->
          new Refusal(503, "there is not enough memory for this request now; ask again later.");
      case IOException gone when !(gone instanceof FileSystemException) -> throw gone;
      default -> {
        report(why, exchange);
        yield new Refusal(500, "the server has a fault, which its owner sees in its messages; try something else.");
      }
    };
  }

  /** One line for the server's owner. */
  void report(Throwable why, HttpExchange exchange) {
    String where =
        Arrays.stream(why.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("dev.weft."))
            .findFirst()
            .map(frame -> " at " + frame)
            .orElse("");
    faults.accept(
        "%s %s: %s%s".formatted(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(), why, where));
  }

  private static Response.Whole body(Refusal refusal, HttpExchange exchange) {
    String accept = exchange.getRequestHeaders().getFirst("Accept");
    boolean isPerson = accept != null && accept.contains("text/html") && !exchange.getRequestMethod().equals("HEAD");
    if (isPerson) {
      boolean asksToken = refusal.status() == 401;
      String sentence = asksToken ? "This server asks for its token." : sentence(refusal);
      return Login.notice(refusal.status(), title(refusal), sentence, asksToken, false);
    }
    Map<String, String> error = new LinkedHashMap<>();
    error.put("error", refusal.getMessage());
    return Response.json(refusal.status(), error);
  }

  private static String title(Refusal refusal) {
    return switch (refusal.status()) {
      case 401 -> "Log in";
      case 404 -> "Not found";
      case 500 -> "Fault";
      case 503 -> "Busy";
      default -> "Refused";
    };
  }

  private static String sentence(Refusal refusal) {
    String sentence = refusal.getMessage();
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }
}
