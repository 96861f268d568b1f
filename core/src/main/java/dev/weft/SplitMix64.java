package dev.weft;

/**
 * A stream of random numbers, the same on every machine and every JDK: SplitMix64. Its state grows by an odd number at
 * each draw, and a draw is the state, mixed. From the same seed it gives what {@code java.util.SplittableRandom} gives,
 * bit for bit, except for {@link #nextGaussian}, whose method that class leaves open.
 *
 * <p>Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
 */
public final class SplitMix64 {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** What the state grows by; odd. */
  private final long gamma;

  private long state;

  /** The second number of a pair of normal draws; NaN where there is none left. */
  private double spare = Double.NaN;

  private SplitMix64(long state, long gamma) {
    this.state = state;
    this.gamma = gamma;
  }

  /** The stream of a seed. */
  public static SplitMix64 of(long seed) {
    return new SplitMix64(seed, GOLDEN);
  }

  /** The stream of one purpose and one index under a seed; different streams do not resemble each other. */
  public static SplitMix64 of(long seed, String purpose, long index) {
    SplitMix64 stream = of(seed);
    stream.restart(seed, purpose, index);
    return stream;
  }

  /** Goes on as the stream of {@link #of(long, String, long)} would from its start, without a new object. */
  public void restart(long seed, String purpose, long index) {
    if (gamma != GOLDEN) {
      throw new IllegalStateException("a stream that was split from another cannot become one of a seed.");
    }
    state = mix(mix(seed + GOLDEN) + purpose.hashCode()) + mix(index + GOLDEN);
    spare = Double.NaN;
  }

  /** Another stream that does not resemble this one or any other split from it. */
  public SplitMix64 split() {
    return new SplitMix64(nextLong(), mixGamma(grow()));
  }

  private long grow() {
    state += gamma;
    return state;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static int mix32(long z) {
    z = (z ^ (z >>> 33)) * 0x62A9D9ED799705F5L;
    return (int) (((z ^ (z >>> 28)) * 0xCB24D0A5C88C35B3L) >>> 32);
  }

  /** An odd number whose neighbouring bits often differ. */
  private static long mixGamma(long z) {
    z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
    z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
    z = (z ^ (z >>> 33)) | 1;
    return Long.bitCount(z ^ (z >>> 1)) < 24 ? z ^ 0xAAAAAAAAAAAAAAAAL : z;
  }

  /** Any of all longs. */
  public long nextLong() {
    return mix(grow());
  }

  /** Any of all ints. */
  public int nextInt() {
    return mix32(grow());
  }

  /**
   * From 0 to bound - 1, all exactly alike: draws that would favour some are drawn again.
   *
   * @param bound at least 1
   */
  public int nextInt(int bound) {
    int most = bound - 1;
    int drawn = nextInt();
    if ((bound & most) == 0) {
      return drawn & most;
    }
    int positive = drawn >>> 1;
    int rest = positive % bound;
    while (positive + most - rest < 0) {
      positive = nextInt() >>> 1;
      rest = positive % bound;
    }
    return rest;
  }

  /**
   * From {@code low} to {@code high} - 1, all exactly alike.
   *
   * @param high above {@code low} by less than 2^63
   */
  public long nextLong(long low, long high) {
    long bound = high - low;
    long most = bound - 1;
    long drawn = nextLong();
    if ((bound & most) == 0) {
      return low + (drawn & most);
    }
    long positive = drawn >>> 1;
    long rest = positive % bound;
    while (positive + most - rest < 0) {
      positive = nextLong() >>> 1;
      rest = positive % bound;
    }
    return low + rest;
  }

  /** At least 0, less than 1: a multiple of 2^-53. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /** At least {@code low}, less than {@code high}. */
  public double between(double low, double high) {
    return low + (high - low) * nextDouble();
  }

  /** From 0 to bound - 1 in one draw, alike but for 2^-32 of the bound. */
  public int below(int bound) {
    return (int) ((nextLong() >>> 32) * bound >>> 32);
  }

  /**
   * Normal with mean 0 and standard deviation 1, by Marsaglia's polar method (1964): a point is drawn in the unit
   * circle, which gives two such numbers.
   */
  public double nextGaussian() {
    if (!Double.isNaN(spare)) {
      double second = spare;
      spare = Double.NaN;
      return second;
    }
    double x;
    double y;
    double square;
    do {
      x = 2 * nextDouble() - 1;
      y = 2 * nextDouble() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
    spare = y * factor;
    return x * factor;
  }

  /** Puts the values into any order, all alike. Fisher and Yates. */
  public void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = below(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }
}
