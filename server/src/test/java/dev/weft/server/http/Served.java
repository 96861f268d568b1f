package dev.weft.server.http;

import dev.weft.server.metrics.Metrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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
            .get("/hello", request -> text("hello"))
            .get("/hello/{name}", request -> text("hello " + request.variable("name")))
            .get("/large", request -> Response.of(200, "application/octet-stream", new byte[32 << 20]))
            .get("/fault", request -> fault())
            .open("/live", request -> text("live"))
            .ask("/length", request -> text(String.valueOf(request.body().length)))
            .post("/change", request -> text("changed"))
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

  static Response text(String text) {
    return Response.of(200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** The usual ones with other times for what a client does. */
  static Limits limits(long requestMillis, long answerMillis) {
    Limits usual = Limits.usual();
    return new Limits(
        usual.bodyBytes(),
        usual.bytesOfAllBodies(),
        usual.headerBytes(),
        usual.streams(),
        requestMillis,
        answerMillis,
        usual.stopMillis());
  }

  /** The usual ones with so many event streams. */
  static Limits limits(int streams) {
    Limits usual = Limits.usual();
    return new Limits(
        usual.bodyBytes(),
        usual.bytesOfAllBodies(),
        usual.headerBytes(),
        streams,
        usual.requestMillis(),
        usual.answerMillis(),
        usual.stopMillis());
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
