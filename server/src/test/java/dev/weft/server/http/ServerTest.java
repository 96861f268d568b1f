package dev.weft.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that every request keeps. */
class ServerTest {
  private static Served served;

  @BeforeAll
  static void start() throws IOException {
    served = Served.open();
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  @Test
  void aConnectionServesManyRequests() throws IOException {
    try (Wire wire = Wire.to(served.port())) {
      for (int i = 0; i < 20; i++) {
        assertEquals("hello " + i, wire.request("GET", "/hello/" + i, new byte[0]).text());
        assertEquals("3", wire.request("POST", "/length", new byte[3]).text());
      }
    }
  }

  @Test
  void headIsGetWithoutTheBody() throws IOException {
    try (Wire wire = Wire.to(served.port())) {
      Wire.Answer head = wire.request("HEAD", "/hello", new byte[0]);
      assertEquals(200, head.status());
      assertEquals("5", head.headers().get("content-length"));
      assertEquals("hello", wire.request("GET", "/hello", new byte[0]).text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/hello", "/nowhere", "/login", "/fault"})
  void everyAnswerHasTheHeadersOfSafety(String path) throws IOException {
    var headers = Wire.ask(served.port(), "GET", path).headers();
    assertEquals("nosniff", headers.get("x-content-type-options"));
    assertEquals("same-origin", headers.get("referrer-policy"));
    assertEquals("same-origin", headers.get("cross-origin-resource-policy"));
    assertEquals("DENY", headers.get("x-frame-options"));
    assertEquals("no-store", headers.get("cache-control"));
    assertTrue(headers.get("content-security-policy").startsWith("default-src 'none'"));
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "GET,    /nowhere,              404",
    "GET,    /hello/a/../../change, 404",
    "GET,    /hello/..,             400",
    "GET,    /hello/%2e%2e%2fetc,   400",
    "GET,    /hello?a=%zz,          400", // the JDK's server itself refuses this
    "PUT,    /hello,                405",
    "POST,   /hello,                405",
    "BREW,   /hello,                501",
    "GET,    http://other.org/hello, 400",
  })
  void whatIsWrongIsRefusedByItsStatus(String method, String target, int status) throws IOException {
    assertEquals(status, Wire.ask(served.port(), method, target).status());
  }

  @Test
  void aRefusalIsOneSentenceInJson() throws IOException {
    Wire.Answer answer = Wire.ask(served.port(), "PUT", "/length");
    assertEquals("{\"error\":\"this path takes POST; received PUT.\"}", answer.text());
    assertEquals("application/json", answer.headers().get("content-type"));
    assertEquals("POST", answer.headers().get("allow"));
  }

  @Test
  void aPersonGetsAPage() throws IOException {
    Wire.Answer answer = Wire.ask(served.port(), "GET", "/nowhere", "Accept: text/html,application/xhtml+xml");
    assertEquals(404, answer.status());
    assertEquals("text/html; charset=utf-8", answer.headers().get("content-type"));
    assertTrue(answer.text().contains("<h1>Not found</h1>"));
  }

  @Test
  void anUnexpectedExceptionIsALineForTheOwnerAndOneSentenceForOthers() throws IOException {
    Wire.Answer answer = Wire.ask(served.port(), "GET", "/fault");
    assertEquals(500, answer.status());
    assertFalse(answer.text().contains("secret") || answer.text().contains("Exception"), answer.text());
    String fault = served.faults.getLast();
    assertTrue(
        fault.startsWith("GET /fault: java.lang.IllegalStateException: a secret of the program at dev.weft"), fault);
    assertFalse(fault.contains("\n"));
  }

  @Test
  void aBodyIsCountedWhileItIsRead() throws IOException {
    try (Served small = Served.with(Limits.usual().withBodyBytes(1000))) {
      assertEquals("1000", Wire.ask(small.port(), "POST", "/length", new byte[1000]).text());
      Wire.Answer answer = Wire.ask(small.port(), "POST", "/length", new byte[1001]);
      assertEquals(413, answer.status());
      assertEquals("{\"error\":\"a request holds 1,000 bytes at most; send a smaller one.\"}", answer.text());
      try (Wire wire = Wire.to(small.port())) {
        wire.send("POST /length HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < 11; i++) {
          wire.send("64\r\n" + "x".repeat(100) + "\r\n");
        }
        wire.send("0\r\n\r\n");
        assertEquals(413, wire.answer(false).status());
      }
    }
  }

  @Test
  void manyLargeBodiesAreNotReadAtATime() throws IOException {
    Limits limits = new Limits(1 << 20, 1 << 20, 16_384, 10, 30_000, 30_000, 1000);
    try (Served tight = Served.with(limits);
        Wire slow = Wire.to(tight.port())) {
      slow.send("POST /length HTTP/1.1\r\nHost: localhost\r\nContent-Length: 800000\r\n\r\n");
      slow.send(new byte[700_000]);
      Wire.Answer answer = Wire.ask(tight.port(), "POST", "/length", new byte[600_000]);
      for (int i = 0; i < 100 && answer.status() == 200; i++) { // until the slow one's are read
        answer = Wire.ask(tight.port(), "POST", "/length", new byte[600_000]);
      }
      slow.send(new byte[100_000]);
      Wire.Answer late = slow.answer(false);
      Wire.Answer refused = answer.status() == 503 ? answer : late; // whose bytes are read last
      assertEquals(503, refused.status());
      assertEquals("1", refused.headers().get("retry-after"));
      Wire.Answer later = refused;
      for (int i = 0; i < 100 && later.status() == 503; i++) { // until those that were read are forgotten
        later = Wire.ask(tight.port(), "POST", "/length", new byte[600_000]);
      }
      assertEquals("600000", later.text());
    }
  }

  @Test
  void hugeHeadersAreRefused() throws IOException {
    assertEquals(431, Wire.ask(served.port(), "GET", "/hello", "X-Large: " + "x".repeat(20_000)).status());
    try (Wire wire = Wire.to(served.port())) {
      assertThrows(
          IOException.class, () -> wire.request("GET", "/hello", new byte[0], "X-Huge: " + "x".repeat(500_000)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G",
        "GET /hello HTTP/1.1\r\nHost: local",
        "POST /length HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf",
        "POST /length HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhal",
      })
  void halfARequestIsNotWaitedForLong(String half) throws IOException {
    try (Served hasty = Served.with(Served.limits(1000, 1000));
        Wire wire = Wire.to(hasty.port())) {
      wire.send(half);
      assertEquals(200, Wire.ask(hasty.port(), "GET", "/hello").status());
      assertTrue(wire.ends(20_000), "it is closed");
      assertEquals(List.of(), hasty.faults);
    }
  }

  @Test
  void aClientThatReadsNothingIsLeft() throws Exception {
    try (Served hasty = Served.with(new Limits(1 << 20, 1 << 20, 16_384, 10, 1000, 500, 1000));
        Wire wire = Wire.to(hasty.port())) {
      wire.send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n");
      long began = System.nanoTime();
      while (!hasty.metrics.text().contains("weft_http_requests_total{route=\"/large\",code=\"200\"} 1\n")) {
        Thread.sleep(5);
      }
      while (hasty.metrics.text().contains("weft_http_requests_in_progress 1\n")) {
        assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(60), "it is held");
        Thread.sleep(50);
      }
    }
  }

  @Test
  void figuresCountRoutesAndStatuses() throws Exception {
    try (Served fresh = Served.open()) {
      Wire.ask(fresh.port(), "GET", "/hello/a");
      Wire.ask(fresh.port(), "GET", "/hello/b");
      Wire.ask(fresh.port(), "GET", "/nowhere");
      while (!fresh.metrics.text().contains("weft_http_requests_in_progress 0\n")) {
        Thread.sleep(5); // a client may read an answer before the server has counted its time
      }
      String figures = fresh.metrics.text();
      assertTrue(figures.contains("weft_http_requests_total{route=\"/hello/{name}\",code=\"200\"} 2\n"), figures);
      assertTrue(figures.contains("weft_http_requests_total{route=\"none\",code=\"404\"} 1\n"), figures);
      assertTrue(figures.contains("weft_http_request_duration_seconds_count{route=\"/hello/{name}\"} 2\n"), figures);
    }
  }

  @Test
  void aPortThatIsTakenIsReported() {
    InetSocketAddress taken = new InetSocketAddress("127.0.0.1", served.port());
    assertThrows(BindException.class, () -> Server.start(taken, new Routes()));
  }
}
