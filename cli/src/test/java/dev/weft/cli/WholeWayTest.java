package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageSet;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As docs/own-images.md goes: from a folder of images to the prediction of a new photograph. */
class WholeWayTest {
  private static final ImageSet DIGITS = Datasets.load("strokes").train();
  private static final int CLASSES = 3;
  private static final int IMAGES = 120;

  private static final String YAML =
      """
      data: { path: digits, validation: { stratified: 0.1 } }
      model: [Flatten, { Dense: { units: 3, activation: softmax } }]
      training:
        optimizer: { Adam: { learning_rate: 0.01 } }
        loss: sparse_categorical_crossentropy
        epochs: 12
        augment: [{ RandomTranslation: 0.05 }]
      """;

  @TempDir private Path folder;

  @Test
  void fromAFolderToTheClassOfANewPhotograph() throws IOException {
    drawFolder();
    Path photo = folder.resolve("photo.png");
    ImageIO.write(photograph(digit(1, IMAGES)), "png", photo.toFile());
    Path yaml = Files.writeString(folder.resolve("digits.yaml"), YAML);
    Path run = folder.resolve("run");
    String store = folder.resolve("runs.db").toString();

    Said checked = Said.to("data", "check", folder.resolve("digits").toString());
    assertEquals(0, checked.code(), checked.err());
    assertTrue(checked.out().contains("360 images of 3 classes"), checked.out());

    Said trained = Said.to("train", yaml.toString(), "--out", run.toString(), "--store", store);
    assertEquals(0, trained.code(), trained.err());
    assertTrue(trained.err().contains("288 to train on, 72 to test on"), trained.err());
    String page = Files.readString(run.resolve("report.html"));
    assertTrue(Pattern.compile("\"[012]/\\d+\\.png\"").matcher(page).find(), "the page names the files of its images");

    Said predicted = Said.to("predict", run.toString(), photo.toString(), "--prepare", "digit", "--store", store);
    assertEquals(0, predicted.code(), predicted.err());
    assertTrue(predicted.out().startsWith(photo + ": 1 "), predicted.out());
  }

  private void drawFolder() throws IOException {
    for (int label = 0; label < CLASSES; label++) {
      Path of = Files.createDirectories(folder.resolve("digits").resolve(String.valueOf(label)));
      for (int i = 0; i < IMAGES; i++) {
        ImageIO.write(digit(label, i), "png", of.resolve(i + ".png").toFile());
      }
    }
  }

  /** The i-th digit of a class, light on dark. */
  private static BufferedImage digit(int label, int i) {
    int at = 0;
    for (int left = i; left > 0 || DIGITS.label(at) != label; at++) {
      left -= DIGITS.label(at) == label ? 1 : 0;
    }
    BufferedImage image = new BufferedImage(DIGITS.width(), DIGITS.height(), BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, DIGITS.width(), DIGITS.height(), DIGITS.image(at));
    return image;
  }

  /** A digit as ink on a sheet that is darker towards one side. */
  private static BufferedImage photograph(BufferedImage digit) {
    BufferedImage large = new BufferedImage(140, 140, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = large.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    pen.drawImage(digit, 0, 0, 140, 140, null);
    pen.dispose();
    BufferedImage sheet = new BufferedImage(400, 500, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < sheet.getHeight(); y++) {
      for (int x = 0; x < sheet.getWidth(); x++) {
        boolean on = x >= 180 && x < 320 && y >= 200 && y < 340;
        int ink = on ? large.getRaster().getSample(x - 180, y - 200, 0) : 0;
        sheet.getRaster().setSample(x, y, 0, (220 - x / 8) * (255 - ink * 4 / 5) / 255);
      }
    }
    return sheet;
  }
}
