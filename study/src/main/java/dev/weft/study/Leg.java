package dev.weft.study;

/**
 * A training up to an epoch.
 *
 * @param epochs after how many to pause, so that a later leg can go on; {@link #TO_THE_END} for all
 */
public record Leg(StudyTrial trial, int epochs) {
  /** The last epoch of a training, whichever it is. */
  static final int TO_THE_END = Integer.MAX_VALUE;
}
