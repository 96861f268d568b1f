package dev.weft.chart;

/** Where the axis of the values begins and ends. */
public enum ValueRange {
  /** As the values need it. */
  FITTED,
  /** From 0 on. */
  FROM_ZERO,
  /** From 0 to 1. */
  ZERO_TO_ONE
}
