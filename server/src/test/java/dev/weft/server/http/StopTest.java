package dev.weft.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How a server ends. */
class StopTest {
  /** Answers after a while, as a prediction does. */
  private static Server slow() throws IOException {
    Routes routes =
        new Routes()
            .get(
                "/slow",
                request -> {
                  pause(30);
                  return Served.text("done");
                });
    return Server.start(new InetSocketAddress("127.0.0.1", 0), routes);
  }

  private static void pause(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A client that keeps its connection ends when an answer says so; none of its requests is without an answer. */
  @Test
  void noRequestIsLost() throws Exception {
    Server server = slow();
    int port = server.port();
    AtomicInteger answered = new AtomicInteger();
    List<String> lost = Collections.synchronizedList(new ArrayList<>());
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      clients.add(
          Thread.startVirtualThread(() -> {
            try (Wire wire = Wire.to(port)) {
              Wire.Answer answer;
              do {
                answer = wire.request("GET", "/slow", new byte[0]);
                assertEquals("done", answer.text());
                answered.incrementAndGet();
              } while (!answer.headers().getOrDefault("connection", "").equals("close"));
            } catch (IOException | AssertionError e) {
              lost.add(e.toString());
            }
          }));
    }
    while (answered.get() < 100) {
      Thread.sleep(5);
    }
    server.close();
    for (Thread client : clients) {
      client.join();
    }
    assertEquals(List.of(), lost);
    assertThrows(ConnectException.class, () -> Wire.to(port));
  }

  @Test
  void halfARequestIsNotWaitedForLong() throws IOException {
    Server server = slow();
    try (Wire half = Wire.to(server.port())) {
      half.send("GET /slow HTTP/1.1\r\n");
      assertEquals("done", Wire.ask(server.port(), "GET", "/slow").text());
      long began = System.nanoTime();
      server.close();
      assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(10), "half a request was waited for");
    }
  }
}
