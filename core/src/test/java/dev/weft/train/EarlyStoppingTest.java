package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.model.Schedule;
import dev.weft.train.History.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlyStoppingTest {
  private static EpochResult result(int epoch, Monitor monitor, double value) {
    return new EpochResult(
        epoch,
        0.1,
        monitor == Monitor.LOSS ? value : 9,
        monitor == Monitor.ACCURACY ? value : 9,
        monitor == Monitor.VAL_LOSS ? value : 9,
        monitor == Monitor.VAL_ACCURACY ? value : 9,
        1);
  }

  /** The first weight while the values come in is the epoch's number, so that one sees whose weights are restored. */
  @ParameterizedTest
  @CsvSource({
    // monitor, values, patience, min_delta, stops after epoch (or -1), best epoch
    "VAL_LOSS, 5 4 3 2, 1, 0, -1, 3",
    "VAL_LOSS, 5 4 4 2, 1, 0, 2, 1",
    "VAL_LOSS, 5 4 4 2, 0, 0, 2, 1",
    "VAL_LOSS, 5 4 4 2, 2, 0, -1, 3",
    "VAL_LOSS, 5 4 6 5 3 7 8 9, 3, 0, 7, 4",
    "VAL_LOSS, 5 4.9 4.8 4.7, 2, 0.5, 2, 0",
    "VAL_LOSS, 5 4.9 4.4 4.3 4.2, 2, 0.5, 4, 2",
    "VAL_LOSS, 5 4 NaN NaN, 2, 0, 3, 1",
    "VAL_ACCURACY, 0.5 0.6 0.6 0.7, 1, 0, 2, 1",
    "VAL_ACCURACY, 0.5 0.6 0.7 0.8, 1, 0, -1, 3",
    "ACCURACY, 0.5 0.4 0.3, 2, 0, 2, 0",
    "LOSS, 5 6 7, 2, 0, 2, 0"
  })
  void stopsAsKerasDoesAndRestoresTheBestWeights(
      Monitor monitor, String values, int patience, double minDelta, int stops, int best) {
    EarlyStopping stopping = new EarlyStopping(monitor, patience, minDelta);
    Model model = Small.model(0.1);
    float[] weight = model.variables().getFirst().values();
    stopping.trainBegin(model, Fit.epochs(9).validation(Small.images(1)));
    int stopped = -1;
    String[] each = values.split(" ");
    for (int epoch = 0; epoch < each.length && stopped < 0; epoch++) {
      weight[0] = epoch;
      Verdict verdict = stopping.epochEnd(result(epoch, monitor, Double.parseDouble(each[epoch])), model);
      stopped = verdict.stop() ? epoch : -1;
    }
    assertEquals(stops, stopped);
    Optional<String> note = stopping.trainEnd(model);
    assertEquals(best, weight[0]);
    String start = "the weights are those of epoch " + (best + 1) + ", the best by " + monitor + " (";
    assertTrue(note.orElseThrow().startsWith(start), note.toString());
  }

  @Test
  void saysWhyItStopped() {
    EarlyStopping stopping = new EarlyStopping(Monitor.VAL_LOSS, 1);
    Model model = Small.model(0.1);
    stopping.trainBegin(model, Fit.epochs(9).validation(Small.images(1)));
    stopping.epochEnd(result(0, Monitor.VAL_LOSS, 1), model);
    assertEquals(
        "val_loss has not improved for 1 epoch.", stopping.epochEnd(result(1, Monitor.VAL_LOSS, 1), model).reason());
  }

  /** Learns for some epochs, then destroys what it has learnt. */
  private static History train(Model model, int epochs, int good, EarlyStopping stopping, List<List<String>> weights) {
    Schedule schedule = Schedule.of((epoch, step) -> epoch < good ? 0.1 : 20);
    Callback keeper =
        new Callback() {
          @Override
          public Verdict epochEnd(EpochResult result, Model trained) {
            weights.add(Small.weights(trained));
            return Verdict.CONTINUE;
          }
        };
    return model.fit(
        Small.images(100),
        Small.fit(epochs, 10)
            .validation(Small.images(100, 150))
            .callback(new LearningRateScheduler(schedule))
            .callback(keeper)
            .callback(stopping));
  }

  @Test
  void endsATrainingThatGetsWorse() {
    Model model = Small.model(0.1);
    List<List<String>> weights = new ArrayList<>();
    History history = train(model, 20, 3, new EarlyStopping(Monitor.VAL_LOSS, 2), weights);
    assertEquals(Outcome.STOPPED, history.outcome());
    assertEquals("val_loss has not improved for 2 epochs.", history.reason());
    assertEquals(5, history.epochs().size());
    assertEquals(weights.get(2), Small.weights(model));
    assertTrue(history.notes().getFirst().startsWith("the weights are those of epoch 3, the best by val_loss ("));
    assertEquals(history.epochs().get(2).valLoss(), model.evaluate(Small.images(100, 150)).loss());
  }

  @Test
  void restoresTheBestWeightsAlsoWhenAllEpochsWereRun() {
    Model model = Small.model(0.1);
    List<List<String>> weights = new ArrayList<>();
    History history = train(model, 4, 3, new EarlyStopping(Monitor.VAL_LOSS, 2), weights);
    assertEquals(Outcome.COMPLETED, history.outcome());
    assertEquals(weights.get(2), Small.weights(model));
    assertNotEquals(weights.get(3), Small.weights(model));
    assertTrue(history.notes().getFirst().startsWith("the weights are those of epoch 3, the best by val_loss ("));
  }

  @Test
  void forgetsTheTrainingBefore() {
    EarlyStopping stopping = new EarlyStopping(Monitor.VAL_LOSS, 2);
    train(Small.model(0.1), 5, 5, stopping, new ArrayList<>());
    Model second = Small.model(Small.DENSE, Small.model(0.1).optimizer());
    List<List<String>> weights = new ArrayList<>();
    train(second, 1, 0, stopping, weights);
    assertEquals(weights.getFirst(), Small.weights(second));
  }

  @Test
  void needsWhatItWatches() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Small.model(0.1).fit(Small.images(5), Fit.epochs(1).callback(new EarlyStopping(Monitor.VAL_LOSS, 2))));
    assertEquals("val_loss needs validation data; received none; give some or watch loss.", refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new EarlyStopping(Monitor.LOSS, -1));
    assertThrows(IllegalArgumentException.class, () -> new EarlyStopping(Monitor.LOSS, 1, Double.NaN));
  }
}
