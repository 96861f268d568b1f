package dev.weft.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of file, against Pillow's values; images.py beside the files made both. */
class ImageFileTest {
  static Path fixture(String name) {
    try {
      return Path.of(ImageFileTest.class.getResource("/images/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<String> files() throws IOException {
    return Files.readAllLines(fixture("values.csv")).stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void valuesAreThoseOfPillow(String line) {
    String[] row = line.split(",");
    byte[] rgba = Base64.getDecoder().decode(row[4]);
    int tolerance = Integer.parseInt(row[3]);
    Image image = ImageFile.read(fixture(row[0]));
    assertEquals(row[1] + "x" + row[2], image.height() + "x" + image.width(), row[0]);
    int worst = 0;
    for (int pixel = 0; pixel < image.height() * image.width(); pixel++) {
      for (int channel = 0; channel < 4; channel++) {
        worst = Math.max(worst, Math.abs(value(image, pixel, channel) - (rgba[4 * pixel + channel] & 0xff)));
      }
    }
    assertTrue(worst <= tolerance, row[0] + " differs by " + worst);
  }

  @ParameterizedTest
  @MethodSource("files")
  void theBytesOfAFileAreReadAsTheFile(String line) throws IOException {
    Path file = fixture(line.split(",")[0]);
    Image image = ImageFile.read(file);
    Image same = ImageFile.read(Files.readAllBytes(file));
    assertArrayEquals(image.pixels(), same.pixels());
    assertEquals(new ImageHeader(image.height(), image.width(), image.channels()), ImageFile.header(file));
  }

  private static int value(Image image, int pixel, int channel) {
    int channels = image.channels();
    if (channel == 3) {
      return image.hasAlpha() ? image.pixels()[pixel * channels + channels - 1] & 0xff : 255;
    }
    return image.pixels()[pixel * channels + (channels < 3 ? 0 : channel)] & 0xff;
  }
}
