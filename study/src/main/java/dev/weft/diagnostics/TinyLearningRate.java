package dev.weft.diagnostics;

import dev.weft.model.Schedule;
import dev.weft.model.Span;
import dev.weft.run.Warning;
import java.util.Locale;
import java.util.Optional;

/**
 * The learning rate is 0, or so small that nothing will change. The rates of all steps add up to less than 0.000001,
 * while weights are about 0.1.
 *
 * @param stage from 1; 0 where there is one only
 * @param steps of the stage
 * @param sum of their learning rates
 */
public record TinyLearningRate(int stage, long steps, double sum) implements Warning {
  private static final double LEAST = 1e-6;

  /**
   * @param stepsOfEpoch 1 or more
   */
  static Optional<TinyLearningRate> in(int stage, Schedule given, int epochs, int stepsOfEpoch) {
    Schedule schedule = given.in(new Span(epochs, stepsOfEpoch));
    long steps = (long) epochs * stepsOfEpoch;
    double sum = schedule instanceof Schedule.Constant constant ? constant.learningRate() * steps : 0;
    for (long step = 0; step < steps && sum < LEAST && !(schedule instanceof Schedule.Constant); step++) {
      sum += schedule.rate((int) (step / stepsOfEpoch), step);
    }
    return sum < LEAST ? Optional.of(new TinyLearningRate(stage, steps, sum)) : Optional.empty();
  }

  @Override
  public String name() {
    return "tiny_learning_rate";
  }

  @Override
  public String sentence() {
    String where = stage == 0 ? "" : "in stage " + stage + " ";
    return sum == 0
        ? where + "the learning rate is 0, so nothing is learned."
        : String.format(
            Locale.ROOT,
            where
                + "the learning rates of all %,d steps add up to %.2g, so next to nothing is learned; take a larger"
                + " one.",
            steps,
            sum);
  }
}
