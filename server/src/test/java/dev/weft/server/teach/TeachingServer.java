package dev.weft.server.teach;

import dev.weft.server.http.Routes;
import dev.weft.server.http.Server;
import dev.weft.server.http.WorkQueue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server of lessons in a folder, and a client that asks it. */
final class TeachingServer implements AutoCloseable {
  /** So many predictions. */
  static final int AT_ONCE = 2;

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final HttpClient client = HttpClient.newHttpClient();
  private final WorkQueue work;
  private final Teach teach;
  private final Server server;

  private TeachingServer(WorkQueue work, Teach teach, Server server) {
    this.work = work;
    this.teach = teach;
    this.server = server;
  }

  static TeachingServer in(Path folder, Optional<Path> base) throws IOException {
    return in(folder, base, 0);
  }

  static TeachingServer in(Path folder, Optional<Path> base, int port) throws IOException {
    WorkQueue work = new WorkQueue(AT_ONCE, 8, 60_000);
    Teach teach = new Teach(folder.resolve("taught"), base, folder.resolve("weft.db").toString(), "ada", 1, work);
    Routes routes = new Routes();
    teach.addTo(routes);
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return new TeachingServer(work, teach, Server.start(address, routes));
  }

  /** Where predictions wait. */
  WorkQueue work() {
    return work;
  }

  int port() {
    return server.port();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  HttpResponse<byte[]> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(URI.create(url(path))).build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<String> post(String path, byte[] body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url(path))).POST(BodyPublishers.ofByteArray(body)).build();
    return client.send(request, BodyHandlers.ofString());
  }

  /** What the server answers; it must be pleased. */
  JsonNode done(String path, byte[] body) throws Exception {
    HttpResponse<String> response = post(path, body);
    if (response.statusCode() != 200) {
      throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
    }
    return JsonMapper.shared().readTree(response.body());
  }

  JsonNode done(String path) throws Exception {
    return done(path, new byte[0]);
  }

  /** The address of a new lesson. */
  String lesson() throws Exception {
    return "/teach/" + done("/teach").get("lesson").asString();
  }

  /** Waits until nothing is trained. */
  JsonNode trained(String lesson) throws Exception {
    return when(lesson, state -> state.get("training").isNull());
  }

  /** Trains until there is a network; those that would say how good it is are not waited for. */
  JsonNode network(String lesson, String name) throws Exception {
    done(lesson + "/train?name=" + encoded(name));
    when(lesson, state -> state.get("training").isNull() || state.at("/network/name").asString("").equals(name));
    done(lesson + "/stop");
    return trained(lesson);
  }

  private JsonNode when(String lesson, Predicate<JsonNode> isSo) throws Exception {
    Instant latest = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(latest)) {
      JsonNode state = state(lesson);
      if (isSo.test(state)) {
        return state;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("the training goes on and on");
  }

  /** The first event of a lesson: all that is known of it. */
  JsonNode state(String lesson) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url(lesson + "/events"))).build();
    try (var lines = client.send(request, BodyHandlers.ofLines()).body()) {
      String data = lines.filter(line -> line.startsWith("data: ")).findFirst().orElseThrow();
      return JsonMapper.shared().readTree(data.substring("data: ".length()));
    }
  }

  @Override
  public void close() {
    server.close();
    teach.close();
    client.close();
  }
}
