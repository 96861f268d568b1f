package dev.weft.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may look at what, and change what. */
class AccessTest {
  private static final String TOKEN = "7c9e66e0f8";
  private static final String BEARER = "Authorization: Bearer " + TOKEN;

  private static Served open;
  private static Served guarded;
  private static Served guests;

  @BeforeAll
  static void start() throws IOException {
    open = Served.open();
    guarded = Served.withToken(TOKEN, false);
    guests = Served.withToken(TOKEN, true);
  }

  @AfterAll
  static void stop() {
    open.close();
    guarded.close();
    guests.close();
  }

  @ParameterizedTest(name = "Host {0}: {1}")
  @CsvSource(
      nullValues = "-",
      value = {
        "localhost,             200",
        "LOCALHOST:8080,        200",
        "127.0.0.1:1,           200",
        "[::1]:8080,            200",
        "192.168.1.7,           200",
        "weft.example.org,      200",
        "weft.example.org:443,  200",
        "evil.example.org,      421",
        "localhost.evil.org,    421",
        "127.0.0.1.evil.org,    421",
        "evil.org:127.0.0.1,    421",
        "'',                    421",
        "-,                     400",
      })
  void theServerIsAskedByItsOwnName(String host, int status) throws IOException {
    try (Wire wire = Wire.to(guests.port())) {
      wire.send("GET /hello HTTP/1.1\r\n" + (host == null ? "" : "Host: " + host + "\r\n") + "\r\n");
      assertEquals(status, wire.answer(false).status());
    }
  }

  @Test
  void twoHostsAreNone() throws IOException {
    try (Wire wire = Wire.to(open.port())) {
      wire.send("GET /hello HTTP/1.1\r\nHost: localhost\r\nHost: evil.org\r\n\r\n");
      assertEquals(400, wire.answer(false).status());
    }
  }

  @ParameterizedTest(name = "{0} from {1}: {2}")
  @CsvSource({
    "POST, Origin: http://127.0.0.1:PORT,                             200",
    "POST, Origin: https://127.0.0.1:PORT,                            200",
    "POST, Origin: http://127.0.0.1:1,                                403",
    "POST, Origin: http://evil.org,                                   403",
    "POST, Origin: null,                                              403",
    "POST, Sec-Fetch-Site: cross-site,                                403",
    "POST, Sec-Fetch-Site: same-origin,                               200",
    "POST, X-No: browser,                                             200",
    "GET,  Origin: http://evil.org,                                   200",
    "GET,  Sec-Fetch-Site: cross-site,                                403",
    "GET,  'Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate',  200",
    "GET,  Sec-Fetch-Site: none,                                      200",
  })
  void pagesOfOtherSitesMayLinkHereAndNoMore(String method, String header, int status) throws IOException {
    String sent = header.replace("PORT", String.valueOf(open.port()));
    String path = method.equals("GET") ? "/hello" : "/change";
    assertEquals(status, Wire.ask(open.port(), method, path, sent).status());
  }

  @ParameterizedTest(name = "{0} {1}: {2} without the token, {3} where guests may look")
  @CsvSource({
    "GET,  /hello,  401, 200",
    "GET,  /events, 401, -",
    "POST, /length, 401, 200",
    "POST, /change, 401, 401",
    "GET,  /live,   200, 200",
    "GET,  /login,  200, 200",
  })
  void withoutTheTokenLittleIsAllowed(String method, String path, int alone, String guest) throws IOException {
    Wire.Answer refused = Wire.ask(guarded.port(), method, path);
    assertEquals(alone, refused.status());
    assertEquals(alone == 401, refused.headers().getOrDefault("www-authenticate", "").startsWith("Bearer"));
    if (!guest.equals("-")) {
      assertEquals(Integer.parseInt(guest), Wire.ask(guests.port(), method, path).status());
      assertEquals(200, Wire.ask(guarded.port(), method, path, BEARER).status());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization: Bearer 7c9e66e0f8,         200",
    "authorization: bearer  7c9e66e0f8,        200",
    "Authorization: Bearer 7c9e66e0f9,         401",
    "Authorization: Bearer 7c9e66e0f,          401",
    "Authorization: Bearer,                    401",
    "Authorization: Basic 7c9e66e0f8,          401",
    "Authorization: 7c9e66e0f8,                401",
    "Cookie: weft-PORT=7c9e66e0f8,             401",
    "Cookie: weft-PORT=,                       401",
  })
  void theTokenIsShownWhole(String header, int status) throws IOException {
    String sent = header.replace("PORT", String.valueOf(guarded.port()));
    assertEquals(status, Wire.ask(guarded.port(), "POST", "/change", sent).status());
  }

  @Test
  void aBrowserLogsInAndShowsACookie() throws IOException {
    byte[] form = ("token=" + TOKEN).getBytes(StandardCharsets.UTF_8);
    for (Wire.Answer login :
        new Wire.Answer[] {
          Wire.ask(guarded.port(), "POST", "/login", form), Wire.ask(guarded.port(), "GET", "/login?token=" + TOKEN)
        }) {
      String cookie = login.headers().get("set-cookie");
      assertTrue(cookie.endsWith("; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000"), cookie);
      assertFalse(cookie.contains(TOKEN), "a cookie does not hold the token");
      String shown = "Cookie: other=1; " + cookie.substring(0, cookie.indexOf(';'));
      assertEquals(200, Wire.ask(guarded.port(), "POST", "/change", shown).status());
      assertEquals(401, Wire.ask(guarded.port(), "POST", "/change", shown.replaceFirst("=.{4}", "=0000")).status());
    }
    assertEquals(401, Wire.ask(guarded.port(), "GET", "/login?token=wrong").status());
  }

  @Test
  void behindAProxyWithTlsTheCookieIsForTlsAlone() throws IOException {
    Wire.Answer login = Wire.ask(guarded.port(), "GET", "/login?token=" + TOKEN, "X-Forwarded-Proto: https");
    assertTrue(login.headers().get("set-cookie").endsWith("; Secure"));
  }

  @Test
  void aPersonIsAskedForTheToken() throws IOException {
    Wire.Answer page = Wire.ask(guarded.port(), "GET", "/hello", "Accept: text/html,*/*");
    assertEquals(401, page.status());
    assertTrue(page.text().contains("<input type=\"password\" name=\"token\""), page.text());
  }
}
