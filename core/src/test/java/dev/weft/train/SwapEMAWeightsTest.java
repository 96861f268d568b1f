package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.ImageSet;
import dev.weft.model.SGD;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void batchNormalizationIsAveragedWithTheSameMomentum() {
    Model plain = Small.model(Small.MIXED, AVERAGING);
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
      expected[j] = means.getFirst()[j];
      for (float[] mean : means) {
        expected[j] = 0.9 * expected[j] + 0.1 * mean[j];
      }
    }
    Model averaged = Small.model(Small.MIXED, AVERAGING);
    averaged.fit(TRAIN, fit(2).callback(new SwapEMAWeights(true)));
    for (int j = 0; j < expected.length; j++) {
      assertEquals(expected[j], averaged.weights(layer, "moving_mean")[j], 1e-6);
    }
  }

  /** The first weight as a callback behind sees it at the end of each epoch. */
  private static List<float[]> seen(boolean swapOnEpoch) {
    List<float[]> seen = new ArrayList<>();
    Callback looking =
        new Callback() {
          @Override
          public Verdict epochEnd(EpochResult result, Model model) {
            seen.add(model.variables().getFirst().values().clone());
            return Verdict.CONTINUE;
          }
        };
    Small.model(Small.MIXED, AVERAGING).fit(TRAIN, fit(3).callback(new SwapEMAWeights(swapOnEpoch)).callback(looking));
    return seen;
  }

  @Test
  void otherCallbacksSeeTheAveragesOnlyIfAsked() {
    Model ended = Small.model(Small.MIXED, AVERAGING);
    ended.fit(TRAIN, fit(3));
    float[] average = ended.variables().getFirst().values();
    assertArrayEquals(average, seen(true).getLast());
    assertFalse(Arrays.equals(average, seen(false).getLast()));
  }

  @Test
  void earlyStoppingKeepsTheBestAverages() {
    Model model = Small.model(Small.MIXED, AVERAGING);
    Fit fit = fit(6).callback(new SwapEMAWeights(true)).callback(new EarlyStopping(Monitor.VAL_LOSS, 9));
    History history = model.fit(TRAIN, fit);
    double best = history.epochs().stream().mapToDouble(EpochResult::valLoss).min().orElseThrow();
    assertEquals(best, model.evaluate(VALIDATION).loss(), 1e-6);
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
