package dev.weft.server.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A server of HTTP/1.1: the rules that every request keeps, whatever answers it. */
public final class Server implements AutoCloseable {
  /** What is no page runs nothing, asks for nothing and stands in no frame. */
  private static final String POLICY = "default-src 'none'; frame-ancestors 'none'";

  private static final long MOST_BYTES = 32L << 20;
  private static final int BEAT_SECONDS = 15;
  private static final int STOP_SECONDS = 10;

  private final HttpServer server;
  private final Routes routes;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("beats").factory());
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

  private Server(HttpServer server, Routes routes) {
    this.server = server;
    this.routes = routes;
  }

  /**
   * Starts to listen.
   *
   * @param address port 0 takes a free one
   * @throws IOException if the port is taken
   */
  public static Server start(InetSocketAddress address, Routes routes) throws IOException {
    Server server = new Server(HttpServer.create(address, 0), routes);
    server.server.setExecutor(server.threads);
    server.server.createContext("/", server::handle);
    server.clock.scheduleAtFixedRate(
        () -> server.streams.forEach(EventStream::beat), BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
    server.server.start();
    return server;
  }

  /** The port that it listens to. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Response response = response(exchange);
      switch (response) {
        case Response.Whole whole -> send(exchange, whole);
        case Response.Events events -> stream(exchange, events);
      }
    }
  }

  private Response response(HttpExchange exchange) throws IOException {
    try {
      Routes.Match match = routes.match(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath());
      return match.route().handler().handle(new Request(exchange, match.variables(), MOST_BYTES));
    } catch (Refusal refusal) {
      return Response.json(refusal.status(), error(refusal.getMessage()));
    }
  }

  private static Map<String, String> error(String sentence) {
    Map<String, String> error = new LinkedHashMap<>();
    error.put("error", sentence);
    return error;
  }

  private static void send(HttpExchange exchange, Response.Whole whole) throws IOException {
    Headers headers = headers(exchange, whole.type());
    whole.headers().forEach(headers::set);
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(whole.status(), isHead || whole.body().length == 0 ? -1 : whole.body().length);
    if (!isHead && whole.body().length > 0) {
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(whole.body());
      }
    }
  }

  private void stream(HttpExchange exchange, Response.Events events) throws IOException {
    headers(exchange, "text/event-stream; charset=utf-8").set("X-Accel-Buffering", "no");
    exchange.sendResponseHeaders(200, 0);
    EventStream stream =
        new EventStream(
            exchange.getResponseBody(), Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID")));
    streams.add(stream);
    try {
      stream.beat();
      events.writer().accept(stream);
    } finally {
      streams.remove(stream);
      stream.close();
    }
  }

  private static Headers headers(HttpExchange exchange, String type) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Cache-Control", "no-store");
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    return headers;
  }

  /** Takes no more requests, answers those that it has, then ends. */
  @Override
  public void close() {
    streams.forEach(EventStream::close);
    clock.shutdownNow();
    server.stop(STOP_SECONDS);
    threads.close();
  }
}
