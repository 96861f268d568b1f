package dev.weft.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** 10,000 requests that nobody of good will sends; each good one in between is answered, and nothing stays behind. */
@Isolated // its files and heap are those of the process
class HostileRequestsTest {
  private static final int REQUESTS = 10_000;
  private static final List<String> METHODS = List.of("GET", "POST", "HEAD", "PUT", "get", "BREW", "", "\0", "OPTIONS");
  private static final List<String> TARGETS =
      List.of(
          "/hello",
          "/length",
          "/hello/../../etc/passwd",
          "/hello/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
          "/hello/..%5c..%5cwindows",
          "/hello/%00",
          "/hello/%c0%ae%c0%ae",
          "//evil.org/hello",
          "http://evil.org/hello",
          "mailto:you",
          "*",
          "/hello?a=%",
          "/hello#x",
          "/" + "a/".repeat(2000),
          "/" + "a".repeat(60_000),
          "\u00e4");
  private static final List<String> HEADERS =
      List.of(
          "Content-Length: 3\r\nContent-Length: 4\r\n",
          "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
          "Content-Length: -1\r\n",
          "Content-Length: 99999999999999999999\r\n",
          "Content-Length: 9999999999\r\n",
          "Content-Length: 5\r\n",
          "Transfer-Encoding: gzip\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Expect: 100-continue\r\nContent-Length: 5\r\n",
          "Bad Header: 1\r\n",
          ": empty\r\n",
          "No colon\r\n",
          "X: " + "y".repeat(100_000) + "\r\n",
          "X: y\r\n".repeat(500),
          "Cookie: " + "weft-1=;".repeat(500) + "\r\n",
          "Authorization: Bearer \u00ff\u00ff\r\n",
          "Last-Event-ID: x\r\n",
          "Connection: close\r\n",
          "Origin: null\r\n",
          "");
  private static final List<String> BODIES =
      List.of(
          "",
          "x",
          "hello",
          "ffffffff\r\nabc",
          "80000000\r\nabc\r\n0\r\n\r\n",
          "5\r\nabc\r\n0\r\n\r\n",
          "-5\r\nabc",
          "zz\r\n",
          "5;" + "x".repeat(5000),
          "0\r\n\r\nGET /hello HTTP/1.1\r\nHost: evil\r\n\r\n");

  private final SplitMix64 random = SplitMix64.of(18);

  @Test
  void everyGoodRequestInBetweenIsAnsweredAndNothingIsHeld() throws Exception {
    try (Served served = Served.with(Served.limits(2000, 2000))) {
      send(served, 1000);
      long files = openFiles();
      long heap = usedHeap();
      send(served, REQUESTS);
      assertQuiet(served);
      assertTrue(openFiles() <= files + 20, "%s files are open, after %s".formatted(openFiles(), files));
      assertTrue(usedHeap() <= heap + (8 << 20), "the heap grew from %s to %s bytes".formatted(heap, usedHeap()));
      assertEquals(List.of(), served.faults);
    }
  }

  private void send(Served served, int count) throws IOException {
    try (Wire good = Wire.to(served.port())) {
      for (int i = 0; i < count; i++) {
        try (Wire wire = Wire.to(served.port())) {
          wire.send(hostile());
          if (random.nextInt(4) == 0) {
            wire.ends(1); // what is answered is read by some
          }
        } catch (IOException refused) {
          // the server may close the connection while it is written to
        }
        if (i % 10 == 0) {
          assertEquals("hello " + i, good.request("GET", "/hello/" + i, new byte[0]).text());
          assertEquals("hello", Wire.ask(served.port(), "GET", "/hello").text());
        }
      }
    }
  }

  private byte[] hostile() {
    if (random.nextInt(4) == 0) {
      byte[] bytes = new byte[random.nextInt(2000)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) random.nextInt(256);
      }
      return bytes;
    }
    String host = random.nextInt(8) == 0 ? "" : "Host: localhost\r\n";
    String request =
        one(METHODS) + " " + one(TARGETS) + " HTTP/1.1\r\n" + host + one(HEADERS) + one(HEADERS) + "\r\n" + one(BODIES);
    byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
    boolean isCut = random.nextInt(4) == 0;
    return isCut ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** All that arrived has ended, and of the threads, the memory for bodies and the files nothing is held. */
  private static void assertQuiet(Served served) throws InterruptedException {
    long began = System.nanoTime();
    while (!served.metrics.text().contains("weft_http_requests_arriving 0\n")
        || !served.metrics.text().contains("weft_http_requests_in_progress 0\n")) {
      assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(60), served.metrics.text());
      Thread.sleep(50);
    }
    Thread.sleep(200);
  }

  private static long openFiles() throws IOException {
    Path files = Path.of("/proc/self/fd");
    if (!Files.isDirectory(files)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(files)) {
      return all.count();
    }
  }

  private static long usedHeap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(100);
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
