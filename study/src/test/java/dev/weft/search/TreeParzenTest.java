package dev.weft.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import dev.weft.search.Distribution.Choice;
import dev.weft.search.Distribution.LogUniform;
import dev.weft.search.Distribution.Uniform;
import dev.weft.search.Distribution.Whole;
import dev.weft.search.SearchSpace.Dimension;
import dev.weft.search.TreeParzen.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against random search, on functions whose lowest point is known. */
class TreeParzenTest {
  private static final int TRIALS = 50;
  private static final int SEEDS = 51;

  private static SearchSpace space(Distribution... from) {
    return new SearchSpace(
        IntStream.range(0, from.length).mapToObj(i -> new Dimension("x" + i, from[i], -1, -1)).toList());
  }

  private static double number(Map<String, Object> settings, String path) {
    return ((Number) settings.get(path)).doubleValue();
  }

  /** Lowest, 0.3979, at (-π, 12.275), (π, 2.275) and (9.42478, 2.475). */
  private static double branin(Map<String, Object> at) {
    double x = number(at, "x0");
    double y = number(at, "x1");
    double bent = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
    return bent * bent + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  }

  /** Lowest, -3.32237. */
  private static double hartmann(Map<String, Object> at) {
    double[] weight = {1, 1.2, 3, 3.2};
    double[][] a = {
      {10, 3, 17, 3.5, 1.7, 8}, {0.05, 10, 17, 0.1, 8, 14}, {3, 3.5, 1.7, 10, 17, 8}, {17, 8, 0.05, 10, 0.1, 14}
    };
    double[][] p = {
      {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
      {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
      {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
      {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
    };
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      double inner = 0;
      for (int j = 0; j < 6; j++) {
        double d = number(at, "x" + j) - p[i][j];
        inner += a[i][j] * d * d;
      }
      sum -= weight[i] * Math.exp(-inner);
    }
    return sum;
  }

  private static double search(
      SearchSpace space, ToDoubleFunction<Map<String, Object>> function, long seed, int batch, boolean byChance) {
    List<Seen> seen = new ArrayList<>();
    TreeParzen parzen = new TreeParzen(space);
    for (double[] point : new RandomSearch(space, byChance ? TRIALS : 10, seed).points(point -> true)) {
      seen.add(new Seen(point, function.applyAsDouble(space.settings(point))));
    }
    while (seen.size() < TRIALS) {
      List<Seen> with = new ArrayList<>(seen);
      for (int i = 0; i < batch; i++) {
        SplitMix64 random = SplitMix64.of(seed, "proposal", with.size());
        with.add(new Seen(parzen.propose(with, random, point -> true).orElseThrow(), Double.NaN));
      }
      with.subList(seen.size(), with.size())
          .forEach(one -> seen.add(new Seen(one.point(), function.applyAsDouble(space.settings(one.point())))));
    }
    return seen.stream().mapToDouble(Seen::value).min().orElseThrow();
  }

  /** The geometric mean of what is left to the lowest value, over all seeds. */
  private static double left(
      double lowest, SearchSpace space, ToDoubleFunction<Map<String, Object>> function, int batch, boolean byChance) {
    double logs =
        IntStream.rangeClosed(1, SEEDS)
            .mapToDouble(seed -> Math.log(search(space, function, seed, batch, byChance) - lowest))
            .sum();
    return Math.exp(logs / SEEDS);
  }

  private static void assertCloser(
      double lowest, double share, SearchSpace space, ToDoubleFunction<Map<String, Object>> function) {
    double chance = left(lowest, space, function, 1, true);
    double parzen = left(lowest, space, function, 1, false);
    double batches = left(lowest, space, function, 4, false);
    assertTrue(parzen < share * chance, parzen + " against " + chance + " of random search");
    assertTrue(batches < share * chance, batches + " in batches, against " + chance + " of random search");
  }

  @Test
  void comesCloserToTheLowestPointOfBraninsFunction() {
    assertCloser(0.397887, 0.4, space(new Uniform(-5, 10), new Uniform(0, 15)), TreeParzenTest::branin);
  }

  @Test
  void comesCloserToTheLowestPointOfHartmannsFunctionOfSixVariables() {
    Uniform unit = new Uniform(0, 1);
    assertCloser(-3.322369, 0.6, space(unit, unit, unit, unit, unit, unit), TreeParzenTest::hartmann);
  }

  /** A learning rate, a number of units, and a kind that shifts the best rate. */
  private static double network(Map<String, Object> at) {
    double best = at.get("x2").equals("SGD") ? -1 : at.get("x2").equals("Adam") ? -3 : -2;
    double rate = Math.log10(number(at, "x0")) - best;
    double units = Math.log(number(at, "x1") / 100) / Math.log(10);
    return rate * rate + units * units + (at.get("x2").equals("Adam") ? 0 : 0.2);
  }

  @Test
  void comesCloserWhereSettingsAreNumbersByOrdersOfMagnitudeAndWords() {
    SearchSpace space =
        space(
            new LogUniform(1e-6, 10), new Whole(1, 1000, 1, true), new Choice(List.of("SGD", "Adam", "RMSprop", "x")));
    assertCloser(0, 0.4, space, TreeParzenTest::network);
  }

  @Test
  void settingsBelowAValueOfAChoiceAreSearchedWhereItIsChosen() {
    SearchSpace space =
        new SearchSpace(
            List.of(
                new Dimension("kind", new Choice(List.of("a", "b")), -1, -1),
                new Dimension("kind.a.x", new Uniform(-5, 5), 0, 0),
                new Dimension("kind.b.y", new Uniform(-5, 5), 0, 1),
                new Dimension("kind.b.z", new Uniform(-5, 5), 0, 1)));
    ToDoubleFunction<Map<String, Object>> function =
        at ->
            at.get("kind").equals("a")
                ? 1 + Math.pow(number(at, "kind.a.x"), 2)
                : Math.pow(number(at, "kind.b.y") - 2, 2) + Math.pow(number(at, "kind.b.z") + 1, 2);
    assertCloser(0, 0.5, space, function);
  }

  @Test
  void whatFailedIsAvoided() {
    SearchSpace space = space(new Uniform(0, 1));
    List<Seen> seen = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      double x = (i + 0.5) / 20;
      seen.add(new Seen(new double[] {x}, x < 0.5 ? Double.POSITIVE_INFINITY : Math.abs(x - 0.75)));
    }
    double below = 0;
    for (int i = 0; i < 50; i++) {
      Optional<double[]> point = new TreeParzen(space).propose(seen, SplitMix64.of(i), one -> true);
      below += point.orElseThrow()[0] < 0.5 ? 1 : 0;
    }
    assertTrue(below <= 2, below + " of 50 points lie where all failed");
  }

  @Test
  void theSameIsProposedAgainAndNothingWhereNothingIsNew() {
    SearchSpace space = space(new Uniform(0, 1), new Choice(List.of("a", "b")));
    List<Seen> seen = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      seen.add(new Seen(space.draw(SplitMix64.of(i)), i));
    }
    TreeParzen parzen = new TreeParzen(space);
    assertArrayEquals(
        parzen.propose(seen, SplitMix64.of(7), one -> true).orElseThrow(),
        parzen.propose(seen, SplitMix64.of(7), one -> true).orElseThrow());
    assertEquals(Optional.empty(), parzen.propose(seen, SplitMix64.of(7), one -> false));
  }
}
