package dev.weft.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.ImageSet;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SpriteTest {
  private static final ImageSet TEST = MadeUp.STROKES.test();

  private static BufferedImage image(Sprite sprite) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(sprite.png())));
  }

  @Test
  void eachImageStandsInItsPlaceWithItsVeryBytes() throws IOException {
    int[] images = IntStream.range(0, 130).map(i -> 1_999 - i).toArray();
    Sprite sprite = Sprite.of(TEST, images, 1_000_000);
    BufferedImage drawn = image(sprite);
    assertEquals(64 * 28, drawn.getWidth());
    assertEquals(3 * 28, drawn.getHeight());
    for (int slot : new int[] {0, 63, 64, 129}) {
      byte[] image = TEST.image(images[slot]);
      for (int pixel = 0; pixel < image.length; pixel++) {
        int x = slot % 64 * 28 + pixel % 28;
        int y = slot / 64 * 28 + pixel / 28;
        assertEquals(image[pixel] & 0xff, drawn.getRaster().getSample(x, y, 0));
      }
    }
  }

  @Test
  void itHasNoMoreImagesThanFit() {
    Sprite sprite = Sprite.of(TEST, IntStream.range(0, 500).toArray(), 50_000);
    assertTrue(Base64.getDecoder().decode(sprite.png()).length <= 50_000);
    assertTrue(sprite.count() > 20 && sprite.count() < 500, sprite.count() + " images");
  }

  @Test
  void coloursStay() throws IOException {
    byte[] pixels = new byte[3 * 4];
    pixels[1] = (byte) 200;
    ImageSet set = ImageSet.of(pixels, new int[] {0}, 2, 2, 3, MadeUp.DIGITS);
    assertEquals(0xff00c800, image(Sprite.of(set, new int[] {0}, 1_000)).getRGB(0, 0));
  }
}
