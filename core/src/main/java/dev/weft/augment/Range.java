package dev.weft.augment;

import dev.weft.SplitMix64;

/** What a number is drawn from, all alike: from {@code low} to {@code high}. */
record Range(double low, double high) {
  double draw(SplitMix64 random) {
    return random.between(low, high);
  }

  /** Whether something happens whose probability is itself drawn from this, as in Keras. */
  boolean happens(SplitMix64 random) {
    double probability = draw(random);
    return random.nextDouble() < probability;
  }

  /** Each end times this. */
  Range times(double factor) {
    return new Range(low * factor, high * factor);
  }

  /** How often it happens, as in {@code with probability 0.5}. */
  String probability() {
    return "with probability " + Numerals.of((low + high) / 2);
  }

  /** As in {@code -0.1 to 0.2}. */
  @Override
  public String toString() {
    return low == high ? Numerals.of(low) : Numerals.of(low) + " to " + Numerals.of(high);
  }
}
