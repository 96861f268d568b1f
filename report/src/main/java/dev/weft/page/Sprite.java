package dev.weft.page;

import dev.weft.dataset.ImageSet;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Many images in one, side by side: a browser decodes it once, and shows of it what it is asked for.
 *
 * @param count how many images it has
 * @param columns how many of them are in a row
 * @param png the whole, in base64
 */
public record Sprite(int count, int columns, int width, int height, String png) {
  private static final int COLUMNS = 64;
  private static final int MOST_PIXELS = 16_000_000;

  /**
   * The first of some images, as many as fit into so many bytes.
   *
   * @param images indices into the set, the most wanted first
   */
  public static Sprite of(ImageSet set, int[] images, int mostBytes) {
    int most = Math.max(1, MOST_PIXELS / (set.width() * set.height()));
    if (images.length > most) {
      return of(set, Arrays.copyOf(images, most), mostBytes);
    }
    byte[] png = png(drawn(set, images));
    if (png.length <= mostBytes || images.length == 1) {
      return new Sprite(
          images.length,
          Math.min(COLUMNS, images.length),
          set.width(),
          set.height(),
          Base64.getEncoder().encodeToString(png));
    }
    int fewer = (int) Math.min(images.length - 1L, 0.97 * images.length * mostBytes / png.length);
    return of(set, Arrays.copyOf(images, Math.max(1, fewer)), mostBytes);
  }

  public int rows() {
    return (count + columns - 1) / columns;
  }

  /** The width of an image by its height. */
  public double aspect() {
    return (double) width / height;
  }

  /** Where one of the images stands, as a tile's style has it. */
  public String place(int slot) {
    return "--x: %s%%; --y: %s%%".formatted(part(slot % columns, columns), part(slot / columns, rows()));
  }

  private static String part(int at, int count) {
    return count == 1 ? "0" : Numbers.place(100.0 * at / (count - 1));
  }

  private static BufferedImage drawn(ImageSet set, int[] images) {
    int columns = Math.min(COLUMNS, images.length);
    int rows = (images.length + columns - 1) / columns;
    int kind = set.channels() < 3 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    BufferedImage image = new BufferedImage(columns * set.width(), rows * set.height(), kind);
    WritableRaster raster = image.getRaster();
    for (int i = 0; i < images.length; i++) {
      int x = i % columns * set.width();
      int y = i / columns * set.height();
      raster.setPixels(x, y, set.width(), set.height(), samples(set.image(images[i]), set.channels()));
    }
    return image;
  }

  /** An image as a page has it. */
  public static String base64(BufferedImage image) {
    return Base64.getEncoder().encodeToString(png(image));
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }

  /** Red, green and blue, or the first channel as grey. */
  private static int[] samples(byte[] bytes, int channels) {
    int shown = channels < 3 ? 1 : 3;
    int[] samples = new int[bytes.length / channels * shown];
    Arrays.setAll(samples, i -> bytes[i / shown * channels + i % shown] & 0xff);
    return samples;
  }
}
