package dev.weft.image;

/** What a user wants to be done with images before a network sees them. */
public enum PrepareAs {
  /** As a photograph of a digit where the network knows digits and the image is plainly a photograph; else as it is. */
  AUTO,
  /** As a photograph of a handwritten digit: {@link DigitPreparation}. */
  DIGIT,
  /** Scaled alone. */
  NONE
}
