package dev.weft.statistics;

import static dev.weft.statistics.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class BootstrapTest {
  static Stream<JsonNode> golden() {
    return Golden.cases("quantiles");
  }

  @ParameterizedTest
  @MethodSource("golden")
  void quantilesAreNumPys(JsonNode golden) {
    double[] values = Golden.numbers(golden, "values");
    assertEquals(Golden.number(golden, "low"), Bootstrap.quantile(values, 0.025), 1e-14);
    assertEquals(Golden.number(golden, "high"), Bootstrap.quantile(values, 0.975), 1e-14);
  }

  @Test
  void aSampleIsAsLargeAsTheTestSetAndEachIsAnother() {
    Set<String> samples = new HashSet<>();
    Bootstrap.of(30, 1)
        .interval(counts -> {
          assertEquals(30, Arrays.stream(counts).sum());
          samples.add(Arrays.toString(counts));
          return 0;
        });
    assertEquals(2_000, samples.size());
  }

  @Test
  void everyImageIsDrawnEquallyOften() {
    long[] drawn = new long[10];
    new Bootstrap(10, 1, 10_000)
        .interval(counts -> {
          Arrays.setAll(drawn, i -> drawn[i] + counts[i]);
          return 0;
        });
    for (long times : drawn) {
      assertEquals(10_000, times, 500);
    }
  }

  /** Of 1,000 images, 100 of them wrong, the binomial's standard error is √(0.1 · 0.9 / 1,000). */
  @Test
  void anAccuracyHasAboutItsBinomialInterval() {
    double[] right = new double[1000];
    Arrays.fill(right, 100, 1000, 1);
    Interval interval = new Bootstrap(1000, 3, 20_000).interval(Score.mean(right));
    double half = 1.96 * Math.sqrt(0.1 * 0.9 / 1000);
    assertEquals(0.9 - half, interval.low(), 0.001);
    assertEquals(0.9 + half, interval.high(), 0.001);
  }

  @Test
  void theIntervalOfAMeanCoversTheTruthInAbout95Of100TestSets() {
    SplittableRandom random = new SplittableRandom(4);
    int covered = 0;
    for (int experiment = 0; experiment < 1000; experiment++) {
      double[] losses = random.doubles(150).map(u -> -Math.log(u)).toArray();
      covered += new Bootstrap(150, experiment, 400).interval(Score.mean(losses)).contains(1) ? 1 : 0;
    }
    assertEquals(0.95, covered / 1000.0, 0.025);
  }

  @Test
  void theSameSeedDrawsTheSameSamples() {
    Score score = Score.mean(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8.5);
    Interval interval = Bootstrap.of(12, 7).interval(score);
    assertEquals(interval, Bootstrap.of(12, 7).interval(score));
    assertNotEquals(interval, Bootstrap.of(12, 8).interval(score));
    assertTrue(interval.contains(Bootstrap.of(12, 7).whole(score)));
  }

  @Test
  void samplesWithoutAScoreDoNotCount() {
    Score mean = Score.mean(1, 2, 3, 4, 5, 6, 7, 8);
    Interval all = Bootstrap.of(8, 1).interval(mean);
    Interval withTheFirst = Bootstrap.of(8, 1).interval(counts -> counts[0] == 0 ? Double.NaN : mean.of(counts));
    assertTrue(withTheFirst.high() < all.high());
  }

  @Test
  void halfOfTheSamplesNeedAScore() {
    assertEquals(new Interval(1, 1), Bootstrap.of(8, 1).interval(definedEvery(2)));
    assertRefused(
        "a score must be finite on half of 2000 samples at least; received 666 finite ones.",
        () -> Bootstrap.of(8, 1).interval(definedEvery(3)));
  }

  private static Score definedEvery(int samples) {
    AtomicInteger calls = new AtomicInteger();
    return counts -> calls.incrementAndGet() % samples == 0 ? 1 : Double.NaN;
  }

  @Test
  void imagesAndResamplesAreNeeded() {
    String rule = "a bootstrap needs 1 image and 40 resamples at least; received ";
    assertRefused(rule + "0 and 2000.", () -> Bootstrap.of(0, 1));
    assertRefused(rule + "10 and 39.", () -> new Bootstrap(10, 1, 39));
  }
}
