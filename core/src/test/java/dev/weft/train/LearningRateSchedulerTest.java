package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.model.Optimizer;
import dev.weft.model.SGD;
import dev.weft.model.Schedule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearningRateSchedulerTest {
  private static final int STEPS = 4; // of an epoch

  private static History fit(Model model, int epochs, Callback... callbacks) {
    Fit fit = Small.fit(epochs, 5);
    for (Callback callback : callbacks) {
      fit = fit.callback(callback);
    }
    return model.fit(Small.images(5 * STEPS), fit);
  }

  private static List<Double> rates(History history) {
    return history.epochs().stream().map(EpochResult::learningRate).toList();
  }

  @Test
  void setsTheRateByEpoch() {
    Model model = Small.model(0.5);
    Schedule schedule = new Schedule.EpochPiecewiseConstant(List.of(1.0, 2.0), List.of(0.1, 0.02, 0.0));
    assertEquals(List.of(0.1, 0.02, 0.0), rates(fit(model, 3, new LearningRateScheduler(schedule))));
    Model twoEpochs = Small.model(0.5);
    fit(twoEpochs, 2, new LearningRateScheduler(schedule));
    assertEquals(Small.weights(twoEpochs), Small.weights(model));
    Model oneEpoch = Small.model(0.1);
    fit(oneEpoch, 1);
    Model first = Small.model(0.5);
    fit(first, 1, new LearningRateScheduler(schedule));
    assertEquals(Small.weights(oneEpoch), Small.weights(first));
  }

  @Test
  void setsTheRateByStepCountedOverTheWholeTraining() {
    List<String> asked = new ArrayList<>();
    Schedule schedule =
        Schedule.of((epoch, step) -> {
          asked.add(epoch + ":" + step);
          return 0.1;
        });
    fit(Small.model(0.5), 2, new LearningRateScheduler(schedule));
    assertEquals(List.of("0:0", "0:1", "0:2", "0:3", "1:4", "1:5", "1:6", "1:7"), asked);
  }

  @Test
  void anOptimizersOwnScheduleDoesTheSame() {
    Schedule schedule = new Schedule.PiecewiseConstantDecay(List.of(2.0), List.of(0.1, 0.0)); // steps 0, 1 and 2
    Optimizer optimizer = SGD.of().learningRate(schedule);
    Model scheduled = Small.model(Small.DENSE, optimizer);
    assertEquals(List.of(0.0, 0.0), rates(fit(scheduled, 2)));
    Model threeSteps = Small.model(0.1);
    threeSteps.fit(Small.images(15), Small.fit(1, 5));
    assertEquals(Small.weights(threeSteps), Small.weights(scheduled));
  }

  @Test
  void callbacksCanBuildUponTheRateBeforeThem() {
    Callback half =
        new Callback() {
          @Override
          public double learningRate(int epoch, long step, double scheduled) {
            return scheduled / 2;
          }
        };
    assertEquals(List.of(0.25), rates(fit(Small.model(1), 1, half, half)));
    assertEquals(List.of(0.1), rates(fit(Small.model(1), 1, new LearningRateScheduler(Schedule.of(0.2)), half)));
  }
}
