package dev.weft.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What images become, against Pillow's values; prepared.py beside the images made both. */
class PreparationTest {
  private static final int TOLERANCE = 2;

  static Stream<String> cases() throws IOException {
    return Files.readAllLines(ImageFileTest.fixture("prepared/cases.csv")).stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valuesAreThoseOfPillow(String line) {
    String[] row = line.split(",");
    Preparation preparation =
        new Preparation(
            Integer.parseInt(row[1]),
            Integer.parseInt(row[2]),
            Integer.parseInt(row[3]),
            Resize.valueOf(row[4]),
            Resampling.valueOf(row[5]),
            Ground.WHITE);
    byte[] expected = Base64.getDecoder().decode(row[6]);
    byte[] pixels = preparation.apply(ImageFile.read(ImageFileTest.fixture("prepared/" + row[0])));
    assertEquals(expected.length, pixels.length);
    int worst = 0;
    for (int i = 0; i < pixels.length; i++) {
      worst = Math.max(worst, Math.abs((pixels[i] & 0xff) - (expected[i] & 0xff)));
    }
    assertTrue(worst <= TOLERANCE, "differs by " + worst);
  }

  private static byte[] apply(Image image, int height, int width, int channels, Resize resize) {
    return new Preparation(height, width, channels, resize, Resampling.AREA, Ground.WHITE).apply(image);
  }

  private static Image grey(int height, int width, int... values) {
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = (byte) values[i];
    }
    return new Image(height, width, 1, pixels, List.of());
  }

  @ParameterizedTest
  @EnumSource(Resize.class)
  void anImageOfTheRightSizeKeepsItsBytes(Resize resize) {
    Image image = grey(2, 3, 0, 100, 255, 7, 8, 9);
    assertArrayEquals(image.pixels(), apply(image, 2, 3, 1, resize));
  }

  @Test
  void areasAreAveraged() {
    assertArrayEquals(new byte[] {50, 50}, apply(grey(2, 4, 0, 100, 20, 40, 40, 60, 60, 80), 1, 2, 1, Resize.STRETCH));
  }

  @Test
  void croppingKeepsTheMiddle() {
    assertArrayEquals(new byte[] {2, 3}, apply(grey(1, 4, 1, 2, 3, 4), 1, 2, 1, Resize.CROP));
  }

  @Test
  void greyStandsInEveryChannel() {
    assertArrayEquals(new byte[] {5, 5, 5, 6, 6, 6}, apply(grey(1, 2, 5, 6), 1, 2, 3, Resize.CROP));
  }

  @Test
  void whatATransparentPixelHidesIsNotAveraged() {
    Image image = new Image(1, 2, 2, new byte[] {0, 0, 100, (byte) 255}, List.of());
    assertEquals((255 + 100) / 2 + 1, apply(image, 1, 1, 1, Resize.STRETCH)[0] & 0xff);
  }

  @ParameterizedTest
  @EnumSource(Resize.class)
  void aLineBecomesASquare(Resize resize) {
    byte[] pixels = apply(grey(1, 1000, new int[1000]), 8, 8, 3, resize);
    assertArrayEquals(new byte[8 * 8 * 3], pixels);
  }

  @Test
  void sizesAndChannelsAreChecked() {
    for (int[] wrong : new int[][] {{0, 1, 1}, {1, 0, 1}, {1, 1, 2}}) {
      assertThrows(IllegalArgumentException.class, () -> Preparation.padded(wrong[0], wrong[1], wrong[2]));
    }
  }
}
