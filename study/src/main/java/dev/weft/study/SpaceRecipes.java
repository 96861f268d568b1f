package dev.weft.study;

import dev.weft.SplitMix64;
import dev.weft.WeftException;
import dev.weft.config.Setting;
import dev.weft.search.RandomSearch;
import dev.weft.search.SearchSpace;
import dev.weft.study.Recipes.Variant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Recipes at the points of a space, in which the variant is one of the choices. A distribution among the changes of a
 * variant counts only with it.
 */
final class SpaceRecipes {
  static final List<String> RANDOM = List.of("trials", "seed");
  static final List<String> BAYESIAN = List.of("trials", "seed", "startup", "batch");
  static final List<String> HYPERBAND = List.of("factor", "min_epochs", "seed");

  private final Recipes recipes;
  private final Setting way;
  private final List<Variant> variants;
  private final SearchSpace space;

  /**
   * @param way {@code bayesian} or {@code hyperband}
   * @throws dev.weft.config.ConfigException if there is nothing to draw
   */
  SpaceRecipes(Recipes recipes, Setting way) {
    this.recipes = recipes;
    this.way = way;
    variants = recipes.variants();
    SearchSpace.Builder builder = new SearchSpace.Builder();
    if (variants.size() > 1) {
      builder.variants(variants.stream().map(Variant::name).toList());
    }
    List<String> own = way.key().equals("bayesian") ? BAYESIAN : HYPERBAND;
    Recipes.axes(way, own).forEach(axis -> builder.add(axis.key(), axis));
    for (int i = 0; i < variants.size(); i++) {
      for (Setting axis : recipes.drawnOf(variants.get(i))) {
        if (variants.size() > 1) {
          builder.add(axis.key(), axis, i);
        } else {
          builder.add(axis.key(), axis);
        }
      }
    }
    space = builder.build();
    if (space.dimensions().isEmpty()) {
      throw way.error("'" + way.key() + "' needs settings" + Recipes.example(way));
    }
    requirePossible();
  }

  /** Refuses values that no recipe can have, before anything is trained. */
  private void requirePossible() {
    space.extremes(SplitMix64.of(1)).forEach(this::recipe);
  }

  /**
   * The recipe at a point.
   *
   * @throws WeftException if there can be none
   */
  private Candidate recipe(double[] point) {
    return recipes.candidate(way.key(), variants.get(space.variant(point)), space.settings(point), way);
  }

  private Optional<Candidate> possible(double[] point) {
    try {
      return Optional.of(recipe(point));
    } catch (WeftException e) {
      return Optional.empty();
    }
  }

  BayesianSearch search(Bayesian settings) {
    Optional<Long> points = space.count();
    if (points.isPresent() && points.get() < settings.trials()) {
      Recipes.requireEnough(points.get(), settings.trials(), way);
    }
    return new BayesianSearch(settings, space, this::possible);
  }

  /** So many as the brackets of trainings of so many epochs have. */
  List<Candidate> of(Hyperband hyperband, int epochs) {
    int wanted = (int) hyperband.recipes(epochs);
    List<Candidate> candidates = new ArrayList<>();
    Set<String> names = new HashSet<>();
    new RandomSearch(space, wanted, hyperband.seed())
        .points(point -> {
          Candidate candidate = recipe(point);
          boolean isNew = names.add(candidate.name());
          if (isNew) {
            candidates.add(candidate);
          }
          return isNew;
        });
    if (candidates.size() < wanted) {
      throw way.error(
          String.format(
              Locale.ROOT,
              "the brackets of %d epochs have %d recipes, and there are %d different points; give more values, a"
                  + " higher 'min_epochs', or a grid with 'halving'.",
              epochs,
              wanted,
              candidates.size()));
    }
    return candidates;
  }
}
