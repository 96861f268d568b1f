package dev.weft.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How any image becomes one that a network takes. It stands in the model's file.
 *
 * @param preparation how the images were made that the network learned
 * @param digits whether these were digits made as MNIST's
 * @param shaping what the network does with images of any size, in place of the preparation; empty for most
 */
public record Intake(Preparation preparation, Digits digits, Optional<Shaping> shaping) {
  /** Pixels from which on an image is decoded reduced. */
  private static final long LARGE = 1_000_000;

  private static final double LIGHT = 128;

  private static final String READ =
      "it is no image as the network learned them, so it was read as a photograph of a digit: the ink found, cut out,"
          + " scaled and centred; to leave it as it is, say --prepare none.";

  private static final String ASSUMED =
      "the model's file does not say what it learned; as it takes images of 28 x 28 and has ten classes, handwritten"
          + " digits are assumed, and a photograph is read as one: the ink found, cut out, scaled and centred;"
          + " otherwise say --prepare none.";

  private static final String INVERTED =
      "it is dark on light, while the network learned light on dark; it was inverted; otherwise say --prepare none.";

  private static final String NOTHING_FOUND = "no digit was found in it; it was scaled as a whole.";

  public Intake(Preparation preparation, Digits digits) {
    this(preparation, digits, Optional.empty());
  }

  /** A network that takes other things than digits. */
  public static Intake of(Preparation preparation) {
    return new Intake(preparation, Digits.NO);
  }

  /**
   * Reads a file's image for {@link #apply}. A photograph that is only scaled may come reduced, as those that are
   * learned do.
   *
   * @throws dev.weft.WeftException as {@link ImageFile#read(Path)}
   */
  public Image read(Path file, PrepareAs as) {
    return isOnlyScaled(as) && shaping.isEmpty() && isLarge(ImageFile.header(file))
        ? ImageFile.read(file, preparation.height(), preparation.width())
        : ImageFile.read(file);
  }

  /**
   * Reads the bytes of a file, as {@link #read(Path, PrepareAs)} does.
   *
   * @throws dev.weft.WeftException as for a file; the message names none
   */
  public Image read(byte[] file, PrepareAs as) {
    return isOnlyScaled(as) && shaping.isEmpty() && isLarge(ImageFile.header(file))
        ? ImageFile.read(file, preparation.height(), preparation.width())
        : ImageFile.read(file);
  }

  private static boolean isLarge(ImageHeader header) {
    return header.pixels() > LARGE;
  }

  private boolean isOnlyScaled(PrepareAs as) {
    return as == PrepareAs.NONE || !takesDigits() || (as == PrepareAs.AUTO && digits == Digits.NO);
  }

  /**
   * An image as the network takes it. An image of the network's own size keeps its pixels; only dark on light is
   * inverted where the network learned light digits.
   *
   * @param invert whether dark becomes light, where the image is not read as a digit
   */
  public PreparedImage apply(Image original, PrepareAs as, boolean invert) {
    Image image = as == PrepareAs.DIGIT ? original : shaping.map(by -> shaped(original, by)).orElse(original);
    PreparedImage plain = PreparedImage.of(image, preparation, invert);
    if (isOnlyScaled(as)) {
      return plain;
    }
    if (as == PrepareAs.DIGIT) {
      return isMade(plain) ? plain : digit(image, plain, invert, List.of());
    }
    boolean isOwnSize = image.height() == preparation.height() && image.width() == preparation.width();
    PreparedImage inverted = PreparedImage.of(image, preparation, !invert);
    if (digits == Digits.LEARNED && !invert && plain.border() >= LIGHT && (isOwnSize || isMade(inverted))) {
      return new PreparedImage(inverted.pixels(), 0, with(inverted.notes(), INVERTED));
    }
    if (isOwnSize || isMade(plain) || isMade(inverted)) {
      return plain;
    }
    return digit(image, plain, invert, List.of(digits == Digits.LEARNED ? READ : ASSUMED));
  }

  private Image shaped(Image image, Shaping by) {
    int channels = preparation.channels();
    byte[] pixels =
        image.channels() == channels
            ? image.pixels()
            : Preparation.padded(image.height(), image.width(), channels).apply(asItIs(image));
    byte[] shaped = by.apply(pixels, image.height(), image.width());
    return new Image(preparation.height(), preparation.width(), channels, shaped, image.notes());
  }

  /** Of an image that was reduced while it was decoded, what is there. */
  private static Image asItIs(Image image) {
    return new Image(image.height(), image.width(), image.channels(), image.pixels(), image.notes());
  }

  /** Whether a digit can be drawn for it: the image is a square. */
  public boolean takesDigits() {
    return preparation.height() == preparation.width() && preparation.height() >= 8;
  }

  private boolean isMade(PreparedImage prepared) {
    return preparation.channels() == 1 && DigitPreparation.isMade(prepared.pixels(), preparation.height());
  }

  private PreparedImage digit(Image image, PreparedImage plain, boolean invert, List<String> notes) {
    double right = invert ? 255 : 0; // of the border, so that no hint speaks of --invert
    return DigitPreparation.of(image, preparation.height())
        .map(pixels -> new PreparedImage(channels(pixels), right, with(image.notes(), notes.toArray(String[]::new))))
        .orElseGet(() -> new PreparedImage(plain.pixels(), plain.border(), with(plain.notes(), NOTHING_FOUND)));
  }

  private byte[] channels(byte[] grey) {
    byte[] pixels = new byte[preparation.features()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = grey[i / preparation.channels()];
    }
    return pixels;
  }

  private static List<String> with(List<String> notes, String... more) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(List.of(more));
    return all;
  }
}
