package dev.weft.statistics;

/** A test of whether two networks, two ways to train, or two sets of images are alike. */
public sealed interface SignificanceTest permits PairedTest, ChiSquare, FisherExact, Welch {
  /** The probability of a difference at least as large as the one seen if there were none, 0 to 1; of both signs. */
  double p();

  /** The test's name. */
  String name();

  /** What was seen, in words. */
  String finding();

  /** What it is worth if it is the only comparison; for several there is {@link Holm#verdicts}. */
  default Verdict verdict() {
    return Verdict.of(p(), finding(), name());
  }
}
