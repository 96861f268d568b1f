package dev.weft.server.http;

import dev.weft.server.metrics.Metrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server for a test, with the routes that the tests of rules need. */
final class Served implements AutoCloseable {
  final Server server;
  final Metrics metrics = new Metrics();
  final List<String> faults = new CopyOnWriteArrayList<>();

  private Served(Access access, Limits limits) throws IOException {
    Routes routes =
        new Routes()
            .get("/hello", request -> Response.text("hello"))
            .get("/hello/{name}", request -> Response.text("hello " + request.variable("name")))
            .get("/large", request -> Response.of(200, "application/octet-stream", new byte[32 << 20]))
            .get("/fault", request -> fault())
            .open("/live", request -> Response.text("live"))
            .ask("/length", request -> Response.text(String.valueOf(request.body().length)))
            .post("/change", request -> Response.text("changed"))
            .get("/events", request -> new Response.Events(Served::count));
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = Server.start(address, routes, access, limits, metrics, faults::add);
  }

  static Served open() throws IOException {
    return new Served(Access.open(), Limits.usual());
  }

  static Served with(Limits limits) throws IOException {
    return new Served(Access.open(), limits);
  }

  static Served withToken(String token, boolean guests) throws IOException {
    return new Served(new Access(Optional.of(token), guests, Set.of("weft.example.org")), Limits.usual());
  }

  private static Response fault() {
    throw new IllegalStateException("a secret of the program");
  }

  /** Counts from the last id on. */
  private static void count(EventStream stream) {
    int next = stream.lastId().map(Integer::parseInt).orElse(0) + 1;
    while (stream.isOpen()) {
      stream.send(String.valueOf(next), "count", String.valueOf(next));
      next++;
      stream.pause(100);
    }
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }
}
