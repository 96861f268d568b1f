package dev.weft.cli;

import dev.weft.cli.terminal.Terminal;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * A short training and a prediction in one process, for {@code weft --first-use FOLDER}: the launcher has Java archive
 * the classes that this process loads, so that later processes need not read and verify them.
 */
final class FirstUse {
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
  }
}
