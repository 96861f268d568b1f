package dev.weft.image;

import java.util.Optional;

/**
 * A photograph of a handwritten digit as MNIST's images were made: light on dark, scaled into a box of 20 x 20 with its
 * proportions kept, and laid into 28 x 28 with its centre of mass in the middle. Paper, lines, shadows and what else is
 * in the photograph go; a thinner or thicker pen than MNIST's is made like MNIST's. The digit is not deskewed, as
 * MNIST's are not.
 *
 * <p>See LeCun, Cortes and Burges, <a href="http://yann.lecun.com/exdb/mnist/">The MNIST database</a>.
 */
public final class DigitPreparation {
  /** The longer side in which the digit is looked for. */
  private static final int LOOKED_AT = 512;

  /** Where the centre of mass of MNIST's images lies: the middle of pixel 14 of 0 to 27. */
  private static final double MIDDLE = 14.5 / 28;

  /** What is darker is no stroke. */
  private static final int LIT = 32;

  private static final double BOX = 20.0 / 28;

  /** Widths of MNIST's strokes in parts of the digit's longer side: 5 % are thinner, 5 % are thicker. */
  private static final double THINNEST = 0.10;

  private static final double THICKEST = 0.20;

  private DigitPreparation() {}

  /**
   * Finds and draws the digit.
   *
   * @param side pixels of the square image that the network takes, 28 for MNIST's
   * @return (side, side), unsigned bytes, light on dark; empty if there is nothing like a digit
   */
  public static Optional<byte[]> of(Image image, int side) {
    double scale = Math.min(1, (double) LOOKED_AT / Math.max(image.height(), image.width()));
    int height = Math.max(1, (int) Math.round(image.height() * scale));
    int width = Math.max(1, (int) Math.round(image.width() * scale));
    int count = image.channels() <= 2 ? 1 : 3;
    byte[] bytes = new Preparation(height, width, count, Resize.STRETCH, Resampling.AREA, Ground.WHITE).apply(image);
    float[][] colours = new float[count][height * width];
    for (int i = 0; i < bytes.length; i++) {
      colours[i % count][i / count] = bytes[i] & 0xff;
    }
    for (int colour = 0; colour < count; colour++) {
      colours[colour] = smooth(colours[colour], height, width);
    }
    return FoundDigit.in(colours, height, width).map(found -> drawn(found, side));
  }

  /**
   * Whether an image was made as MNIST's: light on dark, the box 20 pixels of 28 long, the centre of mass in the
   * middle. A pixel more or less is allowed.
   *
   * @param pixels (side, side), unsigned bytes
   */
  public static boolean isMade(byte[] pixels, int side) {
    double mass = 0;
    double down = 0;
    double across = 0;
    int top = side;
    int bottom = 0;
    int left = side;
    int right = 0;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int value = pixels[y * side + x] & 0xff;
        mass += value;
        down += value * (y + 0.5);
        across += value * (x + 0.5);
        if (value >= LIT) {
          top = Math.min(top, y);
          bottom = Math.max(bottom, y + 1);
          left = Math.min(left, x);
          right = Math.max(right, x + 1);
        }
      }
    }
    double pixel = side / 28.0;
    boolean isDark = mass < 255 * 0.5 * side * side;
    boolean fits = Math.abs(Math.max(bottom - top, right - left) - BOX * side) <= 2 * pixel;
    double far = Math.max(Math.abs(down / mass - MIDDLE * side), Math.abs(across / mass - MIDDLE * side));
    return isDark && fits && far <= 1.5 * pixel;
  }

  /** A binomial blur of three by three, which takes noise away. */
  private static float[] smooth(float[] values, int height, int width) {
    float[] rows = new float[values.length];
    float[] smooth = new float[values.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        rows[at] = (values[at - (x > 0 ? 1 : 0)] + 2 * values[at] + values[at + (x + 1 < width ? 1 : 0)]) / 4;
      }
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        smooth[at] = (rows[at - (y > 0 ? width : 0)] + 2 * rows[at] + rows[at + (y + 1 < height ? width : 0)]) / 4;
      }
    }
    return smooth;
  }

  private static byte[] drawn(FoundDigit found, int side) {
    InkPart part = found.part();
    int wide = found.ink().width();
    // the part in its box, with an empty edge around it
    int margin = part.size() / 2 + 4;
    int height = part.bottom() - part.top() + 2 * margin;
    int width = part.right() - part.left() + 2 * margin;
    boolean[] mask = new boolean[height * width];
    for (int[] places : part.places()) {
      for (int place : places) {
        mask[(place / wide - part.top() + margin) * width + place % wide - part.left() + margin] = true;
      }
    }
    double stroke = Distance.strokeWidth(mask, height, width);
    double ratio = stroke / part.size();
    double wanted = Math.clamp(ratio, THINNEST, THICKEST);
    double grow = (wanted * part.size() - stroke) / (2 * (1 - wanted));
    float[] outside = Distance.to(true, mask, height, width);
    float[] inside = Distance.to(false, mask, height, width);
    float[] cover = new float[mask.length];
    for (int i = 0; i < cover.length; i++) {
      double distance = mask[i] ? inside[i] - 0.5 : 0.5 - outside[i];
      cover[i] = (float) Math.clamp(distance + grow + 0.5, 0, 1);
    }
    return inBox(cover, height, width, side);
  }

  /** Scaled so that it fits the box, with its centre of mass in the middle of the square. */
  private static byte[] inBox(float[] cover, int height, int width, int side) {
    double mass = 0;
    double down = 0;
    double across = 0;
    int top = height;
    int bottom = 0;
    int left = width;
    int right = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float value = cover[y * width + x];
        mass += value;
        down += value * (y + 0.5);
        across += value * (x + 0.5);
        if (value >= 0.5) {
          top = Math.min(top, y);
          bottom = Math.max(bottom, y + 1);
          left = Math.min(left, x);
          right = Math.max(right, x + 1);
        }
      }
    }
    double pixel = Math.max(bottom - top, right - left) / (BOX * side); // places of a pixel
    double y0 = down / mass - MIDDLE * side * pixel;
    double x0 = across / mass - MIDDLE * side * pixel;
    byte[] pixels = new byte[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double mean = mean(cover, height, width, y0 + y * pixel, x0 + x * pixel, pixel);
        pixels[y * side + x] = (byte) Math.clamp(Math.round(255 * mean), 0, 255);
      }
    }
    return pixels;
  }

  /** The mean of a square, 0 outside of the image. */
  private static double mean(float[] values, int height, int width, double top, double left, double size) {
    double sum = 0;
    for (int y = Math.max(0, (int) Math.floor(top)); y < Math.min(height, top + size); y++) {
      double high = Math.min(top + size, y + 1) - Math.max(top, y);
      for (int x = Math.max(0, (int) Math.floor(left)); x < Math.min(width, left + size); x++) {
        sum += high * (Math.min(left + size, x + 1) - Math.max(left, x)) * values[y * width + x];
      }
    }
    return sum / (size * size);
  }
}
