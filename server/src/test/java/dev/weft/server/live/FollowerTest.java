package dev.weft.server.live;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.http.Response;
import dev.weft.server.http.Routes;
import dev.weft.server.http.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FollowerTest {
  @Test
  void pagesMoveOnAfterAnUnexpectedError() throws IOException, InterruptedException {
    AtomicInteger looks = new AtomicInteger();
    Follower follower =
        new Follower(
            () -> {
              if (looks.incrementAndGet() == 1) {
                throw new IllegalStateException("the first look of this test ends with an error");
              }
              return "1";
            },
            () -> Map.of("a", 7L));
    Routes routes = new Routes();
    routes.get(
        "/events",
        request ->
            new Response.Events(stream ->
                follower.follow(
                    stream,
                    "",
                    "a",
                    change -> {
                      stream.send(change, "run", "changed");
                      return true;
                    })));
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (Server server = Server.start(address, routes)) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/events"))
              .timeout(Duration.ofSeconds(30))
              .build();
      try (Stream<String> lines = HttpClient.newHttpClient().send(request, BodyHandlers.ofLines()).body()) {
        assertTrue(lines.anyMatch("id: 7"::equals));
      }
    }
  }
}
