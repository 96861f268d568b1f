package dev.weft.page.study;

import dev.weft.chart.Line;
import dev.weft.chart.LineChart;
import dev.weft.chart.ValueRange;
import dev.weft.page.LineFigure;
import dev.weft.page.Numbers;
import dev.weft.study.Bayesian;
import dev.weft.study.PartResults;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** How a Bayesian search went: each recipe's value in the order in which they were tried, and the best so far. */
record SearchFigure(PartResults results, Bayesian search, LineFigure figure) {
  static Optional<SearchFigure> of(PartResults results) {
    if (!(results.part().strategy() instanceof Bayesian search)) {
      return Optional.empty();
    }
    double[] best = results.bestSoFar();
    double[] places = IntStream.rangeClosed(1, best.length).asDoubleStream().toArray();
    String value = results.rankedBy().replace('_', ' ');
    LineChart chart =
        new LineChart(
                "How the search went",
                "",
                "recipe",
                value,
                ValueRange.FITTED,
                ValueRange.FITTED,
                List.of(Line.of("best so far", places, best), Line.of("each", places, results.rankingValues())))
            .of(results.rankingMetric());
    LineFigure figure = LineFigure.of(chart);
    return figure.isDrawn() ? Optional.of(new SearchFigure(results, search, figure)) : Optional.empty();
  }

  /** What the search gained over chance, one sentence. */
  String finding() {
    double[] best = results.bestSoFar();
    int random = Math.min(search.startup(), best.length);
    double last = best[best.length - 1];
    int found = (int) Arrays.stream(best).takeWhile(value -> value != last).count() + 1;
    return "The best %s was %s after the %s drawn at random, and %s in the end, found by recipe %s of %s."
        .formatted(
            figure.chart().yName(),
            Numbers.figure(best[random - 1]),
            Numbers.of(random, "recipe"),
            Numbers.figure(last),
            found,
            best.length);
  }
}
