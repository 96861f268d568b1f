package dev.weft.server.draw;

import dev.weft.server.Settings;
import dev.weft.server.WeftServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;

/** A whole server at a free port, whose networks have been read. */
record Served(WeftServer server) implements AutoCloseable {
  static Served start(List<String> models, Path store) throws IOException, InterruptedException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Settings settings = Settings.open(address, store.toString(), models);
    Served served = new Served(WeftServer.start(settings, line -> {}));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest page = HttpRequest.newBuilder(URI.create(served.address() + "/draw")).build();
      while (!client.send(page, HttpResponse.BodyHandlers.ofString()).body().contains("id=\"pad\"")) {
        Thread.sleep(50);
      }
    }
    return served;
  }

  String address() {
    return "http://127.0.0.1:" + server.port();
  }

  @Override
  public void close() {
    server.close();
  }
}
