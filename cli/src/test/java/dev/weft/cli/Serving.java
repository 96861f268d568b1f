package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.Settings;
import dev.weft.server.WeftServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A server at a free port whose network has been read. */
public final class Serving implements AutoCloseable {
  private final WeftServer server;
  private final List<String> log;
  private final HttpClient client = HttpClient.newHttpClient();

  private Serving(WeftServer server, List<String> log) {
    this.server = server;
    this.log = log;
  }

  /**
   * Starts one.
   *
   * @param folder where its store lies
   * @param model as {@code --models} has it
   */
  public static Serving of(Path folder, String model) throws IOException, InterruptedException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Settings settings = Settings.open(address, folder.resolve("weft.db").toString(), List.of(model));
    List<String> log = Collections.synchronizedList(new ArrayList<>());
    Serving serving = new Serving(WeftServer.start(settings, log::add), log);
    long begun = System.nanoTime();
    while (serving.send(serving.request("/v2/health/ready").build()).statusCode() != 200) {
      assertTrue(System.nanoTime() - begun < 120_000_000_000L, () -> "the server is not ready: " + log);
      Thread.sleep(20);
    }
    return serving;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  /** Posts a body. */
  public HttpResponse<String> post(String path, byte[] body, String type) throws IOException, InterruptedException {
    return send(request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
  }

  /** What the server wrote for its user. */
  public List<String> log() {
    return List.copyOf(log);
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
