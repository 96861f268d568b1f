package dev.weft.server.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.http.Routes;
import dev.weft.server.http.Server;
import dev.weft.server.http.WorkQueue;
import dev.weft.server.model.ServedModels;
import dev.weft.server.model.TinyModels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Explanations beside predictions, and of more networks than are kept ready. */
class ExplanationsTest {
  private static final int NETWORKS = 6;

  @TempDir private Path folder;

  private static HttpResponse<String> ask(Server server, String path) throws IOException, InterruptedException {
    ByteArrayOutputStream image = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY), "png", image);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/draw/" + path))
            .POST(BodyPublishers.ofByteArray(image.toByteArray()))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  @Test
  void explanationsTakeNoTurnOfPredictions() throws Exception {
    for (int i = 0; i < NETWORKS; i++) {
      TinyModels.write(folder.resolve("pets" + i + ".keras"), i);
    }
    WorkQueue work = new WorkQueue(1, 0, 10);
    CountDownLatch explained = new CountDownLatch(1);
    CountDownLatch busy = new CountDownLatch(1);
    Routes routes = new Routes();
    try (ServedModels models = ServedModels.open(List.of(folder.toString()), "none.db", line -> {});
        Drawing drawing = new Drawing(models, null, work)) {
      models.awaitReady();
      drawing.addTo(routes);
      try (Server server = Server.start(new InetSocketAddress("127.0.0.1", 0), routes)) {
        Thread predicting = Thread.ofVirtual().start(() -> work.run(() -> awaited(busy, explained)));
        busy.await();
        assertEquals(503, ask(server, "pets0/classify").statusCode());
        for (int i = 0; i < 2 * NETWORKS; i++) {
          HttpResponse<String> occlusion = ask(server, "pets" + i % NETWORKS + "/occlusion");
          assertEquals(200, occlusion.statusCode(), occlusion.body());
          assertTrue(occlusion.body().contains("\"map\""), occlusion.body());
        }
        explained.countDown();
        predicting.join();
        assertEquals(200, ask(server, "pets0/classify").statusCode());
      }
    }
  }

  private static boolean awaited(CountDownLatch begun, CountDownLatch end) {
    begun.countDown();
    try {
      end.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
