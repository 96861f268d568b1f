package dev.weft.model;

/**
 * How an image gets another size, with the coordinates and constants of Keras on PyTorch; those of lanczos, which
 * PyTorch does not have, are of Keras on JAX.
 */
public enum Interpolation {
  /** The pixel in which the new pixel's center lies. */
  NEAREST,
  /** Between the nearest 2x2 pixels in proportion to their distance. */
  BILINEAR,
  /** A cubic through the nearest 4x4 pixels, with {@code a = -0.75} (antialiased {@code a = -0.5}). */
  BICUBIC,
  /** A windowed sinc over 6x6 pixels. */
  LANCZOS3,
  /** A windowed sinc over 10x10 pixels. */
  LANCZOS5
}
