package dev.weft.dataset;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on this machine that hands out the files of a folder, well or badly. */
final class Server implements AutoCloseable {
  /** What it does when asked for a file. */
  enum Manner {
    /** Sends it, or what is asked of it. */
    GOOD,
    /** Sends all of it, whatever is asked for. */
    IGNORES_RANGES,
    /** Says how long it is, sends half of what is asked for and hangs up. */
    BREAKS_OFF,
    /** Sends other bytes. */
    CORRUPT,
    /** Knows no file. */
    NOT_FOUND,
    /** Sends no answer. */
    SILENT,
    /** Begins to send and stops. */
    STALLS,
    /** Sends without end. */
    ENDLESS
  }

  /** Asked for, with the range as it was sent: {@code "file bytes=5-"} or {@code "file null"}. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  private final Path folder;
  private final Manner manner;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);

  Server(Path folder, Manner manner) {
    this.folder = folder;
    this.manner = manner;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().substring(1);
    String range = exchange.getRequestHeaders().getFirst("Range");
    requests.add(name + " " + range);
    byte[] content = manner == Manner.NOT_FOUND ? new byte[0] : Files.readAllBytes(folder.resolve(name));
    int from = range == null || manner == Manner.IGNORES_RANGES ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
    byte[] asked = Arrays.copyOfRange(content, Math.min(from, content.length), content.length);
    try (exchange) {
      switch (manner) {
        case GOOD, IGNORES_RANGES -> send(exchange, content.length, from, asked, asked.length);
        case BREAKS_OFF -> send(exchange, content.length, from, asked, (asked.length + 1) / 2);
        case CORRUPT -> {
          asked[asked.length / 2] ^= 1;
          send(exchange, content.length, from, asked, asked.length);
        }
        case NOT_FOUND -> exchange.sendResponseHeaders(404, -1);
        case SILENT -> closed.await();
        case STALLS -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content, 0, 1);
          exchange.getResponseBody().flush();
          closed.await();
        }
        case ENDLESS -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) {
            exchange.getResponseBody().write(new byte[1 << 16]);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int whole, int from, byte[] asked, int length) throws IOException {
    if (from > 0 && asked.length == 0) {
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    if (from > 0) {
      exchange.getResponseHeaders().set("Content-Range", "bytes %d-%d/%d".formatted(from, whole - 1, whole));
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, asked.length);
    exchange.getResponseBody().write(asked, 0, length);
    exchange.getResponseBody().flush();
  }
}
