package dev.weft.page.study;

import dev.weft.chart.Dots;
import dev.weft.metrics.Metric;
import dev.weft.source.DataPart;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Repeats;
import dev.weft.study.PartResults;
import dev.weft.study.RecipeResult;
import java.util.List;
import java.util.Optional;

/** Recipes as rows of a dot plot: each repeat or fold is a dot beside their mean and its interval. */
final class RecipeDots {
  private RecipeDots() {}

  /** Those of them that have the metric. */
  static List<Dots> of(PartResults part, List<RecipeResult> recipes, DataPart on, Metric metric) {
    RecipeNames names = RecipeNames.of(part);
    Optional<String> winner = part.winner().map(row -> row.candidate().name());
    return recipes.stream()
        .filter(row -> row.values(on, metric).isPresent())
        .map(row -> {
          Repeats values = row.values(on, metric).orElseThrow();
          Optional<Interval> interval = row.interval(on, metric);
          return new Dots(
              names.of(row).shortly(),
              values.size() == 1 ? List.of() : values.values(),
              values.mean(),
              interval.map(Interval::low).orElse(Double.NaN),
              interval.map(Interval::high).orElse(Double.NaN),
              winner.filter(row.candidate().name()::equals).isPresent());
        })
        .toList();
  }
}
