package dev.weft.statistics;

import static dev.weft.statistics.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {
  private static final Bootstrap BOOTSTRAP = Bootstrap.of(1000, 1);

  @Test
  void aNetworkDoesNotDifferFromItself() {
    Score score = Score.mean(new SplittableRandom(1).doubles(1000).toArray());
    PairedBootstrap same = PairedBootstrap.of(BOOTSTRAP, score, score);
    assertEquals(new PairedBootstrap(0, new Interval(0, 0), 1), same);
    assertEquals(
        "not significant: the scores differ by +0.0000, 95 % interval 0.0000 to 0.0000 (paired bootstrap, p = 1)",
        same.verdict().sentence());
  }

  @Test
  void whatIsHardForBothNetworksCancelsOut() {
    double[] losses = new SplittableRandom(2).doubles(1000, 0, 100).toArray();
    Score worse = Score.mean(Arrays.stream(losses).map(loss -> loss + 0.25).toArray());
    PairedBootstrap difference = PairedBootstrap.of(BOOTSTRAP, worse, Score.mean(losses));
    assertEquals(0.25, difference.interval().low(), 1e-12);
    assertEquals(0.25, difference.interval().high(), 1e-12);
    assertEquals(
        "significant: the scores differ by +0.2500, 95 % interval 0.2500 to 0.2500 (paired bootstrap, p < 0.001)",
        difference.verdict().sentence());
  }

  @Test
  void theOtherOrderHasTheOtherSign() {
    Score first = Score.mean(new SplittableRandom(3).doubles(1000).toArray());
    Score second = Score.mean(new SplittableRandom(4).doubles(1000).toArray());
    PairedBootstrap difference = PairedBootstrap.of(BOOTSTRAP, first, second);
    PairedBootstrap swapped = PairedBootstrap.of(BOOTSTRAP, second, first);
    assertEquals(difference.difference(), -swapped.difference());
    assertEquals(difference.interval().low(), -swapped.interval().high(), 1e-12);
    assertEquals(difference.interval().high(), -swapped.interval().low(), 1e-12);
  }

  /** Of b and c images that one network alone has right, the standard error is √((b + c) / n² - (b - c)² / n³). */
  @Test
  void accuraciesDifferByAboutTheirNormalInterval() {
    Interval interval = differing(new Bootstrap(1000, 5, 20_000), 60, 30).interval();
    double half = 1.96 * Math.sqrt(90 / 1e6 - 30 * 30 / 1e9);
    assertEquals(0.03 - half, interval.low(), 0.001);
    assertEquals(0.03 + half, interval.high(), 0.001);
  }

  /** Of b and c, the normal approximation of the sign test has z = (b - c) / √(b + c). */
  @Test
  void itsPValueIsAboutTheSignTests() {
    assertEquals(0.0635, differing(new Bootstrap(1000, 5, 20_000), 40, 25).p(), 0.01);
    assertEquals(0.0016, differing(new Bootstrap(1000, 5, 20_000), 60, 30).p(), 0.001);
  }

  @Test
  void coversTheTruthInAbout95Of100TestSets() {
    SplittableRandom random = new SplittableRandom(6);
    int covered = 0;
    for (int experiment = 0; experiment < 1000; experiment++) {
      double[] draws = random.doubles(300).toArray();
      Score first = Score.mean(Arrays.stream(draws).map(u -> u < 0.85 ? 1 : 0).toArray());
      Score second = Score.mean(Arrays.stream(draws).map(u -> u < 0.75 || u >= 0.95 ? 1 : 0).toArray());
      covered +=
          PairedBootstrap.of(new Bootstrap(300, experiment, 400), first, second).interval().contains(0.05) ? 1 : 0;
    }
    assertEquals(0.95, covered / 1000.0, 0.025);
  }

  @Test
  void theDifferenceLiesInItsInterval() {
    PairedBootstrap difference = differing(BOOTSTRAP, 40, 25);
    assertTrue(difference.interval().contains(difference.difference()));
    assertEquals(0.015, difference.difference(), 1e-15);
  }

  @Test
  void scoresAreDefinedOnTheTestSet() {
    assertRefused(
        "two scores must have a finite difference; received NaN.",
        () -> PairedBootstrap.of(BOOTSTRAP, counts -> Double.NaN, Score.mean(new double[1000])));
  }

  /** Of 1,000 images, the first network alone has b right, the second alone c, and both all others. */
  private static PairedBootstrap differing(Bootstrap bootstrap, int b, int c) {
    Score first = Score.mean(IntStream.range(0, 1000).mapToDouble(i -> i < b || i >= b + c ? 1 : 0).toArray());
    Score second = Score.mean(IntStream.range(0, 1000).mapToDouble(i -> i >= b ? 1 : 0).toArray());
    return PairedBootstrap.of(bootstrap, first, second);
  }

  @Test
  void everyPairIsWhatItIsAlone() {
    Bootstrap bootstrap = new Bootstrap(6, 3, 200);
    List<Score> scores =
        List.of(Score.mean(1, 1, 0, 1, 0, 1), Score.mean(1, 0, 0, 1, 0, 0), Score.mean(0, 1, 1, 1, 0, 0.5));
    List<PairedBootstrap> pairs = PairedBootstrap.ofEveryPair(bootstrap, scores);
    assertEquals(3, pairs.size());
    assertEquals(PairedBootstrap.of(bootstrap, scores.get(0), scores.get(1)), pairs.get(0));
    assertEquals(PairedBootstrap.of(bootstrap, scores.get(0), scores.get(2)), pairs.get(1));
    assertEquals(PairedBootstrap.of(bootstrap, scores.get(1), scores.get(2)), pairs.get(2));
  }
}
