package dev.weft.image;

/** Whether a network learned digits that were made as MNIST's were. */
public enum Digits {
  LEARNED,
  /** Its file does not say what it learned, but it takes images as MNIST's and has as many classes. */
  ASSUMED,
  NO
}
