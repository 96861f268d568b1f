package dev.weft.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many clients for a while: {@code -Dweft.load.seconds=60} makes it a minute. */
class LoadTest {
  private static final int CLIENTS = 64;
  private static final int SECONDS = Integer.getInteger("weft.load.seconds", 2);

  @Test
  void sixtyFourClientsAreAllAnswered() throws Exception {
    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger number = new AtomicInteger();
    try (Served served = Served.open()) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(
            Thread.startVirtualThread(() -> {
              try (Wire wire = Wire.to(served.port())) {
                while (System.nanoTime() - end < 0) {
                  ask(wire, number.incrementAndGet(), nanos);
                }
              } catch (IOException | AssertionError e) {
                wrong.add(e.toString());
              }
            }));
      }
      for (Thread client : clients) {
        client.join();
      }
      Collections.sort(nanos);
      System.out.println(
          String.format(
              Locale.ROOT,
              "%d clients, %d s: %,d answers, median %.1f ms, 99 %% %.1f ms",
              CLIENTS,
              SECONDS,
              nanos.size(),
              nanos.get(nanos.size() / 2) / 1e6,
              nanos.get(nanos.size() * 99 / 100) / 1e6));
      assertEquals(List.of(), wrong);
      assertEquals(List.of(), served.faults);
      assertTrue(nanos.size() >= CLIENTS);
    }
  }

  private static void ask(Wire wire, int number, List<Long> nanos) throws IOException {
    long began = System.nanoTime();
    if (number % 2 == 0) {
      assertEquals("hello " + number, wire.request("GET", "/hello/" + number, new byte[0]).text());
    } else {
      assertEquals("784", wire.request("POST", "/length", new byte[784]).text());
    }
    nanos.add(System.nanoTime() - began);
  }
}
