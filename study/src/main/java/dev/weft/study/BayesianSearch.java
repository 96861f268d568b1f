package dev.weft.study;

import dev.weft.SplitMix64;
import dev.weft.metrics.Metric;
import dev.weft.search.RandomSearch;
import dev.weft.search.SearchSpace;
import dev.weft.search.TreeParzen;
import dev.weft.search.TreeParzen.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The recipes of a part that chooses them by what came of those before. What it proposes depends on its settings and on
 * those results alone, so that a study which was interrupted goes on with the same recipes.
 */
public final class BayesianSearch {
  private final Bayesian settings;
  private final SearchSpace space;
  private final Function<double[], Optional<Candidate>> recipe;

  /** Of every recipe that was ever proposed, by its name. */
  private final Map<String, double[]> points = new HashMap<>();

  /**
   * @param recipe the recipe at a point; nothing where there can be none
   */
  BayesianSearch(Bayesian settings, SearchSpace space, Function<double[], Optional<Candidate>> recipe) {
    this.settings = settings;
    this.space = space;
    this.recipe = recipe;
  }

  /** The same search for recipes that are changed. */
  BayesianSearch of(UnaryOperator<Candidate> change) {
    return new BayesianSearch(settings, space, point -> recipe.apply(point).map(change));
  }

  Bayesian settings() {
    return settings;
  }

  /** The recipes that are drawn at random. */
  List<Candidate> first() {
    List<Candidate> first = new ArrayList<>();
    Set<String> known = new HashSet<>();
    new RandomSearch(space, settings.first(), settings.seed()).points(point -> taken(point, known, first));
    return first;
  }

  /** The next batch of recipes, after all others came to their end; none when there are enough, or no more. */
  List<Candidate> next(PartResults before) {
    List<Seen> seen = new ArrayList<>();
    Set<String> known = new HashSet<>();
    double[] values = before.rankingValues();
    boolean moreIsBetter = before.rankingMetric().direction() == Metric.Direction.HIGHER;
    for (int i = 0; i < values.length; i++) {
      double value = Double.isNaN(values[i]) ? Double.POSITIVE_INFINITY : moreIsBetter ? -values[i] : values[i];
      String name = before.rows().get(i).candidate().name();
      known.add(name);
      seen.add(new Seen(points.get(name), value));
    }
    TreeParzen parzen = new TreeParzen(space);
    List<Candidate> batch = new ArrayList<>();
    int wanted = Math.min(settings.batch(), settings.trials() - seen.size());
    for (int i = 0; i < wanted; i++) {
      SplitMix64 random = SplitMix64.of(settings.seed(), "proposal", seen.size());
      Optional<double[]> point = parzen.propose(seen, random, one -> taken(one, known, batch));
      if (point.isEmpty()) {
        break;
      }
      seen.add(new Seen(point.get(), Double.NaN));
    }
    return batch;
  }

  /** Whether there is a new recipe at a point, which is then known and added to the others. */
  private boolean taken(double[] point, Set<String> known, List<Candidate> others) {
    Optional<Candidate> candidate = recipe.apply(point).filter(one -> known.add(one.name()));
    candidate.ifPresent(one -> {
      points.put(one.name(), point);
      others.add(one);
    });
    return candidate.isPresent();
  }
}
