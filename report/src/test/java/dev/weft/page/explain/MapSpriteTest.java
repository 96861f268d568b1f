package dev.weft.page.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.explain.attribution.Attribution;
import dev.weft.explain.attribution.InputGradient;
import dev.weft.model.Shape;
import dev.weft.page.Sprite;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class MapSpriteTest {
  private static Attribution map(int height, int width, float... values) {
    Shape image = Shape.of(height, width, 1);
    return new Attribution(new InputGradient(), 0, image, values, values, OptionalDouble.empty());
  }

  private static BufferedImage read(Sprite sprite) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(sprite.png())));
  }

  /** Of half the strength are 0.5 ^ 0.7 * 7, so 4 of 7 steps; the most are an opacity of 0.9 * 255. */
  @Test
  void orangeSpeaksForAClassAndBlueAgainstIt() throws IOException {
    BufferedImage image = read(MapSprite.of(List.of(map(1, 4, 2, 2, -1, 0), map(1, 4, 0, 0, 0, 0))));
    assertEquals(8, image.getWidth());
    assertEquals(0xe6e66a00, image.getRGB(0, 0));
    assertEquals(0x831f86d9, image.getRGB(2, 0));
    for (int x = 3; x < 8; x++) {
      assertEquals(0, image.getRGB(x, 0) >>> 24);
    }
  }

  @Test
  void aLargeMapIsMadeOfTheMeansOfBlocks() throws IOException {
    float[] values = new float[96 * 96];
    values[0] = 4;
    values[1] = -4;
    values[2] = 1;
    Sprite sprite = MapSprite.of(List.of(map(96, 96, values)));
    assertEquals(48, sprite.width());
    BufferedImage image = read(sprite);
    assertEquals(0, image.getRGB(0, 0) >>> 24);
    assertEquals(0xe6e66a00, image.getRGB(1, 0));
  }
}
