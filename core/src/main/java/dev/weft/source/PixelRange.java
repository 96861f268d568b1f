package dev.weft.source;

import dev.weft.WeftException;
import java.util.List;
import java.util.Locale;

/**
 * How the numbers of images become bytes: {@code (value + shift) * factor}, rounded. Which numbers are black and white
 * follows from the least and the largest of all.
 *
 * @param notes what was assumed, a sentence each
 */
record PixelRange(double shift, double factor, List<String> notes) {
  /** Bytes as they are. */
  static final PixelRange BYTES = new PixelRange(0, 1, List.of());

  /** Fractions that go up to less were scaled in another way; as bytes they would all be black. */
  private static final int LEAST_WHITE = 16;

  private static final int[] DEPTHS = {1023, 4095, 16383, 65535};

  /**
   * Numbers of which the least and the largest are known.
   *
   * @param whole whether all are whole numbers
   * @throws WeftException if they are negative or too large to be pixels
   */
  static PixelRange of(double least, double most, boolean whole) {
    if (least >= 0 && most == 0) {
      return new PixelRange(0, 1, List.of("All pixels are 0."));
    }
    if (least >= 0 && most <= 1) {
      return new PixelRange(0, 255, List.of("The pixels are 0 to 1, of which 1 is taken as white."));
    }
    if (least >= 0 && most <= 255 && (whole || most >= LEAST_WHITE)) {
      return whole
          ? BYTES
          : new PixelRange(0, 1, List.of("The pixels are fractions from 0 to 255, which are rounded."));
    }
    if (least >= -1 && least < 0 && most <= 1) {
      return new PixelRange(1, 127.5, List.of("The pixels are -1 to 1, of which -1 is taken as black and 1 as white."));
    }
    if (least >= 0 && whole) {
      for (int white : DEPTHS) {
        if (most <= white) {
          return new PixelRange(
              0,
              255.0 / white,
              List.of(
                  String.format(
                      Locale.ROOT, "The pixels go up to %.0f; %d is taken as white, 0 as black.", most, white)));
        }
      }
    }
    throw new WeftException(
        String.format(
            Locale.ROOT,
            "pixels are 0 to 255, 0 to 1, -1 to 1, or whole numbers of up to 16 bits; received %s to %s; save the"
                + " images as they were before they were scaled.",
            shown(least),
            shown(most)));
  }

  /** Values of which one is no number. */
  static WeftException notFinite() {
    return new WeftException(
        "pixels are numbers; received NaN or an infinite value; put a number in its place and save the images again.");
  }

  private static String shown(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.4g", value);
  }

  boolean isIdentity() {
    return shift == 0 && factor == 1;
  }

  byte apply(double value) {
    return (byte) (int) Math.clamp(Math.rint((value + shift) * factor), 0, 255);
  }
}
