package dev.weft.export;

import dev.weft.WeftException;
import dev.weft.dataset.ImageSet;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** An image of a set as a PNG file. */
final class PngFile {
  private PngFile() {}

  /**
   * The bytes of the file.
   *
   * @throws WeftException if the set has neither 1 nor 3 channels
   */
  static byte[] of(ImageSet set, int index) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (set.channels() == 2 || !ImageIO.write(image(set, index), "png", out)) {
        throw new WeftException("a PNG file has 1 or 3 channels; the set has " + set.channels() + ".");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory takes every byte
    }
    return bytes.toByteArray();
  }

  private static BufferedImage image(ImageSet set, int index) {
    int channels = set.channels();
    BufferedImage image =
        new BufferedImage(
            set.width(), set.height(), channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    byte[] pixels = set.image(index);
    int[] samples = new int[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      samples[i] = pixels[i] & 0xff;
    }
    image.getRaster().setPixels(0, 0, set.width(), set.height(), samples);
    return image;
  }
}
