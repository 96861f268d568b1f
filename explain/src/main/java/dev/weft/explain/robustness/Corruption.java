package dev.weft.explain.robustness;

import dev.weft.Spelling;
import dev.weft.SplitMix64;
import dev.weft.WeftException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A way in which an image is made worse without becoming one of another class, at severities from 1 to {@value
 * #SEVERITIES}. The amounts are Weft's own, chosen between those of MNIST-C, CIFAR-10-C and ImageNet-C; lengths grow
 * with the image. What chance decides is the same at all severities.
 *
 * <p>Hendrycks and Dietterich, "Benchmarking neural network robustness to common corruptions and perturbations", 2019;
 * Mu and Gilmer, "MNIST-C: a robustness benchmark for computer vision", 2019.
 */
public enum Corruption {
  GAUSSIAN_NOISE(Noise::gaussian),
  SHOT_NOISE(Noise::shot),
  IMPULSE_NOISE(Noise::impulse),
  GLASS_BLUR(Blur::glass),
  MOTION_BLUR(Blur::motion),
  ZOOM_BLUR((image, severity, _) -> Blur.zoom(image, severity)),
  SHEAR(Movement::shear),
  SCALE((image, severity, _) -> Movement.scale(image, severity)),
  ROTATE(Movement::rotate),
  TRANSLATE(Movement::translate),
  BRIGHTNESS((image, severity, _) -> Tone.brightness(image, severity)),
  CONTRAST((image, severity, _) -> Tone.contrast(image, severity)),
  FOG(Fog::of),
  SPATTER(Spatter::of),
  STRIPE((image, severity, _) -> Marks.stripe(image, severity)),
  DOTTED_LINE(Marks::dottedLine),
  ZIGZAG(Marks::zigzag),
  CANNY_EDGES((image, severity, _) -> CannyEdges.of(image, severity)),
  PIXELATE((image, severity, _) -> Pixelation.of(image, severity)),
  JPEG((image, severity, _) -> Jpeg.of(image, severity));

  /** How many severities each has. */
  public static final int SEVERITIES = 5;

  /** MNIST-C's. */
  private static final List<Corruption> GREY =
      List.of(
          SHOT_NOISE,
          IMPULSE_NOISE,
          GLASS_BLUR,
          MOTION_BLUR,
          SHEAR,
          SCALE,
          ROTATE,
          BRIGHTNESS,
          TRANSLATE,
          STRIPE,
          FOG,
          SPATTER,
          DOTTED_LINE,
          ZIGZAG,
          CANNY_EDGES);

  /** ImageNet-C's, as far as they need no photographs of others, and movements. */
  private static final List<Corruption> COLOUR =
      List.of(
          GAUSSIAN_NOISE,
          SHOT_NOISE,
          IMPULSE_NOISE,
          GLASS_BLUR,
          MOTION_BLUR,
          ZOOM_BLUR,
          FOG,
          BRIGHTNESS,
          CONTRAST,
          PIXELATE,
          JPEG,
          SPATTER,
          SCALE,
          ROTATE,
          TRANSLATE);

  private interface Way {
    Raster of(Raster image, int severity, SplitMix64 random);
  }

  private final Way way;

  Corruption(Way way) {
    this.way = way;
  }

  /** The 15 that images are tested with where nobody chooses: MNIST-C's of grey ones, others of colour. */
  public static List<Corruption> usual(int channels) {
    return channels < 3 ? GREY : COLOUR;
  }

  /**
   * The one of this {@link #key}.
   *
   * @throws WeftException if there is none
   */
  public static Corruption named(String key) {
    List<String> keys = Arrays.stream(values()).map(Corruption::key).toList();
    if (!keys.contains(key)) {
      throw new WeftException("'%s' is no corruption; %s".formatted(key, Spelling.known(key, keys)));
    }
    return values()[keys.indexOf(key)];
  }

  /** As options and files call it: {@code shot_noise}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As a page calls it: {@code shot noise}. */
  public String words() {
    return key().replace('_', ' ');
  }

  /**
   * A corrupted image.
   *
   * @param severity 1 to {@value #SEVERITIES}
   * @param random decides what chance decides; a stream of its own for each image
   */
  Raster of(Raster image, int severity, SplitMix64 random) {
    return way.of(image, severity, random);
  }
}
