package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.dataset.ImageSet;
import dev.weft.model.Activation;
import dev.weft.model.Annealing;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import dev.weft.train.StochasticWeightAveraging.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StochasticWeightAveragingTest {
  private static final ImageSet TRAIN = Small.images(38);
  private static final ImageSet VALIDATION = Small.images(100, 120);

  @TempDir Path folder;

  private static StochasticWeightAveraging from(double start) {
    return new StochasticWeightAveraging(Settings.of(start));
  }

  /** What a model's first weight is at the end of each epoch. */
  private static List<float[]> kernels(Model model, Fit fit) {
    List<float[]> kernels = new ArrayList<>();
    Callback copying =
        new Callback() {
          @Override
          public Verdict epochEnd(EpochResult result, Model trained) {
            kernels.add(trained.variables().getFirst().values().clone());
            return Verdict.CONTINUE;
          }
        };
    model.fit(TRAIN, fit.callback(copying));
    return kernels;
  }

  @Test
  void theModelEndsWithTheMeanOfTheLastEpochsWeights() {
    List<float[]> each = kernels(Small.model(0.1), Small.fit(5, 8));
    for (double start : new double[] {2, 0.4}) {
      Model averaged = Small.model(0.1);
      History history = averaged.fit(TRAIN, Small.fit(5, 8).callback(from(start)));
      float[] mean = new float[each.getFirst().length];
      for (int i = 0; i < mean.length; i++) {
        mean[i] = (each.get(2)[i] + each.get(3)[i] + each.get(4)[i]) / 3;
      }
      assertArrayEquals(mean, averaged.variables().getFirst().values(), 1e-6f);
      assertEquals(List.of("the weights were averaged over the ends of 3 epochs."), history.notes());
    }
  }

  @Test
  void validationIsThatOfTheMean() {
    Model model = Small.model(Small.MIXED, SGD.of(0.1).momentum(0.9));
    History history = model.fit(TRAIN, Small.fit(4, 8).validation(VALIDATION).callback(from(0.5)));
    assertEquals(model.evaluate(VALIDATION).loss(), history.last().valLoss(), 1e-6);
    List<float[]> seen =
        kernels(
            Small.model(Small.MIXED, SGD.of(0.1).momentum(0.9)),
            Small.fit(4, 8).validation(VALIDATION).callback(from(0.5)));
    assertArrayEquals(model.variables().getFirst().values(), seen.getLast(), "other callbacks see the mean");
  }

  @Test
  void theTrainingItselfIsTheSame() {
    History plain = Small.model(Small.MIXED, SGD.of(0.1)).fit(TRAIN, Small.fit(4, 8));
    History averaged = Small.model(Small.MIXED, SGD.of(0.1)).fit(TRAIN, Small.fit(4, 8).callback(from(2)));
    assertEquals(Small.timeless(plain), Small.timeless(averaged));
  }

  /** As PyTorch's update_bn: the mean over the batches of an epoch, here of the images themselves. */
  @Test
  void batchNormalizationIsMeasuredAnewOverTheTrainingImages() {
    Graph network =
        Sequential.of(
            Input.of(28, 28, 1),
            BatchNormalization.of().momentum(0.6),
            Flatten.of(),
            Dense.of(10).activation(Activation.SOFTMAX));
    Model model = Small.model(network, SGD.of(0.1));
    model.fit(TRAIN, Small.fit(2, 8).callback(from(1)));
    double mean = 0;
    double variance = 0;
    for (int from = 0; from < 38; from += 8) {
      float[] batch = Small.inputs(Small.images(from, Math.min(38, from + 8)));
      double sum = 0;
      double squares = 0;
      for (float value : batch) {
        sum += value;
        squares += (double) value * value;
      }
      double its = sum / batch.length;
      mean += its / 5;
      variance += (squares / batch.length - its * its) / 5;
    }
    String layer = network.nodes().getFirst().name();
    assertEquals(mean, model.weights(layer, "moving_mean")[0], 1e-6);
    assertEquals(variance, model.weights(layer, "moving_variance")[0], 1e-6);
  }

  /** PyTorch 2.13's SWALR. */
  @Test
  void theRateAnnealsAsInPyTorch() {
    double[] cos = {0.1, 0.08681980515339464, 0.05499999999999999, 0.02318019484660536, 0.01, 0.01};
    double[] linear = {0.1, 0.0775, 0.055, 0.0325, 0.01, 0.01};
    for (Annealing strategy : Annealing.values()) {
      var averaging = new StochasticWeightAveraging(new Settings(2, 0.01, 4, strategy, 0, Double.NaN));
      History history = Small.model(0.1).fit(Small.images(8), Small.fit(8, 8).callback(averaging));
      double[] rates = history.epochs().stream().mapToDouble(EpochResult::learningRate).skip(2).toArray();
      assertArrayEquals(strategy == Annealing.COS ? cos : linear, rates, 1e-9);
    }
  }

  @Test
  void inCyclesTheRateFallsAndEachEndCounts() {
    var averaging = new StochasticWeightAveraging(new Settings(1, 0.01, 0, Annealing.COS, 3, 0.05));
    History history = Small.model(0.1).fit(Small.images(8), Small.fit(7, 8).callback(averaging));
    assertArrayEquals(
        new double[] {0.1, 0.05, 0.03, 0.01, 0.05, 0.03, 0.01},
        history.epochs().stream().mapToDouble(EpochResult::learningRate).toArray(),
        1e-9);
    assertEquals(List.of("the weights were averaged over the ends of 2 epochs."), history.notes());
  }

  @Test
  void anInterruptedTrainingEndsAsIfLeftAloneWithAnyNumberOfThreads() {
    Fit fit = Fit.epochs(4).batchSize(8).validation(VALIDATION);
    Settings settings = new Settings(1, 0.02, 2, Annealing.COS, 0, Double.NaN);
    Model alone = Small.model(Small.RESIDUAL, SGD.of(0.1).momentum(0.9));
    History history = alone.fit(TRAIN, fit.threads(1).callback(new StochasticWeightAveraging(settings)));
    for (int stop : new int[] {3, 10, 13, 20}) {
      Path file = folder.resolve("at-" + stop);
      Model first = Small.model(Small.RESIDUAL, SGD.of(0.1).momentum(0.9));
      Fit kept = fit.checkpoint(file, Duration.ofDays(1));
      first.fit(
          TRAIN,
          kept.callback(new StochasticWeightAveraging(settings))
              .stop(() -> first.optimizerState().iterations() == stop));
      Model second = Small.model(Small.RESIDUAL, SGD.of(0.1).momentum(0.9));
      History rest = second.fit(TRAIN, kept.threads(3).callback(new StochasticWeightAveraging(settings)));
      assertEquals(Small.state(alone), Small.state(second));
      assertEquals(Small.timeless(history), Small.timeless(rest));
    }
  }

  @Test
  void earlyStoppingKeepsTheBestMean() {
    Model model = Small.model(0.1);
    History history =
        model.fit(
            TRAIN,
            Small.fit(6, 8).validation(VALIDATION).callback(from(1)).callback(new EarlyStopping(Monitor.VAL_LOSS, 9)));
    double best = history.epochs().stream().mapToDouble(EpochResult::valLoss).min().orElseThrow();
    assertEquals(best, model.evaluate(VALIDATION).loss(), 1e-6);
  }

  @Test
  void aTrainingThatEndsBeforeKeepsItsWeightsAndSaysSo() {
    Model plain = Small.model(0.1);
    plain.fit(TRAIN, Small.fit(2, 8));
    Model model = Small.model(0.1);
    History history = model.fit(TRAIN, Small.fit(2, 8).callback(from(3)));
    assertEquals(Small.weights(plain), Small.weights(model));
    assertEquals(
        List.of("the training ended before its weights were averaged; they are those of the last epoch."),
        history.notes());
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Settings.of(-1));
    assertThrows(IllegalArgumentException.class, () -> new Settings(1, Double.NaN, 0, Annealing.COS, 2, 0.1));
  }
}
