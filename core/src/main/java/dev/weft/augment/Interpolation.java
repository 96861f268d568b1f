package dev.weft.augment;

/** What a place between pixels takes, as in Keras. */
public enum Interpolation {
  /** The nearest pixel; of two as near, the one whose place is even. */
  NEAREST,
  /** The four pixels around it, each by how near it is. */
  BILINEAR
}
