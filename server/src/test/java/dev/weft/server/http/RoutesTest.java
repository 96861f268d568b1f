package dev.weft.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
  private static final Handler NOTHING = request -> Served.text("");

  private final Routes routes =
      new Routes()
          .get("/", NOTHING)
          .get("/runs", NOTHING)
          .get("/runs/{id}", NOTHING)
          .get("/runs/{id}/page.html", NOTHING)
          .ask("/v1/models/{name}:predict", NOTHING)
          .get("/v1/models/{name}", NOTHING)
          .post("/runs/{id}", NOTHING);

  @ParameterizedTest(name = "{0} {1} is answered by {2}")
  @CsvSource({
    "GET,  /,                          /",
    "HEAD, /,                          /",
    "GET,  /runs,                      /runs",
    "GET,  /runs/78b6,                 /runs/{id}",
    "POST, /runs/78b6,                 /runs/{id}",
    "GET,  /runs/78b6/page.html,       /runs/{id}/page.html",
    "POST, /v1/models/shoes:predict,   /v1/models/{name}:predict",
    "GET,  /v1/models/shoes,           /v1/models/{name}",
    "GET,  /v1/models/a:b,             /v1/models/{name}",
  })
  void aPathIsMatchedWhole(String method, String path, String route) {
    assertEquals(route, routes.match(method, path).route().path());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "//", "/runs/", "/runs/a/b", "/Runs", "/runs/a/page.htm", "/%72uns", "/runs;x"})
  void anythingElseIsNotThere(String path) {
    assertEquals(404, assertThrows(Refusal.class, () -> routes.match("GET", path)).status());
  }

  @Test
  void aNameIsDecoded() {
    assertEquals(Map.of("id", "a b+c%ü"), routes.match("GET", "/runs/a%20b+c%25%C3%BC").variables());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        "%2e%2e",
        "%2E%2e%2F%2e%2e",
        "a%2Fb",
        "a%5Cb",
        "%00",
        "a%0Ab",
        "..%5c..",
        "%2F",
        "%zz",
        "%"
      })
  void aNameLeadsToNoOtherFolder(String name) {
    assertEquals(400, assertThrows(Refusal.class, () -> routes.match("GET", "/runs/" + name)).status());
  }

  @ParameterizedTest(name = "{0} {1}: {2}, allowed {3}")
  @CsvSource(
      nullValues = "-",
      value = {
        "PUT,     /runs/a,            405, 'GET, HEAD, POST'",
        "DELETE,  /runs,              405, 'GET, HEAD'",
        "GET,     /v1/models/,        404, -",
        "OPTIONS, /runs,              405, 'GET, HEAD'",
        "get,     /runs,              501, -",
        "BREW,    /nowhere,           501, -",
      })
  void otherMethodsAreRefused(String method, String path, int status, String allow) {
    Refusal refusal = assertThrows(Refusal.class, () -> routes.match(method, path));
    assertEquals(status, refusal.status());
    assertEquals(allow, refusal.headers().get("Allow"));
  }

  @Test
  void theFirstOfTwoRoutesWins() {
    Routes two = new Routes().get("/runs/latest", NOTHING).get("/runs/{id}", NOTHING);
    assertEquals("/runs/latest", two.match("GET", "/runs/latest").route().path());
  }
}
