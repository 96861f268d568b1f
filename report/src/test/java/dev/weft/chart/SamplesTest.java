package dev.weft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.ImageSet;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class SamplesTest {
  private final ImageSet set = Tiny.images();

  @Test
  void imagesStandAboveTheirClass() {
    List<String> texts = ParsedSvg.of(Charts.samples(set, 4)).texts();
    assertEquals(List.of("Images with their class", "the first 4 of 9", "cat", "dog", "owl", "cat"), texts);
  }

  @Test
  void imagesAreThoseOfTheSet() throws Exception {
    List<Element> images = ParsedSvg.of(Charts.samples(set, 9)).all("image");
    assertEquals(9, images.size());
    for (int i = 0; i < 9; i++) {
      BufferedImage drawn = image(images.get(i));
      int times = drawn.getWidth() / 4;
      byte[] image = set.image(i);
      for (int pixel = 0; pixel < 16; pixel++) {
        int color = drawn.getRGB(pixel % 4 * times + times / 2, pixel / 4 * times + times / 2) & 0xFF;
        assertEquals(image[pixel] & 0xFF, color);
      }
    }
  }

  @Test
  void thereMayBeFewerThanAsked() {
    assertEquals("the first 9 of 9", Charts.samples(set, 100).subtitle());
    assertTrue(ParsedSvg.of(Charts.samples(set.range(0, 0), 10)).texts().contains("There are no images."));
  }

  private static BufferedImage image(Element element) throws IOException {
    String data = element.getAttribute("xlink:href");
    return ImageIO.read(
        new ByteArrayInputStream(Base64.getDecoder().decode(data.substring(data.indexOf(',') + 1).strip())));
  }
}
