package dev.weft.server.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.http.Access;
import dev.weft.server.http.Limits;
import dev.weft.server.http.Routes;
import dev.weft.server.http.Server;
import dev.weft.server.http.WorkQueue;
import dev.weft.server.metrics.Metrics;
import dev.weft.server.model.ServedModels;
import dev.weft.server.model.TinyModels;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Open Inference Protocol of a server that has a token and several versions of a network. */
class InferenceProtocolTest {
  private static final String TOKEN = "a-token-of-some-length";

  @TempDir private Path folder;

  private static HttpResponse<String> get(Server server, String path, String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("Authorization", "Bearer " + token)
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  @Test
  void anybodyMayAskForHealthAndVersionsAreInTheOrderOfTheirNumbers() throws Exception {
    for (int version : new int[] {2, 10}) {
      Files.createDirectories(folder.resolve("pets/" + version));
      TinyModels.write(folder.resolve("pets/" + version + "/model.keras"), version);
    }
    Metrics metrics = new Metrics();
    Routes routes = new Routes();
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", 0);
    Access access = new Access(Optional.of(TOKEN), false, Set.of());
    try (ServedModels models = ServedModels.open(List.of(folder.toString()), "none.db", line -> {})) {
      models.awaitReady();
      new PredictionService(models, new WorkQueue(1, 1, 10_000), metrics).addTo(routes);
      try (Server server = Server.start(address, routes, access, Limits.usual(), metrics, line -> {})) {
        assertEquals(200, get(server, "/v2/health/live", "wrong").statusCode());
        assertEquals(200, get(server, "/v2/health/ready", "wrong").statusCode());
        assertEquals(401, get(server, "/v2/models/pets", "wrong").statusCode());
        String metadata = get(server, "/v2/models/pets", TOKEN).body();
        assertTrue(metadata.contains("\"versions\":[\"2\",\"10\"]"), metadata);
      }
    }
  }
}
