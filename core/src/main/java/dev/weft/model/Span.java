package dev.weft.model;

/**
 * How long a training is.
 *
 * @param epochs at least 1
 * @param stepsOfEpoch the batches of an epoch, at least 1
 */
public record Span(int epochs, int stepsOfEpoch) {
  /** All batches. */
  public long steps() {
    return (long) epochs * stepsOfEpoch;
  }
}
