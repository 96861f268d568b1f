package dev.weft.train;

import dev.weft.model.Schedule;

/**
 * Sets the learning rate by a schedule, whatever the optimizer's own. See <a
 * href="https://keras.io/api/callbacks/learning_rate_scheduler/">Keras</a>.
 */
public record LearningRateScheduler(Schedule schedule) implements Callback {
  @Override
  public void trainBegin(Model model, Fit fit) {
    if (!schedule.isCounted()) {
      throw new IllegalArgumentException(
          "a schedule that depends on the length of the training must be the optimizer's; received "
              + schedule
              + "; give it to the optimizer, or count its steps.");
    }
  }

  @Override
  public double learningRate(int epoch, long step, double scheduled) {
    return schedule.rate(epoch, step);
  }
}
