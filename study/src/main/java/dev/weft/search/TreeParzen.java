package dev.weft.search;

import dev.weft.SplitMix64;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The tree-structured Parzen estimator: proposes the point that most likely belongs to the good ones. Of n points seen,
 * the best ⌈0.1 n⌉ (at most 25) are the good ones, with density l; the others have density g. Of 24 points drawn from
 * l, the one with the highest l / g is proposed; where the density of the value below the limit is all that is known,
 * it has the highest expected improvement.
 *
 * <p>Points that were proposed and have no value yet count among the others, so that points proposed together differ.
 *
 * <p>Bergstra, Bardenet, Bengio and Kégl, "Algorithms for hyper-parameter optimization", 2011; Bergstra, Yamins and
 * Cox, "Making a science of model search", 2013.
 */
public final class TreeParzen {
  private static final double GOOD = 0.1;
  private static final int MOST_GOOD = 25;
  private static final int CANDIDATES = 24;

  /** Draws candidates of which none is wanted so often before it draws from the whole space. */
  private static final int MOST_TRIES = 10;

  private final SearchSpace space;

  public TreeParzen(SearchSpace space) {
    this.space = space;
  }

  /**
   * A point that was seen.
   *
   * @param value the lower, the better; infinite where the training failed, NaN where it is not known yet
   */
  public record Seen(double[] point, double value) {}

  /**
   * The next point.
   *
   * @param seen the oldest first
   * @param isNew whether a point may be proposed
   * @return nothing where no point may be
   */
  public Optional<double[]> propose(List<Seen> seen, SplitMix64 random, Predicate<double[]> isNew) {
    List<Seen> known = seen.stream().filter(one -> !Double.isNaN(one.value)).toList();
    int good = Math.min(MOST_GOOD, (int) Math.ceil(GOOD * known.size()));
    List<Seen> best = known.stream().sorted(Comparator.comparingDouble(Seen::value)).limit(good).toList();
    ParzenEstimator l = estimator(seen.stream().filter(best::contains));
    ParzenEstimator g = estimator(seen.stream().filter(one -> !best.contains(one)));
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Optional<double[]> chosen = highest(l, g, random, isNew);
      if (chosen.isPresent()) {
        return chosen;
      }
    }
    return new RandomSearch(space, 1, random.nextLong()).points(isNew).stream().findFirst();
  }

  private ParzenEstimator estimator(Stream<Seen> seen) {
    return new ParzenEstimator(space, seen.map(Seen::point).toList());
  }

  /** Of the candidates that may be proposed, the one with the highest ratio of the densities. */
  private static Optional<double[]> highest(
      ParzenEstimator l, ParzenEstimator g, SplitMix64 random, Predicate<double[]> isNew) {
    List<double[]> candidates = new ArrayList<>();
    for (int i = 0; i < CANDIDATES; i++) {
      candidates.add(l.sample(random));
    }
    double[] ratios = candidates.stream().mapToDouble(point -> l.logDensity(point) - g.logDensity(point)).toArray();
    return IntStream.range(0, CANDIDATES)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -ratios[i]))
        .map(candidates::get)
        .filter(isNew)
        .findFirst();
  }
}
