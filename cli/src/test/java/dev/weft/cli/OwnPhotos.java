package dev.weft.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A folder with a folder per class, of images that are easy to tell apart. */
public final class OwnPhotos {
  private static final Color[] COLOURS = {Color.RED, Color.BLUE, Color.YELLOW, Color.GREEN};

  private OwnPhotos() {}

  /** So many images of each class, 8 x 8, in colour. */
  public static Path in(Path folder, int... counts) throws IOException {
    for (int c = 0; c < counts.length; c++) {
      Path of = Files.createDirectories(folder.resolve("class" + c));
      for (int i = 0; i < counts[c]; i++) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(COLOURS[c]);
        pen.fillRect(i % 4, i / 4 % 4, 5, 5);
        ImageIO.write(image, "png", of.resolve(i + ".png").toFile());
      }
    }
    return folder;
  }

  /** An experiment on a folder of the file's own name. */
  public static Path experiment(Path photos) throws IOException {
    Path file = photos.resolveSibling(photos.getFileName() + ".yaml");
    return Files.writeString(
        file,
        """
        name: own
        data: { path: %s }
        model:
          - Flatten
          - Dense: { units: 2, activation: softmax }
        training:
          optimizer: { Adam: { learning_rate: 0.01 } }
          loss: sparse_categorical_crossentropy
          epochs: 2
        """
            .formatted(photos.getFileName()));
  }
}
