package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.metrics.ConfusionMatrix;
import dev.weft.model.Activation;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Input;
import dev.weft.model.Sequential;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Charts look as someone once found good, in {@code approved/}. One that differs is written to {@code target/drawn}:
 * look at it and, if it is good, put it there.
 */
class ApprovedChartsTest {
  /** Of a colour, 0 to 255: what another Java may round otherwise. */
  private static final int TOLERANCE = 24;

  private static final double DIFFERENT_PIXELS = 0.002;

  private static final Map<String, Chart> CHARTS =
      Map.of(
          "curves",
          Charts.curves(Tiny.epochs()),
          "confusion",
          Charts.confusion(Tiny.predictions(), List.of("cat", "a long-haired dachshund", "owl")),
          "per-class",
          Charts.perClass(ConfusionMatrix.of(Tiny.predictions()), Tiny.NAMES),
          "roc",
          Charts.roc(Tiny.predictions(), Tiny.NAMES),
          "predictions",
          Charts.predictions(Tiny.images(), Tiny.predictions(), 9),
          "bars",
          Charts.bars(
              "Test accuracy",
              "accuracy",
              ValueRange.ZERO_TO_ONE,
              List.of(new Bar("narrow", 0.81, 0.7, 0.9), Bar.of("wide", 0.9))),
          "network",
          Charts.network(
              Sequential.of(
                  Input.of(28, 28, 1),
                  Conv2D.of(6, 5).activation(Activation.RELU),
                  Flatten.of(),
                  Dense.of(10).activation(Activation.SOFTMAX))));

  static Stream<String> names() {
    return CHARTS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("names")
  void looksAsApproved(String name) throws Exception {
    byte[] png = CHARTS.get(name).png();
    Path drawn = Files.createDirectories(Path.of("target", "drawn")).resolve(name + ".png");
    Files.write(drawn, png);
    BufferedImage now = ImageIO.read(new ByteArrayInputStream(png));
    BufferedImage approved = approved(name);
    assertEquals(approved.getWidth(), now.getWidth());
    assertEquals(approved.getHeight(), now.getHeight());
    double different = different(approved, now) / (double) (now.getWidth() * now.getHeight());
    assertTrue(
        different <= DIFFERENT_PIXELS, () -> drawn + " differs in %.2f %% of its pixels".formatted(100 * different));
  }

  private static BufferedImage approved(String name) throws IOException {
    try (InputStream in = ApprovedChartsTest.class.getResourceAsStream("approved/" + name + ".png")) {
      return ImageIO.read(in);
    }
  }

  private static int different(BufferedImage a, BufferedImage b) {
    int different = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        different += differ(a.getRGB(x, y), b.getRGB(x, y)) ? 1 : 0;
      }
    }
    return different;
  }

  private static boolean differ(int a, int b) {
    boolean differ = false;
    for (int shift = 0; shift <= 16; shift += 8) {
      differ |= Math.abs((a >> shift & 0xFF) - (b >> shift & 0xFF)) > TOLERANCE;
    }
    return differ;
  }
}
