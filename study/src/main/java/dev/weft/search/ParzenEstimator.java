package dev.weft.search;

import dev.weft.SplitMix64;
import dev.weft.search.Distribution.Choice;
import dev.weft.search.Distribution.Whole;
import dev.weft.search.SearchSpace.Dimension;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How likely each point of a space is beside some that were seen: a mixture of one component for each of them, and of
 * one for what was known before, which is as wide as the space.
 *
 * <pre>
 * p(x) = Σ w(i) Π k(x(d) | seen(i, d))
 * </pre>
 *
 * A kernel of numbers is a normal distribution, cut to the range, of deviation 0.2 n^(-1 / (D + 4)) for n points of D
 * settings; that of a choice has its value once more than each of all values has it. All settings of a component go
 * together, so what is good only in combination stays together. A setting that a component lacks, as another value of
 * its choice was taken, is drawn from the widest kernel. The 25 latest points weigh 1 each, older ones less and less.
 *
 * <p>Bergstra and others, "Algorithms for hyper-parameter optimization", 2011; Falkner, Klein and Hutter, "BOHB", 2018
 * (one density of all settings); Watanabe, "Tree-structured Parzen estimator", 2023; the constants are Optuna's.
 */
final class ParzenEstimator {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final int LATEST = 25;
  private static final double WIDTH = 0.2;
  private static final int FINEST = 100;

  private final SearchSpace space;
  private final List<double[]> seen;
  private final double[] weights;
  private final double deviation;

  /**
   * @param seen the oldest first
   */
  ParzenEstimator(SearchSpace space, List<double[]> seen) {
    this.space = space;
    this.seen = List.copyOf(seen);
    int count = seen.size();
    weights = weights(count);
    double wide = WIDTH * Math.pow(Math.max(1, count), -1.0 / (space.dimensions().size() + 4));
    deviation = Math.clamp(wide, 1.0 / Math.min(FINEST, count + 2), 1.0);
  }

  /** Of each point, and of what was known before; together 1. */
  private static double[] weights(int count) {
    double[] weights = new double[count + 1];
    Arrays.fill(weights, 1);
    int old = count - LATEST;
    for (int i = 0; i < old; i++) {
      weights[i] = old == 1 ? 1.0 / count : 1.0 / count + (1 - 1.0 / count) * i / (old - 1);
    }
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }

  /** A point drawn from the mixture. */
  double[] sample(SplitMix64 random) {
    double rest = random.nextDouble();
    int component = 0;
    while (component < seen.size() && rest >= weights[component]) {
      rest -= weights[component++];
    }
    double[] point = new double[space.dimensions().size()];
    for (int i = 0; i < point.length; i++) {
      point[i] = space.isActive(i, point) ? sample(i, centre(component, i), random) : Double.NaN;
    }
    return point;
  }

  /** NaN for the widest kernel. */
  private double centre(int component, int dimension) {
    return component < seen.size() ? seen.get(component)[dimension] : Double.NaN;
  }

  private double sample(int dimension, double centre, SplitMix64 random) {
    if (space.dimensions().get(dimension).from() instanceof Choice choice) {
      boolean again = !Double.isNaN(centre) && random.nextDouble() < 1.0 / (1 + perValue() * choice.count());
      return again ? centre : random.nextInt((int) choice.count());
    }
    double mean = Double.isNaN(centre) ? 0.5 : centre;
    double sigma = Double.isNaN(centre) ? 1 : deviation;
    double low = NORMAL.cumulativeProbability(-mean / sigma);
    double high = NORMAL.cumulativeProbability((1 - mean) / sigma);
    double drawn = mean + sigma * NORMAL.inverseCumulativeProbability(random.between(low, high));
    double inside = Math.clamp(drawn, 0, Math.nextDown(1.0));
    return space.dimensions().get(dimension).from() instanceof Whole whole
        ? (whole.begin(inside) + whole.end(inside)) / 2
        : inside;
  }

  /** The logarithm of the density at a point, by which points of one choice are compared. */
  double logDensity(double[] point) {
    double[] logs = new double[weights.length];
    double highest = Double.NEGATIVE_INFINITY;
    for (int component = 0; component < logs.length; component++) {
      double log = Math.log(weights[component]);
      for (int i = 0; i < point.length; i++) {
        log += Double.isNaN(point[i]) ? 0 : Math.log(kernel(space.dimensions().get(i), point[i], centre(component, i)));
      }
      logs[component] = log;
      highest = Math.max(highest, log);
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - highest);
    }
    return highest + Math.log(sum);
  }

  private double kernel(Dimension dimension, double at, double centre) {
    if (dimension.from() instanceof Choice choice) {
      double each = Double.isNaN(centre) ? 1 : perValue();
      double own = at == centre ? 1 : 0;
      return (each + own) / (each * choice.count() + (Double.isNaN(centre) ? 0 : 1));
    }
    double mean = Double.isNaN(centre) ? 0.5 : centre;
    double sigma = Double.isNaN(centre) ? 1 : deviation;
    double inside = mass(0, 1, mean, sigma);
    if (dimension.from() instanceof Whole whole) {
      return Math.max(Double.MIN_NORMAL, mass(whole.begin(at), whole.end(at), mean, sigma) / inside);
    }
    return Math.max(Double.MIN_NORMAL, NORMAL.density((at - mean) / sigma) / sigma / inside);
  }

  /** What each value of a choice has beside the one that was seen: 1 for all components together. */
  private double perValue() {
    return 1.0 / weights.length;
  }

  private static double mass(double low, double high, double mean, double sigma) {
    return NORMAL.probability((low - mean) / sigma, (high - mean) / sigma);
  }
}
