package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitMix64Test {
  private static final long[] SEEDS = {0, 1, -1, 42, Long.MIN_VALUE, 0x5851f42d4c957f2dL};

  /** Whole ranges, powers of two, and a bound at which every second draw is drawn again. */
  private static final int[] BOUNDS = {1, 2, 3, 10, 64, 1_000, 60_000, (1 << 30) + 1, Integer.MAX_VALUE};

  @Test
  void drawsAreThoseOfSplittableRandom() {
    for (long seed : SEEDS) {
      SplittableRandom expected = new SplittableRandom(seed);
      SplitMix64 actual = SplitMix64.of(seed);
      for (int i = 0; i < 20_000; i++) {
        int bound = BOUNDS[i % BOUNDS.length];
        assertEquals(expected.nextLong(), actual.nextLong());
        assertEquals(expected.nextInt(), actual.nextInt());
        assertEquals(expected.nextInt(bound), actual.nextInt(bound));
        assertEquals(expected.nextLong(-5, bound - 4L), actual.nextLong(-5, bound - 4L));
        assertEquals(expected.nextLong(0, (1L << 62) + 1), actual.nextLong(0, (1L << 62) + 1));
        assertEquals(expected.nextDouble(), actual.nextDouble());
      }
    }
  }

  @Test
  void splitStreamsAreThoseOfSplittableRandom() {
    SplittableRandom expected = new SplittableRandom(7);
    SplitMix64 actual = SplitMix64.of(7);
    for (int i = 0; i < 20_000; i++) {
      assertEquals(expected.split().nextLong(), actual.split().nextLong());
      if (i % 100 == 0) {
        expected = expected.split();
        actual = actual.split();
      }
    }
  }

  /** 4 standard errors each; the kurtosis of a normal distribution is 3. */
  @Test
  void normalDrawsHaveTheMomentsOfANormalDistribution() {
    int n = 200_000;
    SplitMix64 random = SplitMix64.of(3);
    double[] z = IntStream.range(0, n).mapToDouble(i -> random.nextGaussian()).toArray();
    assertEquals(0, Arrays.stream(z).average().orElseThrow(), 4 / Math.sqrt(n));
    assertEquals(1, Arrays.stream(z).map(x -> x * x).average().orElseThrow(), 4 * Math.sqrt(2.0 / n));
    assertEquals(3, Arrays.stream(z).map(x -> x * x * x * x).average().orElseThrow(), 4 * Math.sqrt(96.0 / n));
    double beyond = Arrays.stream(z).filter(x -> Math.abs(x) > 1.959963985).count() / (double) n;
    assertEquals(0.05, beyond, 4 * Math.sqrt(0.05 * 0.95 / n));
  }

  /** These numbers, made with Python, may never change: trainings begin with them. */
  @Test
  void normalDrawsAreTheSameForever() {
    SplitMix64 random = SplitMix64.of(1);
    double[] first = {0.42945220538400686, 1.5857725335739927, 0.4564552075888475, -0.05392224341748633};
    for (double expected : first) {
      assertEquals(expected, random.nextGaussian());
    }
  }

  @Test
  void streamsOfAnotherSeedPurposeOrIndexAreOthers() {
    long drawn = SplitMix64.of(1, "folds", 0).nextLong();
    assertNotEquals(drawn, SplitMix64.of(2, "folds", 0).nextLong());
    assertNotEquals(drawn, SplitMix64.of(1, "split", 0).nextLong());
    assertNotEquals(drawn, SplitMix64.of(1, "folds", 1).nextLong());
    assertEquals(drawn, SplitMix64.of(1, "folds", 0).nextLong());
  }

  @Test
  void aShuffleKeepsAllValues() {
    int[] values = IntStream.range(0, 1_000).toArray();
    SplitMix64.of(5).shuffle(values);
    assertTrue(IntStream.range(0, 1_000).filter(i -> values[i] == i).count() < 10);
    assertEquals(1_000, Arrays.stream(values).distinct().count());
  }
}
