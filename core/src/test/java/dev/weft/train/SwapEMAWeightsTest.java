package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.ImageSet;
import dev.weft.model.SGD;
import dev.weft.model.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwapEMAWeightsTest {
  private static final ImageSet TRAIN = Small.images(38);
  private static final ImageSet VALIDATION = Small.images(100, 120);
  private static final SGD AVERAGING = SGD.of(0.1).momentum(0.9).useEma(true).emaMomentum(0.9);

  @TempDir Path folder;

  private static Fit fit(int epochs) {
    return Small.fit(epochs, 8).validation(VALIDATION);
  }

  @Test
  void validationIsThatOfTheAverages() {
    Model model = Small.model(Small.MIXED, AVERAGING);
    History history = model.fit(TRAIN, fit(3).callback(new SwapEMAWeights(true)));
    assertEquals(model.evaluate(VALIDATION).loss(), history.last().valLoss(), 1e-6);
    History own = Small.model(Small.MIXED, AVERAGING).fit(TRAIN, fit(3));
    assertFalse(own.last().valLoss() == history.last().valLoss());
    assertEquals(own.last().loss(), history.last().loss(), "the training itself is the same");
  }

  @Test
  void theModelEndsWithTheAveragesThatTheOptimizerKeeps() {
    Model swapped = Small.model(Small.MIXED, AVERAGING);
    Model plain = Small.model(Small.MIXED, AVERAGING);
    swapped.fit(TRAIN, fit(3).callback(new SwapEMAWeights(true)));
    plain.fit(TRAIN, fit(3));
    for (int i = 0; i < plain.variables().size(); i++) {
      if (plain.variables().get(i).weight().trainable()) {
        assertArrayEquals(plain.variables().get(i).values(), swapped.variables().get(i).values());
      }
    }
    for (int i = 0; i < plain.optimizerState().slots().size(); i++) {
      assertArrayEquals(
          plain.optimizerState().slots().get(i).values(), swapped.optimizerState().slots().get(i).values());
    }
  }

  /** As the optimizer averages the weights: each batch, and up to the first step with a momentum of 0. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void batchNormalizationIsAveragedWithTheSameMomentum(int batches) {
    SGD optimizer = batches == 1 ? AVERAGING : AVERAGING.gradientAccumulationSteps(batches);
    Model plain = Small.model(Small.MIXED, optimizer);
    List<float[]> means = new ArrayList<>();
    String layer = Small.MIXED.nodes().get(1).name();
    Callback copying =
        new Callback() {
          @Override
          public Verdict batchEnd(int epoch, int step, int steps, double loss, double accuracy) {
            means.add(plain.weights(layer, "moving_mean").clone());
            return Verdict.CONTINUE;
          }
        };
    plain.fit(TRAIN, fit(2).callback(copying));
    double[] expected = new double[means.getFirst().length];
    for (int j = 0; j < expected.length; j++) {
      for (int batch = 0; batch < means.size(); batch++) {
        double momentum = batch < batches ? 0 : 0.9;
        expected[j] = momentum * expected[j] + (1 - momentum) * means.get(batch)[j];
      }
    }
    Model averaged = Small.model(Small.MIXED, optimizer);
    averaged.fit(TRAIN, fit(2).callback(new SwapEMAWeights(true)));
    for (int j = 0; j < expected.length; j++) {
      assertEquals(expected[j], averaged.weights(layer, "moving_mean")[j], 1e-6);
    }
  }

  /** The first weight as another callback sees it at the end of each epoch, added before or behind the averages. */
  private static List<float[]> seen(boolean swapOnEpoch, boolean before) {
    List<float[]> seen = new ArrayList<>();
    Callback looking =
        new Callback() {
          @Override
          public Verdict epochEnd(EpochResult result, Model model) {
            seen.add(model.variables().getFirst().values().clone());
            return Verdict.CONTINUE;
          }
        };
    Callback averaging = new SwapEMAWeights(swapOnEpoch);
    Fit fit = before ? fit(3).callback(looking).callback(averaging) : fit(3).callback(averaging).callback(looking);
    Small.model(Small.MIXED, AVERAGING).fit(TRAIN, fit);
    return seen;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void otherCallbacksSeeTheAveragesOnlyIfAskedWhereverTheyStand(boolean before) {
    Model ended = Small.model(Small.MIXED, AVERAGING);
    ended.fit(TRAIN, fit(3));
    float[] average = ended.variables().getFirst().values();
    assertArrayEquals(average, seen(true, before).getLast());
    assertFalse(Arrays.equals(average, seen(false, before).getLast()));
  }

  /** The last epoch is worse than the best one: its rate is too large. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void earlyStoppingKeepsTheBestAveragesWhereverItStands(boolean before) {
    Callback averaging = new SwapEMAWeights(true);
    Callback stopping = new EarlyStopping(Monitor.VAL_LOSS, 9);
    Fit fit = fit(6).callback(new LearningRateScheduler(Schedule.of((epoch, step) -> epoch < 3 ? 0.1 : 2)));
    Model model = Small.model(Small.MIXED, AVERAGING);
    History history =
        model.fit(
            TRAIN, before ? fit.callback(stopping).callback(averaging) : fit.callback(averaging).callback(stopping));
    double best = history.epochs().stream().mapToDouble(EpochResult::valLoss).min().orElseThrow();
    assertTrue(history.last().valLoss() > best);
    assertEquals(best, model.evaluate(VALIDATION).loss(), 1e-6);
  }

  /** Each stage swaps the averages of its own optimizer. */
  @Test
  void aStageWithAnotherOptimizerHasAveragesOfItsOwn() {
    Model model = Small.model(Small.MIXED, AVERAGING);
    SGD slower = AVERAGING.momentum(0);
    Stage first = new Stage(Small.MIXED, AVERAGING, TRAIN, fit(2).callback(new SwapEMAWeights(true)));
    Stage second = new Stage(Small.MIXED, slower, TRAIN, fit(2).callback(new SwapEMAWeights(true)));
    History history = model.fit(List.of(first, second), Fit.epochs(4).threads(1));
    assertEquals(model.evaluate(VALIDATION).loss(), history.last().valLoss(), 1e-6);
    Fit whole = Fit.epochs(4).callback(new SwapEMAWeights(true));
    assertEquals(
        "weights are averaged within a stage; received a callback of all stages that averages them; give it to the fit"
            + " of a stage.",
        assertThrows(IllegalArgumentException.class, () -> model.fit(List.of(first), whole)).getMessage());
  }

  @Test
  void aTrainingHasOneAverage() {
    assertThrows(
        IllegalArgumentException.class,
        () -> fit(1).callback(new SwapEMAWeights(true)).callback(new SwapEMAWeights(false)));
    Callback other = new StochasticWeightAveraging(StochasticWeightAveraging.Settings.of(0.5));
    assertEquals(
        "a training ends with one average of its weights; received stochastic weight averaging and an optimizer with"
            + " 'use_ema: true'; leave one out.",
        assertThrows(
                IllegalArgumentException.class,
                () -> Small.model(Small.MIXED, AVERAGING).fit(TRAIN, fit(1).callback(other)))
            .getMessage());
  }

  @Test
  void anInterruptedTrainingEndsAsIfLeftAloneWithAnyNumberOfThreads() {
    SGD optimizer = AVERAGING.emaWarmup(true).gradientAccumulationSteps(2);
    Model alone = Small.model(Small.RESIDUAL, optimizer);
    History history = alone.fit(TRAIN, fit(3).callback(new SwapEMAWeights(true)));
    for (int stop : new int[] {1, 5, 8}) {
      Fit kept = fit(3).checkpoint(folder.resolve("at-" + stop), Duration.ofDays(1));
      Model first = Small.model(Small.RESIDUAL, optimizer);
      first.fit(TRAIN, kept.callback(new SwapEMAWeights(true)).stop(() -> first.optimizerState().iterations() == stop));
      Model second = Small.model(Small.RESIDUAL, optimizer);
      History rest = second.fit(TRAIN, kept.threads(3).callback(new SwapEMAWeights(true)));
      assertEquals(Small.state(alone), Small.state(second));
      assertEquals(Small.timeless(history), Small.timeless(rest));
    }
  }

  @Test
  void withoutAveragesThereIsNothingToSwap() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Small.model(0.1).fit(TRAIN, fit(1).callback(new SwapEMAWeights(true))))
            .getMessage();
    assertTrue(message.contains("give it 'use_ema: true'"), message);
  }
}
