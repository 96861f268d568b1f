package dev.weft.page.study;

import dev.weft.chart.Bar;
import dev.weft.metrics.Metric;
import dev.weft.source.DataPart;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Repeats;
import dev.weft.study.RecipeResult;
import java.util.Optional;

/** Recipes as bars of a chart. */
final class RecipeBars {
  private RecipeBars() {}

  /** The mean of a metric over the recipe's trainings, with its interval. */
  static Bar of(RecipeResult recipe, DataPart part, Metric metric) {
    Optional<Interval> interval = recipe.interval(part, metric);
    return new Bar(
        recipe.candidate().name(),
        recipe.values(part, metric).map(Repeats::mean).orElse(Double.NaN),
        interval.map(Interval::low).orElse(Double.NaN),
        interval.map(Interval::high).orElse(Double.NaN));
  }

  /** The seconds of all its trainings. */
  static Bar ofSeconds(RecipeResult recipe) {
    return Bar.of(recipe.candidate().name(), recipe.seconds());
  }
}
