package dev.weft.study;

import dev.weft.metrics.Average;
import dev.weft.metrics.LogLoss;
import dev.weft.metrics.Metric;
import dev.weft.metrics.Predictions;
import dev.weft.metrics.Ranking;
import dev.weft.metrics.RocAuc;
import dev.weft.source.DataPart;
import dev.weft.statistics.Bootstrap;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Score;
import dev.weft.statistics.Wilson;
import java.util.Optional;

/**
 * The 95 % interval of a recipe's metric: of several trainings, Student's over their values; of one, Wilson's of a
 * share of right answers, or the bootstrap's over the test images.
 */
final class Uncertainty {
  private static final long SEED = 1;

  private Uncertainty() {}

  /** Empty for what has none here. */
  static Optional<Interval> of(RecipeResult recipe, DataPart part, Metric metric) {
    if (recipe.trials().size() > 1) {
      return recipe
          .values(part, metric)
          .flatMap(values -> values.interval())
          .flatMap(interval -> MetricRange.within(interval, metric));
    }
    TrialResult trial = recipe.trials().getFirst();
    double value = recipe.mean(part, metric).orElse(Double.NaN);
    return switch (metric) {
      case ACCURACY, BEST_ACCURACY, F1_MICRO -> {
        Integer images = trial.images().get(part); // none of a training that is not finished
        yield images == null
            ? Optional.empty()
            : Optional.of(new Wilson((int) Math.round(value * images), images).interval());
      }
      case ROC_AUC_OVO ->
          test(part, trial)
              .map(predictions -> {
                Ranking ranking = Ranking.of(predictions);
                return bootstrap(
                    predictions, sample -> RocAuc.of(ranking, sample).oneVsOne(Average.MACRO).orElse(Double.NaN));
              });
      case LOG_LOSS, LOSS ->
          test(part, trial)
              .flatMap(LogLoss::each)
              .map(each -> {
                Interval interval = Bootstrap.of(each.length, SEED).interval(Score.mean(each));
                double penalty =
                    value
                        - recipe.mean(part, Metric.LOG_LOSS).orElse(value); // what regularizers add is the same for all
                return new Interval(interval.low() + penalty, interval.high() + penalty);
              });
      default -> Optional.empty();
    };
  }

  private static Optional<Predictions> test(DataPart part, TrialResult trial) {
    return part == DataPart.TEST ? Optional.of(trial.predictions()) : Optional.empty();
  }

  private static Interval bootstrap(Predictions predictions, Score score) {
    return Bootstrap.of(predictions.size(), SEED).interval(score);
  }
}
