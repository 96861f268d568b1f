package dev.weft.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An image as a network takes it. What its ground would hide, white ink on white, is laid on the other ground.
 *
 * @param pixels (height, width, channels), unsigned bytes
 * @param border the mean of the outermost pixels before dark became light, 0 to 255
 * @param notes what a person should know of it, a sentence each without the file's name
 */
public record PreparedImage(byte[] pixels, double border, List<String> notes) {
  /** Values that differ by less are noise. */
  private static final int LEAST_CONTRAST = 8;

  /**
   * Prepares an image.
   *
   * @param invert whether dark becomes light
   */
  public static PreparedImage of(Image image, Preparation preparation, boolean invert) {
    List<String> notes = new ArrayList<>(image.notes());
    byte[] pixels = preparation.apply(image);
    if (image.hasAlpha() && isFlat(pixels)) {
      Ground other = preparation.ground().other();
      byte[] onOther = preparation.on(other).apply(image);
      if (!isFlat(onOther)) {
        pixels = onOther;
        notes.add(
            "nothing of it is to be seen on %s; it was laid on %s.".formatted(name(preparation.ground()), name(other)));
      }
    }
    if (isFlat(pixels)) {
      notes.add("nothing is to be seen in it: all its pixels are about " + (pixels[0] & 0xff) + " of 255.");
    }
    double border = border(pixels, preparation);
    if (invert) {
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) ~pixels[i];
      }
    }
    return new PreparedImage(pixels, border, List.copyOf(notes));
  }

  private static String name(Ground ground) {
    return ground.name().toLowerCase(Locale.ROOT);
  }

  private static boolean isFlat(byte[] pixels) {
    int least = 255;
    int most = 0;
    for (int i = 0; i < pixels.length && most - least < LEAST_CONTRAST; i++) {
      least = Math.min(least, pixels[i] & 0xff);
      most = Math.max(most, pixels[i] & 0xff);
    }
    return most - least < LEAST_CONTRAST;
  }

  private static double border(byte[] pixels, Preparation shape) {
    Image image = new Image(shape.height(), shape.width(), shape.channels(), pixels, List.of());
    double sum = 0;
    for (float colour : Border.mean(image, shape.ground())) {
      sum += colour;
    }
    return sum / shape.channels();
  }
}
