package dev.weft.server.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.server.metrics.Counter;
import dev.weft.server.metrics.Histogram;
import dev.weft.server.metrics.Metrics;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A server of HTTP/1.1: the rules that every request keeps, whatever answers it. */
public final class Server implements AutoCloseable {
  /** What is no page runs nothing, asks for nothing and stands in no frame. */
  private static final String POLICY = "default-src 'none'; frame-ancestors 'none'";

  private static final int BEAT_SECONDS = 15;
  private static final int CHECK_MILLIS = 250;
  private static final int PIECE = 16 * 1024;
  private static final int MEGABYTE = 1 << 20;

  /** Half requests are waited for so long at the end; a client on its way has sent the rest. */
  private static final long HALF_MILLIS = 1000;

  private static final long QUIET_MILLIS = 200;

  private final HttpServer server;
  private final Routes routes;
  private final Access access;
  private final Limits limits;
  private final Deadlines deadlines = new Deadlines();
  private final Request.Reading reading;
  private final Refusals refusals;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("clock").factory());
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private final Set<Thread> arriving = ConcurrentHashMap.newKeySet();
  private final AtomicInteger answering = new AtomicInteger();
  private final Counter requests;
  private final Histogram seconds;
  private volatile boolean stopping;

  static {
    // What the JDK's server reads once, before the first of them is made.
    Map.of(
            "jdk.httpserver.maxConnections", "2000",
            "sun.net.httpserver.maxIdleConnections", "1000",
            "sun.net.httpserver.maxReqHeaderSize", "65536",
            "sun.net.httpserver.drainAmount", String.valueOf(64 << 20), // so that a client reads why it was refused
            "sun.net.httpserver.nodelay", "true")
        .forEach((name, value) -> System.setProperty(name, System.getProperty(name, value)));
  }

  private Server(HttpServer server, Routes routes, Access access, Limits limits, Metrics metrics, Refusals refusals) {
    this.server = server;
    this.routes = routes;
    this.access = access;
    this.limits = limits;
    this.reading = new Request.Reading(limits, new Bodies(limits.bytesOfAllBodies()), deadlines);
    this.refusals = refusals;
    requests = metrics.counter("weft_http_requests_total", "Requests that were answered.", "route", "code");
    seconds =
        metrics.histogram(
            "weft_http_request_duration_seconds",
            "From a request's head to its answer's end, without event streams.",
            Histogram.SECONDS,
            "route");
    metrics.gauge("weft_http_requests_arriving", "Connections whose request is not here yet.", arriving::size);
    metrics.gauge("weft_http_requests_in_progress", "Requests that are being answered.", answering::get);
    metrics.gauge("weft_event_streams", "Browsers that listen to events.", streams::size);
  }

  /**
   * Starts to listen, open to all who reach the address, with the usual limits.
   *
   * @param address port 0 takes a free one
   * @throws IOException if the port is taken
   */
  public static Server start(InetSocketAddress address, Routes routes) throws IOException {
    return start(address, routes, Access.open(), Limits.usual(), new Metrics(), fault -> {});
  }

  /**
   * Starts to listen.
   *
   * @param address port 0 takes a free one
   * @param faults takes a line for each answer that an unexpected exception prevented
   * @throws IOException if the port is taken
   */
  public static Server start(
      InetSocketAddress address, Routes routes, Access access, Limits limits, Metrics metrics, Consumer<String> faults)
      throws IOException {
    Login login = new Login(access);
    routes.add(new Routes.Route("GET", "/login", Routes.Right.OPEN, login::asked));
    routes.add(new Routes.Route("POST", "/login", Routes.Right.OPEN, login::posted));
    Server server = new Server(HttpServer.create(address, 0), routes, access, limits, metrics, new Refusals(faults));
    server.server.setExecutor(task -> server.threads.execute(() -> server.take(task)));
    server.server.createContext("/", server::handle);
    server.clock.scheduleAtFixedRate(server.deadlines::check, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    server.clock.scheduleAtFixedRate(server::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
    server.server.start();
    return server;
  }

  /**
   * Looks whether an address can be listened to: at once, where what is served takes long to read.
   *
   * @throws IOException if the port is taken, or the address is not this machine's
   */
  public static void requireFree(InetSocketAddress address) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(address);
    }
  }

  /** The port that it listens to. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** One request, from its first byte: the JDK's task reads its head and comes back in {@link #handle}. */
  private void take(Runnable task) {
    arriving.add(Thread.currentThread());
    deadlines.set(limits.requestMillis());
    try {
      task.run();
    } finally {
      deadlines.clear();
      arriving.remove(Thread.currentThread());
    }
  }

  /** An exception that leaves this closes the connection. */
  private void handle(HttpExchange exchange) throws IOException {
    deadlines.clear();
    answering.incrementAndGet();
    arriving.remove(Thread.currentThread());
    try {
      answer(exchange);
    } catch (RuntimeException | Error e) {
      throw new IOException(e); // the JDK's server would keep the connection of what is no exception
    } finally {
      deadlines.clear();
      answering.decrementAndGet();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    long began = System.nanoTime();
    String route = "none";
    Response response;
    Optional<Request> request = Optional.empty();
    try {
      try {
        Routes.Match match = match(exchange);
        route = match.route().path();
        access.checkToken(match.route().right(), exchange);
        request = Optional.of(new Request(exchange, match.variables(), access.mayChange(exchange), reading));
        response = match.route().handler().handle(request.get());
        if (response instanceof Response.Events && streams.size() >= limits.streams()) {
          throw new Refusal(503, "as many browsers listen to events as the server takes; ask again later.");
        }
      } catch (Exception | Error e) {
        response = refusals.answer(e, exchange);
      }
      switch (response) {
        case Response.Whole whole -> {
          requests.add(1, route, String.valueOf(whole.status()));
          send(exchange, whole);
          seconds.record((System.nanoTime() - began) / 1e9, route);
        }
        case Response.Events events -> {
          requests.add(1, route, "200");
          stream(exchange, events);
        }
      }
    } finally {
      request.ifPresent(Request::end);
    }
  }

  private Routes.Match match(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    int size =
        headers.entrySet().stream()
            .mapToInt(header -> header.getKey().length() + header.getValue().stream().mapToInt(String::length).sum())
            .sum();
    if (size + exchange.getRequestURI().toString().length() > limits.headerBytes()) {
      throw new Refusal(
          431, "the headers of a request hold %s bytes at most; send fewer.".formatted(limits.headerBytes()));
    }
    access.checkHost(headers);
    String path = exchange.getRequestURI().getRawPath();
    if (exchange.getRequestURI().getRawAuthority() != null || exchange.getRequestURI().getScheme() != null) {
      throw new Refusal(400, "a request's target is a path that begins with one slash.");
    }
    Routes.Match match = routes.match(exchange.getRequestMethod(), path);
    access.checkOrigin(exchange.getRequestMethod(), headers);
    return match;
  }

  private void send(HttpExchange exchange, Response.Whole whole) throws IOException {
    Headers headers = headers(exchange, whole.type());
    whole.headers().forEach(headers::set);
    byte[] body = whole.body();
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    if (isHead) {
      headers.set("Content-Length", String.valueOf(body.length));
    }
    deadlines.set(limits.answerMillis());
    boolean isBare = isHead || body.length == 0;
    exchange.sendResponseHeaders(whole.status(), isBare ? -1 : body.length);
    if (!isBare) {
      OutputStream out = exchange.getResponseBody();
      for (int at = 0; at < body.length; at += PIECE) { // the JDK's server keeps a buffer of the largest piece
        if (at % MEGABYTE == 0) {
          deadlines.set(limits.answerMillis());
        }
        out.write(body, at, Math.min(PIECE, body.length - at));
      }
      out.close();
    }
  }

  private void stream(HttpExchange exchange, Response.Events events) throws IOException {
    Headers headers = headers(exchange, "text/event-stream; charset=utf-8");
    headers.set("X-Accel-Buffering", "no"); // for nginx
    headers.set("Connection", "close");
    OutputStream out = exchange.getResponseBody();
    Optional<String> lastId = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
    EventStream stream = new EventStream(out, lastId, deadlines, limits.answerMillis());
    try {
      exchange.sendResponseHeaders(200, 0);
      streams.add(stream); // before its head is sent, a beat would fail
      stream.beat();
      if (stopping) {
        stream.close();
      }
      events.writer().accept(stream);
    } catch (RuntimeException e) {
      refusals.report(e, exchange);
    } finally {
      streams.remove(stream);
      stream.close();
      deadlines.set(limits.answerMillis());
      out.close();
    }
  }

  private void beat() {
    streams.forEach(stream -> threads.execute(stream::beat));
  }

  private Headers headers(HttpExchange exchange, String type) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Cache-Control", "no-store");
    headers.set("Content-Security-Policy", POLICY);
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "same-origin"); // without one, a browser sends forms with no origin
    if (stopping) {
      headers.set("Connection", "close");
    }
    return headers;
  }

  /**
   * Answers what still arrives, each as the last of its connection, until nothing does; takes new connections for a
   * second at most. Then ends.
   */
  @Override
  public void close() {
    stopping = true;
    streams.forEach(EventStream::close);
    if (awaitQuiet(HALF_MILLIS)) { // to stop earlier would drop requests that have arrived
      server.stop(0);
    } else {
      stopWhenQuiet();
    }
    clock.shutdownNow();
    threads.shutdownNow();
  }

  /** Without new connections, which would never let it be quiet. */
  private void stopWhenQuiet() {
    // Its own count of requests lacks those that ended badly, so that it would wait for them.
    Thread stop = Thread.startVirtualThread(() -> server.stop((int) Math.ceilDiv(limits.stopMillis(), 1000L)));
    awaitQuiet(limits.stopMillis());
    stop.interrupt();
    try {
      stop.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it was quiet for a while before so much time had passed. */
  private boolean awaitQuiet(long mostMillis) {
    long began = System.nanoTime();
    long quiet = 0;
    try {
      for (long passed = 0; passed < mostMillis && quiet < QUIET_MILLIS; passed = millisSince(began)) {
        Thread.sleep(20);
        boolean isBusy = answering.get() > 0 || !arriving.isEmpty() && passed < HALF_MILLIS;
        quiet = isBusy ? 0 : quiet + 20;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return quiet >= QUIET_MILLIS;
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
