package dev.weft.metrics;

/** How the scores of the classes become one number. */
public enum Average {
  /**
   * Over all decisions at once, whatever their class. Where each image has one class and one prediction, micro
   * precision, recall and F1 all equal the accuracy.
   */
  MICRO,
  /** The plain mean: each class counts the same. */
  MACRO,
  /** The mean weighted by support: each image counts the same. */
  WEIGHTED
}
