package dev.weft.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Photographs of digits; two of them were made of MNIST's test images, which lie beside them. */
class DigitPreparationTest {
  private static final int SIDE = 28;

  private static Image fixture(String name) throws URISyntaxException {
    return ImageFile.read(Path.of(DigitPreparationTest.class.getResource("/digits/" + name).toURI()));
  }

  /** A seven of two strokes on paper. */
  private static Image photograph(int width, int height, int pen, Color ink, Color paper, boolean ruled) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(paper);
    graphics.fillRect(0, 0, width, height);
    if (ruled) {
      graphics.setColor(new Color(120, 140, 190));
      for (int y = 20; y < height; y += 30) {
        graphics.drawLine(0, y, width, y + 12);
      }
    }
    graphics.setColor(ink);
    graphics.setStroke(new BasicStroke(pen, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    Path2D seven = new Path2D.Double();
    seven.moveTo(0.55 * width, 0.3 * height);
    seven.lineTo(0.75 * width, 0.3 * height);
    seven.lineTo(0.62 * width, 0.65 * height);
    graphics.draw(seven);
    graphics.dispose();
    Random random = new Random(1);
    byte[] pixels = new byte[width * height * 3];
    for (int i = 0; i < pixels.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      double light = 1 - 0.4 * x / width - (Math.hypot(x - 0.2 * width, y - 0.8 * height) < 0.3 * width ? 0.2 : 0);
      int value = image.getRaster().getSample(x, y, i % 3);
      pixels[i] = (byte) Math.clamp(Math.round(light * value + 4 * random.nextGaussian()), 0, 255);
    }
    return new Image(height, width, 3, pixels, List.of());
  }

  private static byte[] prepared(Image image) {
    return DigitPreparation.of(image, SIDE).orElseThrow();
  }

  private static double correlation(byte[] a, byte[] b) {
    double meanA = 0;
    double meanB = 0;
    for (int i = 0; i < a.length; i++) {
      meanA += (a[i] & 0xff) / (double) a.length;
      meanB += (b[i] & 0xff) / (double) a.length;
    }
    double both = 0;
    double squareA = 0;
    double squareB = 0;
    for (int i = 0; i < a.length; i++) {
      double fromA = (a[i] & 0xff) - meanA;
      double fromB = (b[i] & 0xff) - meanB;
      both += fromA * fromB;
      squareA += fromA * fromA;
      squareB += fromB * fromB;
    }
    return both / Math.sqrt(squareA * squareB);
  }

  @ParameterizedTest
  @CsvSource({"photo-0-label7.jpg, mnist-0-label7.png", "photo-3-label0.jpg, mnist-3-label0.png"})
  void aPhotographOfAnMnistDigitBecomesThatDigit(String photograph, String digit) throws URISyntaxException {
    byte[] prepared = prepared(fixture(photograph));
    assertTrue(DigitPreparation.isMade(prepared, SIDE));
    double correlation = correlation(prepared, fixture(digit).pixels());
    assertTrue(correlation >= 0.8, String.valueOf(correlation));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist-0-label7.png", "mnist-3-label0.png"})
  void mnistsOwnImagesAreMadeSo(String digit) throws URISyntaxException {
    Image image = fixture(digit);
    assertTrue(DigitPreparation.isMade(image.pixels(), SIDE));
    for (PrepareAs as : PrepareAs.values()) {
      Intake intake = new Intake(Preparation.padded(SIDE, SIDE, 1), Digits.LEARNED);
      assertArrayEquals(image.pixels(), intake.apply(image, as, false).pixels());
    }
  }

  @Test
  void penPaperAndLinesDoNotMatter() {
    byte[] usual = prepared(photograph(400, 300, 14, Color.BLACK, Color.WHITE, false));
    assertTrue(DigitPreparation.isMade(usual, SIDE));
    for (Image other :
        List.of(
            photograph(400, 300, 5, new Color(30, 50, 150), new Color(240, 235, 220), true),
            photograph(1000, 750, 40, new Color(190, 40, 40), Color.WHITE, true),
            photograph(400, 300, 12, Color.WHITE, new Color(40, 60, 45), false))) {
      byte[] prepared = prepared(other);
      assertTrue(DigitPreparation.isMade(prepared, SIDE));
      assertTrue(correlation(usual, prepared) >= 0.8, String.valueOf(correlation(usual, prepared)));
    }
  }

  @Test
  void whereThereIsNoInkThereIsNoDigit() {
    Random random = new Random(2);
    byte[] paper = new byte[300 * 200];
    for (int i = 0; i < paper.length; i++) {
      paper[i] = (byte) Math.round(200 - 80.0 * (i % 200) / 200 + 4 * random.nextGaussian());
    }
    assertTrue(DigitPreparation.of(new Image(300, 200, 1, paper, List.of()), SIDE).isEmpty());
  }

  @Test
  void anImageOfTheNetworksSizeThatIsDarkOnLightIsInverted() throws URISyntaxException {
    byte[] seven = fixture("mnist-0-label7.png").pixels();
    byte[] ink = seven.clone();
    for (int i = 0; i < ink.length; i++) {
      ink[i] = (byte) ~ink[i];
    }
    Intake intake = new Intake(Preparation.padded(SIDE, SIDE, 1), Digits.LEARNED);
    PreparedImage prepared = intake.apply(new Image(SIDE, SIDE, 1, ink, List.of()), PrepareAs.AUTO, false);
    assertArrayEquals(seven, prepared.pixels());
    assertTrue(prepared.notes().getFirst().contains("it was inverted"), prepared.notes().toString());
    assertFalse(DigitPreparation.isMade(ink, SIDE));
    assertEquals(
        List.of(),
        Intake.of(intake.preparation()).apply(new Image(SIDE, SIDE, 1, ink, List.of()), PrepareAs.AUTO, false).notes());
  }
}
