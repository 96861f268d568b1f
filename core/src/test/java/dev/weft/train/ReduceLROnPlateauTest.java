package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.model.SGD;
import dev.weft.model.Schedule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReduceLROnPlateauTest {
  /** No epoch is better than the first by so much, so that every second one reduces. */
  private static ReduceLROnPlateau everySecondEpoch() {
    return new ReduceLROnPlateau(new Watch(Monitor.LOSS, Watch.Mode.AUTO, 100), 0.5, 2, 0, 0.02);
  }

  private static List<Double> rates(History history) {
    return history.epochs().stream().map(EpochResult::learningRate).toList();
  }

  @Test
  void theNextEpochLearnsMoreSlowlyDownToTheLeastRate() {
    History history = Small.model(0.1).fit(Small.images(40), Small.fit(9, 10).callback(everySecondEpoch()));
    assertEquals(List.of(0.1, 0.1, 0.1, 0.05, 0.05, 0.025, 0.025, 0.02, 0.02), rates(history));
  }

  @Test
  void goesOnFromACheckpointAsIfItHadNeverStopped(@TempDir Path folder) {
    Model alone = Small.model(0.1);
    History whole = alone.fit(Small.images(40), Small.fit(7, 10).callback(everySecondEpoch()));
    for (int stopAt = 1; stopAt < 28; stopAt++) {
      Path file = folder.resolve("checkpoint-" + stopAt);
      long steps = stopAt;
      Model first = Small.model(0.1);
      first.fit(
          Small.images(40),
          Small.fit(7, 10)
              .callback(everySecondEpoch())
              .checkpoint(file)
              .stop(() -> first.optimizerState().iterations() >= steps));
      Model second = Small.model(0.1);
      History resumed = second.fit(Small.images(40), Small.fit(7, 10).callback(everySecondEpoch()).checkpoint(file));
      assertEquals(rates(whole), rates(resumed), "stopped after step " + stopAt);
      assertEquals(Small.weights(alone), Small.weights(second), "stopped after step " + stopAt);
    }
  }

  @Test
  void aScheduleCannotBeReduced() {
    Model model = Small.model(Small.DENSE, SGD.of().learningRate(new Schedule.ExponentialDecay(0.1, 10, 0.5, false)));
    Fit fit = Fit.epochs(1).callback(everySecondEpoch());
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> model.fit(Small.images(5), fit));
    assertEquals(
        "only a constant learning rate can be reduced on a plateau; received a schedule,"
            + " ExponentialDecay[initialLearningRate=0.1, decaySteps=10.0, decayRate=0.5, staircase=false]; give a"
            + " number or leave out one of the two.",
        refused.getMessage());
  }

  @Test
  void refusesWhatMeansNothing() {
    Watch watch = Watch.of(Monitor.LOSS, 0);
    assertThrows(IllegalArgumentException.class, () -> new ReduceLROnPlateau(watch, 1, 1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new ReduceLROnPlateau(watch, Double.NaN, 1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new ReduceLROnPlateau(watch, 0.5, -1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new ReduceLROnPlateau(watch, 0.5, 1, -1, 0));
    assertThrows(IllegalArgumentException.class, () -> new ReduceLROnPlateau(watch, 0.5, 1, 0, -1));
    assertThrows(IllegalArgumentException.class, () -> Watch.of(Monitor.LOSS, -1));
    Fit fit = Fit.epochs(1).callback(new ReduceLROnPlateau());
    assertThrows(IllegalArgumentException.class, () -> Small.model(0.1).fit(Small.images(5), fit));
  }
}
