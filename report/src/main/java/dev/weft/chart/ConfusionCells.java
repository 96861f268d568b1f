package dev.weft.chart;

/** What the cells of a confusion matrix say. */
public enum ConfusionCells {
  /** Images. */
  COUNTS,
  /** The share of the actual class's images, 0 to 1: a row sums to 1. */
  NORMALIZED,
  /** Images, without the diagonal: what is confused stands out. */
  MISTAKES
}
