package dev.weft.augment;

import dev.weft.config.ConfigException;
import dev.weft.config.Shorthand;

/**
 * Pads an image on every side, and takes a window of the image's size out of it at a random place: how networks for
 * CIFAR are trained. Keras's layer has no padding and may give smaller images; an augmentation keeps an image's size.
 * See <a href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_crop/">Keras</a>.
 *
 * @param height the image's, which is the default
 * @param width the image's, which is the default
 * @param padding how many pixels are added on each side; 0 where height and width alone are given, as in Keras
 * @param fillMode what the padding has; constant by default
 * @param fillValue what {@link FillMode#CONSTANT} fills with; 0 by default
 */
public record RandomCrop(Integer height, Integer width, @Shorthand int padding, FillMode fillMode, double fillValue)
    implements Augmentation {
  public RandomCrop {
    if (padding < 0) {
      throw ConfigException.of("padding", "RandomCrop: 'padding' must be 0 or more pixels; received " + padding + ".");
    }
  }

  public static RandomCrop of() {
    return of(0);
  }

  public static RandomCrop of(int padding) {
    return new RandomCrop(null, null, padding, FillMode.CONSTANT, 0);
  }

  @Override
  public ImageChange on(ImageShape shape) {
    if (height == null && width == null && padding == 0) {
      throw new IllegalArgumentException(
          "RandomCrop needs 'padding', how many pixels are added on each side, such as {RandomCrop: 4}.");
    }
    if (height != null && height != shape.height() || width != null && width != shape.width()) {
      throw new IllegalArgumentException(
          "RandomCrop: an augmentation keeps the size of the images, here %sx%s; received height %s and width %s;"
                  .formatted(shape.height(), shape.width(), height, width)
              + " leave them out and give 'padding', or use RandomZoom.");
    }
    Warp warp = new Warp(shape, fillMode, fillValue, Interpolation.NEAREST);
    return (images, at, random) -> {
      int down = random.below(2 * padding + 1) - padding;
      int right = random.below(2 * padding + 1) - padding;
      warp.affine(images, at, 1, 0, right, 0, 1, down);
    };
  }

  @Override
  public String inWords() {
    return "padded by " + padding + " pixels on each side, then cut out at its size";
  }
}
