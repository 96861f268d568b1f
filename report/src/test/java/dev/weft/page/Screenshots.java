package dev.weft.page;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Makes the screenshots of the documents. {@code etc/screenshots} trains what they show, and then runs this: no build
 * does, as its name does not end in Test.
 */
@EnabledIfSystemProperty(named = "weft.screenshots.from", matches = ".+")
class Screenshots {
  private static final Path FROM = Path.of(System.getProperty("weft.screenshots.from", ""));
  private static final Path TO = Path.of(System.getProperty("weft.screenshots.to", ""));
  private static final long MOST_BYTES = 150_000;

  /**
   * What one of them shows.
   *
   * @param name of the file, without its ending
   * @param page below the folder of all pages
   * @param section the id of the heading at its top; empty for the page's beginning
   */
  private record Shot(String name, String page, String section, int width, int height, String scheme) {}

  private static final List<Shot> SHOTS =
      List.of(
          new Shot("run-page", "clothes/report.html", "", 1280, 800, "light"),
          new Shot("run-page-phone", "clothes/report.html", "", 390, 844, "light"),
          new Shot("run-confusion", "clothes/report.html", "confusion", 1280, 620, "light"),
          new Shot("study-page", "study/report.html", "", 1280, 800, "light"),
          new Shot("study-curves", "study/report.html", "part-0-learning", 1280, 560, "light"),
          new Shot("study-settings", "study/report.html", "part-0-settings", 1280, 560, "dark"),
          new Shot("comparison-page", "comparison.html", "", 1280, 800, "light"),
          new Shot("data-page", "data.html", "", 1280, 800, "light"));

  @Test
  void ofEveryPage() throws IOException {
    try (Browser browser = Browser.start()) {
      for (Shot shot : SHOTS) {
        browser.be(shot.width, shot.height, shot.scheme);
        browser.open(FROM.resolve(shot.page));
        browser.run("if (arguments[0]) document.getElementById(arguments[0]).scrollIntoView()", shot.section);
        Path file = TO.resolve(shot.name + ".png");
        write(ImageIO.read(new ByteArrayInputStream(browser.screenshot())), file);
        assertTrue(Files.size(file) <= MOST_BYTES, file + " has " + Files.size(file) + " bytes");
      }
    }
  }

  /** As small as a PNG gets without losing anything. */
  private static void write(BufferedImage image, Path file) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam smallest = writer.getDefaultWriteParam();
    smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    smallest.setCompressionQuality(0);
    Files.deleteIfExists(file);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), smallest);
    } finally {
      writer.dispose();
    }
  }
}
