package dev.weft.augment;

/**
 * A random change to training images, with the name and the arguments of Keras's layer. Each is a record; what it does
 * to an image is a function of its arguments and of the numbers drawn alone.
 *
 * <p>See <a href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/">Keras</a>.
 */
public sealed interface Augmentation permits RandomFlip {
  /** What it does to images of one shape. */
  ImageChange on(ImageShape shape);
}
