package dev.weft.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedImageTest {
  @TempDir private Path folder;

  private Path save(BufferedImage image, String format) throws IOException {
    Path file = folder.resolve("image." + format);
    ImageIO.write(image, format, file.toFile());
    return file;
  }

  private static BufferedImage grey(int height, int width, int... values) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSamples(0, 0, width, height, 0, values);
    return image;
  }

  private static BufferedImage colour(int type, int height, int width, int... argb) {
    BufferedImage image = new BufferedImage(width, height, type);
    image.setRGB(0, 0, width, height, argb, 0, width);
    return image;
  }

  private static int[] unsigned(byte[] bytes) {
    int[] values = new int[bytes.length];
    Arrays.setAll(values, i -> bytes[i] & 0xff);
    return values;
  }

  private static int[] read(Path file, int height, int width, int channels) {
    return unsigned(
        PreparedImage.of(ImageFile.read(file), Preparation.padded(height, width, channels), false).pixels());
  }

  @Test
  void aGreyImageOfTheRightSizeKeepsItsBytes() throws IOException {
    int[] values = new int[256];
    Arrays.setAll(values, i -> i);
    assertArrayEquals(values, read(save(grey(16, 16, values), "png"), 16, 16, 1));
  }

  @Test
  void invertTurnsDarkIntoLight() throws IOException {
    Path file = save(grey(1, 3, 0, 100, 255), "png");
    assertArrayEquals(
        new int[] {255, 155, 0},
        unsigned(PreparedImage.of(ImageFile.read(file), Preparation.padded(1, 3, 1), true).pixels()));
  }

  @Test
  void sixteenBitsBecomeEight() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSamples(0, 0, 3, 1, 0, new int[] {0, 257 * 77, 65535});
    assertArrayEquals(new int[] {0, 77, 255}, read(save(image, "png"), 1, 3, 1));
  }

  @Test
  void coloursBecomeTheirLuminance() throws IOException {
    BufferedImage image = colour(BufferedImage.TYPE_INT_RGB, 2, 2, 0xff0000, 0x00ff00, 0x0000ff, 0xffffff);
    assertArrayEquals(new int[] {76, 150, 29, 255}, read(save(image, "png"), 2, 2, 1));
  }

  @Test
  void coloursStayColoursForANetworkThatSeesThem() throws IOException {
    BufferedImage image = colour(BufferedImage.TYPE_INT_RGB, 1, 2, 0x010203, 0xfffefd);
    assertArrayEquals(new int[] {1, 2, 3, 255, 254, 253}, read(save(image, "png"), 1, 2, 3));
  }

  @Test
  void whatIsTransparentLiesOnWhite() throws IOException {
    BufferedImage image = colour(BufferedImage.TYPE_INT_ARGB, 1, 2, 0x00000000, 0xff000000);
    assertArrayEquals(new int[] {255, 0}, read(save(image, "png"), 1, 2, 1));
  }

  @Test
  void areasAreAveraged() throws IOException {
    Path file = save(grey(2, 4, 0, 100, 20, 40, 40, 60, 60, 80), "png");
    assertArrayEquals(new int[] {50, 50}, read(file, 1, 2, 1));
  }

  @Test
  void anotherProportionStandsInTheMiddleOfItsBordersColour() throws IOException {
    int[] tall = {0, 0, 0, 200, 0, 200, 0, 0};
    assertArrayEquals(
        new int[] {50, 0, 0, 50, 50, 0, 200, 50, 50, 0, 200, 50, 50, 0, 0, 50},
        read(save(grey(4, 2, tall), "png"), 4, 4, 1));
  }

  @Test
  void jpegIsRead() throws IOException {
    int[] values = new int[64];
    Arrays.fill(values, 130);
    for (int value : read(save(grey(8, 8, values), "jpg"), 8, 8, 1)) {
      assertEquals(130, value, 2);
    }
  }

  @Test
  void whatIsNoImageIsAnError() throws IOException {
    Path text = Files.writeString(folder.resolve("a.png"), "hello");
    Path empty = Files.createFile(folder.resolve("b.png"));
    byte[] whole = Files.readAllBytes(save(grey(30, 30, new int[900]), "png"));
    Path cut = Files.write(folder.resolve("c.png"), Arrays.copyOf(whole, 40));
    for (Path file : new Path[] {text, empty, cut, folder, folder.resolve("none.png")}) {
      WeftException e =
          assertThrows(
              WeftException.class,
              () -> PreparedImage.of(ImageFile.read(file), Preparation.padded(2, 2, 1), false).pixels());
      assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    }
  }

  @Test
  void anAbsurdSizeIsRefusedBeforeItIsDecoded() throws IOException {
    byte[] png = Files.readAllBytes(save(grey(1, 1, 0), "png"));
    ByteBuffer header = ByteBuffer.wrap(png);
    header.putInt(16, 100_000).putInt(20, 100_000);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    header.putInt(29, (int) crc.getValue());
    Path bomb = Files.write(folder.resolve("bomb.png"), png);
    WeftException e =
        assertThrows(
            WeftException.class,
            () -> PreparedImage.of(ImageFile.read(bomb), Preparation.padded(2, 2, 1), false).pixels());
    assertTrue(e.getMessage().contains("100000 x 100000"), e.getMessage());
  }

  @Test
  void aLargeImageIsThinnedWhileItIsDecoded() throws IOException {
    BufferedImage large = new BufferedImage(6000, 3000, BufferedImage.TYPE_BYTE_GRAY);
    for (int x = 3000; x < 6000; x++) {
      for (int y = 0; y < 3000; y++) {
        large.getRaster().setSample(x, y, 0, 200);
      }
    }
    Path file = save(large, "png");
    Image image = ImageFile.read(file);
    assertEquals("1500x3000", image.height() + "x" + image.width());
    assertArrayEquals(new int[] {0, 0, 200, 200, 0, 0, 200, 200}, read(file, 2, 4, 1));
  }

  @Test
  void whiteInkOnNothingIsLaidOnBlackAndSaysSo() throws IOException {
    BufferedImage ink = colour(BufferedImage.TYPE_INT_ARGB, 1, 3, 0x00ffffff, 0xffffffff, 0x00ffffff);
    PreparedImage prepared = PreparedImage.of(ImageFile.read(save(ink, "png")), Preparation.padded(1, 3, 1), false);
    assertArrayEquals(new int[] {0, 255, 0}, unsigned(prepared.pixels()));
    assertEquals("[nothing of it is to be seen on white; it was laid on black.]", prepared.notes().toString());
  }

  @Test
  void anImageOfOneColourIsTold() throws IOException {
    PreparedImage prepared =
        PreparedImage.of(ImageFile.read(save(grey(2, 2, 7, 7, 8, 7), "png")), Preparation.padded(2, 2, 1), false);
    assertEquals("[nothing is to be seen in it: all its pixels are about 7 of 255.]", prepared.notes().toString());
    BufferedImage clear = colour(BufferedImage.TYPE_INT_ARGB, 1, 2, 0, 0);
    assertEquals(
        1, PreparedImage.of(ImageFile.read(save(clear, "png")), Preparation.padded(1, 2, 1), false).notes().size());
  }

  @Test
  void theBorderIsThatOfTheImageBeforeItIsInverted() throws IOException {
    Path file = save(grey(3, 3, 200, 200, 200, 200, 0, 200, 200, 200, 200), "png");
    assertEquals(200, PreparedImage.of(ImageFile.read(file), Preparation.padded(3, 3, 1), false).border());
    assertEquals(200, PreparedImage.of(ImageFile.read(file), Preparation.padded(3, 3, 1), true).border());
  }

  @Test
  void otherKindsOfFilesAreCalledByTheirNames() throws IOException {
    Path heic = Files.writeString(folder.resolve("a.jpg"), "\0\0\0\u0018ftypheic....");
    WeftException e = assertThrows(WeftException.class, () -> ImageFile.read(heic));
    assertTrue(e.getMessage().contains("this is HEIC"), e.getMessage());
  }
}
