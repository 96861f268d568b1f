package dev.weft.cli;

import dev.weft.cli.terminal.Terminal;
import dev.weft.server.Settings;
import dev.weft.server.WeftServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;

/**
 * A short training, a prediction and a server in one process, for {@code weft --first-use FOLDER}: the launcher has
 * Java archive the classes that this process loads, so that later processes need not read and verify them.
 */
final class FirstUse {
  private static final int MOST_TRIES = 100;
  private static final int MOST_MILLIS = 5_000;
  private static final long WAIT_NANOS = 50_000_000;

  private FirstUse() {}

  /** Leaves its run, an image and a store in the folder. */
  static void run(Path folder) throws IOException {
    Locale.setDefault(Locale.ROOT);
    System.setProperty("java.awt.headless", "true");
    Path image = Files.createDirectories(folder).resolve("image.png");
    ImageIO.write(new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY), "png", image.toFile());
    String run = folder.resolve("run").toString();
    String store = "--store=" + folder.resolve("runs.db");
    Terminal terminal = Terminal.ofProcess();
    String few = "data.train_size=256";
    Weft.run(terminal, "train", "b-cnn", "--data=strokes", "--epochs=1", "--set", few, "--out=" + run, store);
    Weft.run(terminal, "predict", run, image.toString(), store);
    serve(folder.resolve("runs.db").toString(), run, Files.readAllBytes(image));
  }

  private static void serve(String store, String run, byte[] image) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    List<String> models = List.of("first=" + run);
    try (WeftServer server = WeftServer.start(Settings.open(address, store, models), line -> {})) {
      String url = "http://127.0.0.1:" + server.port();
      ask(url + "/", null);
      ask(url + "/draw", null);
      for (int i = 0; i < MOST_TRIES && ask(url + "/predict/first", image) != HttpURLConnection.HTTP_OK; i++) {
        LockSupport.parkNanos(WAIT_NANOS); // the network is still being read
      }
    }
  }

  private static int ask(String url, byte[] body) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setConnectTimeout(MOST_MILLIS);
    connection.setReadTimeout(MOST_MILLIS);
    if (body != null) {
      connection.setDoOutput(true);
      connection.getOutputStream().write(body);
    }
    return connection.getResponseCode();
  }
}
