package dev.weft.augment;

import dev.weft.config.ByClassName;
import dev.weft.config.HasHints;

/**
 * A random change to training images, with the name and the arguments of Keras's layer. Each is a record; what it does
 * to an image is a function of its arguments and of the numbers drawn alone.
 *
 * <p>See <a href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/">Keras</a>.
 */
@ByClassName
@HasHints(AugmentationHints.class)
public sealed interface Augmentation
    permits FixedView,
        Mixing,
        RandAugment,
        RandomApply,
        RandomBrightness,
        RandomColorDegeneration,
        RandomColorJitter,
        RandomContrast,
        RandomCrop,
        RandomElasticTransform,
        RandomErasing,
        RandomFlip,
        RandomGaussianBlur,
        RandomGrayscale,
        RandomHue,
        RandomInvert,
        RandomPerspective,
        RandomPosterization,
        RandomRotation,
        RandomSaturation,
        RandomSharpness,
        RandomShear,
        RandomTranslation,
        RandomZoom,
        Solarization {
  /**
   * What it does to images of one shape.
   *
   * @throws IllegalArgumentException if it cannot change such images
   */
  ImageChange on(ImageShape shape);

  /** What it does to an image, after "is": {@code rotated by -18 to 18 degrees}. */
  String inWords();
}
