package dev.weft.cli;

import dev.weft.WeftException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A user's picture as a network takes it. Grey is the luminance, {@code 0.299 red + 0.587 green + 0.114 blue}; what is
 * transparent lies on white. The picture is scaled by averaging areas until it just fits into the network's height and
 * width, and stands in the middle; what it leaves free has the mean colour of its border.
 */
final class PictureFile {
  private static final long MOST_PIXELS = 50_000_000;

  private PictureFile() {}

  /**
   * Reads a file.
   *
   * @param channels 1 for grey, 3 for red, green and blue
   * @param invert whether dark becomes light
   * @return (height, width, channels), from 0 to 255
   * @throws WeftException if there is no such file, if it is no picture, or if it is damaged or absurdly large
   */
  static byte[] read(Path file, int height, int width, int channels, boolean invert) {
    BufferedImage image = decode(file);
    byte[] picture = new byte[height * width * channels];
    for (int channel = 0; channel < channels; channel++) {
      Plane plane = Plane.of(image, channels == 1 ? Plane.LUMINANCE : Plane.COLOURS[channel]).fit(height, width);
      for (int i = 0; i < height * width; i++) {
        int value = Math.clamp(Math.round(plane.values[i]), 0, 255);
        picture[i * channels + channel] = (byte) (invert ? 255 - value : value);
      }
    }
    return picture;
  }

  private static BufferedImage decode(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new WeftException("there is no picture " + file + "; check the path.");
    }
    ImageIO.setUseCache(false);
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new WeftException(file + " must be a PNG or JPEG picture; its content is something else.");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
          throw new WeftException(
              "%s must have at most %d million pixels; it has %d x %d; scale it down first."
                  .formatted(file, MOST_PIXELS / 1_000_000, reader.getWidth(0), reader.getHeight(0)));
        }
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (WeftException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // the decoders throw about anything at damaged files
      throw new WeftException(file + " cannot be read as a picture; it may be damaged: " + e.getMessage() + ".", e);
    }
  }

  /** One channel: (height, width), from 0 to 255. */
  private record Plane(int height, int width, float[] values) {
    private static final float[] LUMINANCE = {0.299f, 0.587f, 0.114f};
    private static final float[][] COLOURS = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

    /** The weighted sum of red, green and blue. */
    static Plane of(BufferedImage image, float[] weights) {
      int height = image.getHeight();
      int width = image.getWidth();
      float[] values = new float[height * width];
      boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
      int[] row = new int[width];
      for (int y = 0; y < height; y++) {
        if (grey) {
          greyRow(image, y, values);
          continue;
        }
        image.getRGB(0, y, width, 1, row, 0, width);
        for (int x = 0; x < width; x++) {
          float red = row[x] >> 16 & 0xff;
          float green = row[x] >> 8 & 0xff;
          float blue = row[x] & 0xff;
          float alpha = (row[x] >>> 24) / 255f;
          values[y * width + x] = onWhite(weights[0] * red + weights[1] * green + weights[2] * blue, alpha);
        }
      }
      return new Plane(height, width, values);
    }

    /** Java's own conversion would take the numbers of a grey picture for linear light and change them. */
    private static void greyRow(BufferedImage image, int y, float[] values) {
      Raster raster = image.getRaster();
      int width = image.getWidth();
      float most = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
      int[] grey = raster.getSamples(0, y, width, 1, 0, (int[]) null);
      int[] alpha = raster.getNumBands() == 2 ? raster.getSamples(0, y, width, 1, 1, (int[]) null) : null;
      for (int x = 0; x < width; x++) {
        values[y * width + x] = onWhite(255 * grey[x] / most, alpha == null ? 1 : alpha[x] / most);
      }
    }

    private static float onWhite(float value, float alpha) {
      return value * alpha + 255 * (1 - alpha);
    }

    /** Scaled until it just fits, in the middle of its border's colour. */
    Plane fit(int toHeight, int toWidth) {
      double scale = Math.min((double) toHeight / height, (double) toWidth / width);
      Plane scaled =
          rows(Math.clamp(Math.round(height * scale), 1, toHeight))
              .transposed()
              .rows(Math.clamp(Math.round(width * scale), 1, toWidth))
              .transposed();
      float[] fitted = new float[toHeight * toWidth];
      Arrays.fill(fitted, border());
      int corner = (toHeight - scaled.height) / 2 * toWidth + (toWidth - scaled.width) / 2;
      for (int y = 0; y < scaled.height; y++) {
        System.arraycopy(scaled.values, y * scaled.width, fitted, corner + y * toWidth, scaled.width);
      }
      return new Plane(toHeight, toWidth, fitted);
    }

    /** With {@code count} rows, each the mean of the rows that it covers, parts of rows included. */
    private Plane rows(int count) {
      float[] means = new float[count * width];
      double share = (double) height / count;
      for (int i = 0; i < count; i++) {
        double from = i * share;
        double to = Math.min(from + share, height);
        for (int y = (int) from; y < to; y++) {
          float weight = (float) ((Math.min(to, y + 1) - Math.max(from, y)) / (to - from));
          for (int x = 0; x < width; x++) {
            means[i * width + x] += weight * values[y * width + x];
          }
        }
      }
      return new Plane(count, width, means);
    }

    private Plane transposed() {
      float[] turned = new float[values.length];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          turned[x * height + y] = values[y * width + x];
        }
      }
      return new Plane(width, height, turned);
    }

    private float border() {
      double sum = 0;
      int count = 0;
      for (int y = 0; y < height; y++) {
        boolean edge = y == 0 || y == height - 1;
        for (int x = 0; x < width; x += edge || width == 1 ? 1 : width - 1) {
          sum += values[y * width + x];
          count++;
        }
      }
      return (float) (sum / count);
    }
  }
}
