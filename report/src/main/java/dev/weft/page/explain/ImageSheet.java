package dev.weft.page.explain;

import dev.weft.dataset.ImageSet;
import dev.weft.page.Sprite;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Many small images in one: grey ones as they are, in PNG; those in colours as JPEG, which needs a quarter of the
 * bytes.
 *
 * @param count how many of the images fit
 * @param columns how many of them are in a row
 * @param address of the whole, as a page has it
 */
record ImageSheet(int count, int columns, int width, int height, String address) {
  /** The longer side of an image; larger ones are made smaller. */
  private static final int LARGEST = 32;

  /** JPEG's blocks of colours: images of such a size do not show in their neighbours. */
  private static final int BLOCK = 16;

  private static final float QUALITY = 0.8f;

  /** The first of the images of a set that fit into so many bytes. */
  static ImageSheet of(ImageSet set, int mostBytes) {
    ImageSet small = small(set);
    int[] all = IntStream.range(0, small.size()).toArray();
    if (small.channels() < 3) {
      Sprite sprite = Sprite.of(small, all, mostBytes);
      return new ImageSheet(
          sprite.count(), sprite.columns(), sprite.width(), sprite.height(), "data:image/png;base64," + sprite.png());
    }
    int count = all.length;
    byte[] jpeg = jpeg(small, all);
    while (jpeg.length > mostBytes && count > 1) {
      count = Math.max(1, (int) Math.min(count - 1L, 0.97 * count * mostBytes / jpeg.length));
      jpeg = jpeg(small, Arrays.copyOf(all, count));
    }
    return new ImageSheet(
        count,
        columns(count),
        small.width(),
        small.height(),
        "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg));
  }

  /** No longer than 32 pixels; in colours with sides of whole blocks. */
  private static ImageSet small(ImageSet set) {
    double scale = Math.min(1, (double) LARGEST / Math.max(set.height(), set.width()));
    int height = Math.max(1, (int) Math.round(set.height() * scale));
    int width = Math.max(1, (int) Math.round(set.width() * scale));
    return set.channels() < 3 ? set.resized(height, width) : set.resized(blocks(height), blocks(width));
  }

  private static int blocks(int side) {
    return Math.max(1, Math.round((float) side / BLOCK)) * BLOCK;
  }

  private static int columns(int count) {
    return (int) Math.ceil(Math.sqrt(count));
  }

  private static byte[] jpeg(ImageSet set, int[] images) {
    int columns = columns(images.length);
    int rows = (images.length + columns - 1) / columns;
    BufferedImage sheet = new BufferedImage(columns * set.width(), rows * set.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < images.length; i++) {
      byte[] pixels = set.image(images[i]);
      for (int at = 0; at < set.height() * set.width(); at++) {
        int from = at * set.channels();
        int colour = (pixels[from] & 0xff) << 16 | (pixels[from + 1] & 0xff) << 8 | pixels[from + 2] & 0xff;
        sheet.setRGB(
            i % columns * set.width() + at % set.width(), i / columns * set.height() + at / set.width(), colour);
      }
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(jpeg)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(sheet, null, null), how);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return jpeg.toByteArray();
  }
}
