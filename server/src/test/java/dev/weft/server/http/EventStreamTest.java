package dev.weft.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private static Wire listen(int port, String... headers) throws IOException {
    Wire wire = Wire.to(port);
    String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    wire.send("GET /events HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n");
    Wire.Answer answer = wire.answer(true); // its head
    assertEquals(200, answer.status());
    assertEquals("text/event-stream; charset=utf-8", answer.headers().get("content-type"));
    return wire;
  }

  /** The lines until this one, without the sizes of chunks. */
  private static List<String> until(Wire wire, String last) throws IOException {
    List<String> lines = new ArrayList<>();
    while (lines.isEmpty() || !lines.getLast().equals(last)) {
      String line = wire.line();
      if (line.matches("[a-z]+:.*|:.*")) {
        lines.add(line);
      }
    }
    return lines;
  }

  @Test
  void anEventHasAnIdATypeAndData() throws IOException {
    try (Served served = Served.open();
        Wire wire = listen(served.port())) {
      assertEquals(
          List.of(": still here", "id: 1", "event: count", "data: 1", "id: 2", "event: count", "data: 2"),
          until(wire, "data: 2"));
    }
  }

  @Test
  void aBrowserGoesOnFromTheLastEventThatItReceived() throws IOException {
    try (Served served = Served.open();
        Wire wire = listen(served.port(), "Last-Event-ID: 41")) {
      assertEquals("id: 42", until(wire, "data: 42").get(1));
    }
  }

  @Test
  void threeHundredListenAtATimeAndOthersAreAnswered() throws Exception {
    try (Served served = Served.open()) {
      List<Wire> listeners = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        listeners.add(listen(served.port()));
      }
      assertTrue(served.metrics.text().contains("weft_event_streams 300\n"));
      assertEquals("hello", Wire.ask(served.port(), "GET", "/hello").text());
      for (Wire listener : listeners) {
        until(listener, "data: 2");
      }
      for (Wire listener : listeners) {
        listener.close();
      }
      long began = System.nanoTime();
      while (!served.metrics.text().contains("weft_event_streams 0\n")) {
        assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(60), "streams of browsers that are gone stay");
        Thread.sleep(50);
      }
    }
  }

  @Test
  void moreThanTheServerTakesAreRefused() throws IOException {
    try (Served served = Served.with(Served.limits(1));
        Wire wire = listen(served.port())) {
      Wire.Answer refused = Wire.ask(served.port(), "GET", "/events");
      assertEquals(503, refused.status());
      assertEquals("1", refused.headers().get("retry-after"));
      until(wire, "data: 1");
    }
  }

  @Test
  void theEndOfTheServerEndsTheStreamWell() throws IOException {
    Served served = Served.open();
    try (Wire wire = listen(served.port())) {
      until(wire, "data: 1");
      long began = System.nanoTime();
      served.close();
      assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(20), "it is waited for");
      String last = "";
      try {
        while (true) {
          String line = wire.line();
          last = line.isEmpty() ? last : line;
        }
      } catch (IOException end) {
        assertEquals("0", last, "the last chunk");
      }
    }
  }
}
