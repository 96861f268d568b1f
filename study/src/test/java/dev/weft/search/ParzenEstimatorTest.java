package dev.weft.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.SplitMix64;
import dev.weft.search.Distribution.Choice;
import dev.weft.search.Distribution.Uniform;
import dev.weft.search.Distribution.Whole;
import dev.weft.search.SearchSpace.Dimension;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParzenEstimatorTest {
  private static final SearchSpace TREE =
      new SearchSpace(
          List.of(
              new Dimension("n", new Whole(1, 12, 1, true), -1, -1),
              new Dimension("kind", new Choice(List.of("a", "b", "c")), -1, -1),
              new Dimension("kind.b.m", new Whole(0, 4, 2, false), 1, 1)));

  private static final List<double[]> SEEN =
      List.of(TREE.draw(SplitMix64.of(1)), TREE.draw(SplitMix64.of(2)), TREE.draw(SplitMix64.of(5)));

  private static double coordinate(Whole from, int value) {
    for (double at = 0.0005; at < 1; at += 0.001) {
      if (from.at(at).equals(value)) {
        return (from.begin(at) + from.end(at)) / 2;
      }
    }
    throw new AssertionError(value + " is nowhere");
  }

  @Test
  void allPointsOfATreeHaveProbabilityOneTogether() {
    ParzenEstimator estimator = new ParzenEstimator(TREE, SEEN);
    Whole n = (Whole) TREE.dimensions().get(0).from();
    Whole m = (Whole) TREE.dimensions().get(2).from();
    double sum = 0;
    for (int i = 1; i <= 12; i++) {
      double x = coordinate(n, i);
      sum += Math.exp(estimator.logDensity(new double[] {x, 0, Double.NaN}));
      sum += Math.exp(estimator.logDensity(new double[] {x, 2, Double.NaN}));
      for (int k = 0; k <= 4; k += 2) {
        sum += Math.exp(estimator.logDensity(new double[] {x, 1, coordinate(m, k)}));
      }
    }
    assertEquals(1, sum, 1e-9);
  }

  @Test
  void aDensityOfNumbersHasIntegralOne() {
    SearchSpace space = new SearchSpace(List.of(new Dimension("x", new Uniform(0, 1), -1, -1)));
    ParzenEstimator estimator =
        new ParzenEstimator(space, List.of(new double[] {0.02}, new double[] {0.4}, new double[] {0.97}));
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      sum += Math.exp(estimator.logDensity(new double[] {(i + 0.5) / 10_000})) / 10_000;
    }
    assertEquals(1, sum, 1e-6);
  }

  /** Each value a third of the points' weight of 1 in all, and what they chose the rest: by hand, of ten points. */
  @Test
  void eachValueOfAChoiceIsSampledAsOftenAsTheDensitySays() {
    SearchSpace space = new SearchSpace(List.of(new Dimension("kind", new Choice(List.of("a", "b", "c")), -1, -1)));
    ParzenEstimator estimator = new ParzenEstimator(space, Collections.nCopies(10, new double[] {1}));
    SplitMix64 random = SplitMix64.of(3);
    int draws = 20_000;
    int[] counts = new int[3];
    for (int i = 0; i < draws; i++) {
      counts[(int) estimator.sample(random)[0]]++;
    }
    double each = 1.0 / 11; // of 10 points and what was known before
    double own = 10.0 / 11 * (1 + each) / (1 + 3 * each) + 1.0 / 11 / 3;
    double[] likely = {(1 - own) / 2, own, (1 - own) / 2};
    for (int value = 0; value < 3; value++) {
      assertEquals(likely[value], Math.exp(estimator.logDensity(new double[] {value})), 1e-12);
      assertEquals(likely[value], (double) counts[value] / draws, 5 * Math.sqrt(likely[value] / draws));
    }
  }

  @Test
  void samplesAreAsLikelyAsTheDensitySays() {
    ParzenEstimator estimator = new ParzenEstimator(TREE, SEEN);
    SplitMix64 random = SplitMix64.of(3);
    int draws = 20_000;
    int lowest = 0;
    double x = coordinate((Whole) TREE.dimensions().get(0).from(), 1);
    for (int i = 0; i < draws; i++) {
      double[] point = estimator.sample(random);
      lowest += point[0] == x && point[1] == 2 ? 1 : 0;
    }
    double likely = Math.exp(estimator.logDensity(new double[] {x, 2, Double.NaN}));
    assertEquals(likely, (double) lowest / draws, 5 * Math.sqrt(likely / draws));
  }
}
