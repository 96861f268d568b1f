package dev.weft.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PNG images of many rows, as the JDK writes them; small ones of every kind are those of {@link ImageFileTest}. */
class PngDecoderTest {
  private static final int HEIGHT = 300;
  private static final int WIDTH = 400;

  private static BufferedImage drawn(int type) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    Random random = new Random(1);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, (x * 3 + y + random.nextInt(9)) * 0x10203 ^ (255 - x % 7) << 24);
      }
    }
    return image;
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR, BufferedImage.TYPE_BYTE_GRAY})
  void everyRowIsAsItWasWritten(int type) throws IOException {
    BufferedImage drawn = drawn(type);
    Image read = ImageFile.read(png(drawn));
    int channels = drawn.getColorModel().getNumComponents();
    byte[] expected = new byte[HEIGHT * WIDTH * channels];
    int[] values = drawn.getRaster().getPixels(0, 0, WIDTH, HEIGHT, (int[]) null);
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (byte) values[i];
    }
    assertEquals(channels, read.channels());
    assertArrayEquals(expected, read.pixels());
  }

  @Test
  void aLargeImageIsReducedToMeansWhileItIsDecoded() throws IOException {
    BufferedImage drawn = drawn(BufferedImage.TYPE_3BYTE_BGR);
    Image read = ImageFile.read(png(drawn), 25, 25); // 3 x 25 high at least: each pixel is the mean of 4 x 4
    assertEquals(new Original(HEIGHT, WIDTH, 4, 0, 0), read.original());
    int sum = 0;
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 4; x++) {
        sum += drawn.getRGB(8 + x, 20 + y) >> 16 & 0xff;
      }
    }
    assertEquals((sum + 8) / 16, read.pixels()[(5 * read.width() + 2) * 3] & 0xff);
  }

  @Test
  void aSizeThatTheDataCannotHaveIsRefusedBeforeMemoryIsTaken() throws IOException {
    byte[] png = png(drawn(BufferedImage.TYPE_BYTE_GRAY));
    assertTrue(refusal(claimed(png, HEIGHT + 1)).contains("of 301 rows there are 300"));
    assertTrue(refusal(claimed(png, 700_000)).contains("cannot be 280700000 bytes of pixels"));
    assertTrue(refusal(claimed(png, 2_000_000)).contains("at most 300 million pixels"));
  }

  private static String refusal(byte[] png) {
    return assertThrows(WeftException.class, () -> ImageFile.read(png)).getMessage();
  }

  /** The same file, but its head tells another height. */
  private static byte[] claimed(byte[] png, int height) {
    byte[] other = png.clone();
    ByteBuffer.wrap(other).putInt(20, height);
    CRC32 checksum = new CRC32();
    checksum.update(other, 12, 17);
    ByteBuffer.wrap(other).putInt(29, (int) checksum.getValue());
    return other;
  }
}
