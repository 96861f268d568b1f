package dev.weft.server.http;

import dev.weft.page.Notice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How a browser shows the token: {@code /login} asks for it, or takes it from the address, and sets a cookie. */
final class Login {
  private static final long MONTH_SECONDS = 30L * 24 * 60 * 60;

  private final Access access;

  Login(Access access) {
    this.access = access;
  }

  Response asked(Request request) {
    if (access.asksNone()) {
      return notice(200, "No login", "This server asks for no token.", false, false);
    }
    String given = request.query().get("token");
    return given == null
        ? notice(200, "Log in", "This server asks for its token.", true, false)
        : loggedIn(request, given);
  }

  Response posted(Request request) throws IOException {
    String form = new String(request.body(), StandardCharsets.UTF_8);
    return loggedIn(request, Request.parameters(form).getOrDefault("token", List.of("")).getLast());
  }

  private Response loggedIn(Request request, String given) {
    if (!access.isToken(given)) {
      return notice(401, "Log in", "This is not the server's token; the server's owner has it.", true, false);
    }
    // The browser itself goes on: behind a link of another site, a redirect would come without the strict cookie.
    boolean isSecure = request.scheme().equals("https");
    return notice(200, "Logged in", "This browser may look and change everything here.", false, true)
        .with(
            "Set-Cookie",
            "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%s%s"
                .formatted(request.cookieName(), access.cookieValue(), MONTH_SECONDS, isSecure ? "; Secure" : ""));
  }

  static Response.Whole notice(int status, String title, String sentence, boolean asksToken, boolean goesOn) {
    byte[] html = new Notice(title, sentence, asksToken, goesOn).html().getBytes(StandardCharsets.UTF_8);
    return Response.of(status, "text/html; charset=utf-8", html).with("Content-Security-Policy", Notice.POLICY);
  }
}
