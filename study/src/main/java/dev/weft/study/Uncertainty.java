package dev.weft.study;

import dev.weft.metrics.Average;
import dev.weft.metrics.LogLoss;
import dev.weft.metrics.Predictions;
import dev.weft.metrics.Ranking;
import dev.weft.metrics.RocAuc;
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

  /**
   * @param on {@code train}, {@code validation} or {@code test}
   * @return empty for what has none here
   */
  static Optional<Interval> of(RecipeResult recipe, String on, String metric) {
    if (recipe.trials().size() > 1) {
      return recipe
          .values(on, metric)
          .flatMap(values -> values.interval())
          .map(interval -> MetricRange.within(interval, metric));
    }
    TrialResult trial = recipe.trials().getFirst();
    double value = recipe.mean(on, metric).orElse(Double.NaN);
    return switch (metric) {
      case "accuracy", "best_accuracy", "f1_micro" -> {
        Integer images = trial.images().get(on); // none of a training that is not finished
        yield images == null
            ? Optional.empty()
            : Optional.of(new Wilson((int) Math.round(value * images), images).interval());
      }
      case "roc_auc_ovo" ->
          test(on, trial)
              .map(predictions -> {
                Ranking ranking = Ranking.of(predictions);
                return bootstrap(
                    predictions, sample -> RocAuc.of(ranking, sample).oneVsOne(Average.MACRO).orElse(Double.NaN));
              });
      case "log_loss", "loss" ->
          test(on, trial)
              .flatMap(LogLoss::each)
              .map(each -> {
                Interval interval = Bootstrap.of(each.length, SEED).interval(Score.mean(each));
                double penalty =
                    value - recipe.mean(on, "log_loss").orElse(value); // what regularizers add is the same for all
                return new Interval(interval.low() + penalty, interval.high() + penalty);
              });
      default -> Optional.empty();
    };
  }

  private static Optional<Predictions> test(String on, TrialResult trial) {
    return on.equals("test") ? Optional.of(trial.predictions()) : Optional.empty();
  }

  private static Interval bootstrap(Predictions predictions, Score score) {
    return Bootstrap.of(predictions.size(), SEED).interval(score);
  }
}
