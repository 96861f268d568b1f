package dev.weft.dataset;

/**
 * A stream of random numbers that is the same on every machine and every JDK: SplitMix64.
 *
 * <p>Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
 */
final class SplitMix64 {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private long state;

  private SplitMix64(long state) {
    this.state = state;
  }

  /** The stream of one purpose and one index under a seed; different streams do not resemble each other. */
  static SplitMix64 of(long seed, String purpose, long index) {
    return new SplitMix64(mix(mix(seed + GOLDEN) + purpose.hashCode()) + mix(index + GOLDEN));
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  long next() {
    state += GOLDEN;
    return mix(state);
  }

  /** From 0 to bound - 1. */
  int below(int bound) {
    return (int) ((next() >>> 32) * bound >>> 32);
  }

  /** At least {@code low}, less than {@code high}. */
  double between(double low, double high) {
    return low + (high - low) * ((next() >>> 11) * 0x1p-53);
  }

  /** Fisher and Yates. */
  void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = below(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }
}
