package dev.weft.model;

/**
 * How long a training is.
 *
 * @param epochs at least 1
 * @param stepsOfEpoch the batches of an epoch, at least 1; of epochs that differ the mean
 */
public record Span(int epochs, double stepsOfEpoch) {
  /** All batches. */
  public long steps() {
    return Math.round(epochs * stepsOfEpoch);
  }
}
