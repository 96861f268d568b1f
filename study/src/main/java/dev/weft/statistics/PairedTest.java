package dev.weft.statistics;

/**
 * A test of whether two networks, or two ways to train, that were scored on the same images or folds are worth the
 * same.
 */
public sealed interface PairedTest extends SignificanceTest permits McNemar, PairedBootstrap, ResampledTTest {
  /** The first score minus the second, in the score's units. */
  double difference();

  /** The 95 % interval of the difference; it is of this comparison alone, however many there are. */
  Interval interval();
}
