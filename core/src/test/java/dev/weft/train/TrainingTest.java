package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Split;
import dev.weft.engine.OptimizerState;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Dense;
import dev.weft.model.Dropout;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Regularizer;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import dev.weft.train.History.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingTest {
  private static final double EXACT = 1e-6; // of float outputs

  @Test
  void learns() {
    Model model = Small.model(Small.DENSE, Adam.of(0.005));
    ImageSet train = Small.images(1_500);
    History history = model.fit(train, Fit.epochs(8));
    assertEquals(8, history.epochs().size());
    assertEquals(Outcome.COMPLETED, history.outcome());
    assertEquals("", history.reason());
    assertTrue(history.last().loss() < history.epochs().getFirst().loss() / 2);
    assertTrue(history.last().accuracy() > 0.85, history.toString());
    assertTrue(model.evaluate(Small.images(5_000, 5_500)).accuracy() > 0.8);
  }

  @Test
  void givesTheSameBitsForTheSameSeedAndOthersForAnother() {
    ImageSet train = Small.images(100);
    Model first = Small.model(Small.MIXED, Adam.of());
    Model second = Small.model(Small.MIXED, Adam.of());
    assertEquals(Small.timeless(first.fit(train, Fit.epochs(2))), Small.timeless(second.fit(train, Fit.epochs(2))));
    assertEquals(Small.state(first), Small.state(second));
    Model other = Model.compile(first.network(), first.optimizer(), first.loss(), 8);
    other.fit(train, Fit.epochs(2));
    assertNotEquals(Small.weights(first), Small.weights(other));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void givesTheSameBitsWithAnyNumberOfThreads(int threads) {
    ImageSet train = Small.images(200);
    Fit fit = Fit.epochs(2).batchSize(64).validation(Small.images(200, 350));
    Model one = Small.model(Small.MIXED, Adam.of());
    Model many = Small.model(Small.MIXED, Adam.of());
    assertEquals(Small.timeless(one.fit(train, fit.threads(1))), Small.timeless(many.fit(train, fit.threads(threads))));
    assertEquals(Small.state(one), Small.state(many));
  }

  @Test
  void takesBatchesInOrderTheLastOneShort() {
    Model whole = Small.model(0.1);
    whole.fit(Small.images(10), Small.fit(1, 4));
    Model pieces = Small.model(0.1);
    for (int from = 0; from < 10; from += 4) {
      pieces.fit(Small.images(from, Math.min(10, from + 4)), Small.fit(1, 4));
    }
    assertEquals(Small.weights(pieces), Small.weights(whole));
  }

  @Test
  void takesAllImagesInOneBatchIfThereAreFewer() {
    Model exact = Small.model(0.1);
    Model larger = Small.model(0.1);
    assertEquals(
        Small.timeless(exact.fit(Small.images(10), Small.fit(3, 10))),
        Small.timeless(larger.fit(Small.images(10), Small.fit(3, 4096))));
    assertEquals(Small.weights(exact), Small.weights(larger));
  }

  @Test
  void reportsTheMeanOverAllImagesHoweverTheyAreBatched() {
    ImageSet train = Small.images(50);
    Model still = Small.model(0);
    double expected = Arrays.stream(Small.losses(still, train)).average().orElseThrow();
    for (int batch : new int[] {1, 7, 32, 50, 64}) {
      EpochResult result = still.fit(train, Small.fit(1, batch).shuffle(true)).last();
      assertEquals(expected, result.loss(), EXACT * expected);
      assertEquals(Small.accuracy(still, train), result.accuracy());
    }
  }

  @Test
  void reportsTheLossBeforeTheStepWithThePenalty() {
    Graph network =
        Sequential.of(
            Input.of(28, 28, 1),
            Flatten.of(),
            Dense.of(10).activation(Activation.SOFTMAX).kernelRegularizer(new Regularizer.L1L2(0.01, 0.02)));
    ImageSet train = Small.images(20);
    Model model = Small.model(network, SGD.of(0.1));
    double expected = Arrays.stream(Small.losses(model, train)).average().orElseThrow();
    for (float w : model.variables().getFirst().values()) {
      expected += 0.01 * Math.abs(w) + 0.02 * w * w;
    }
    double accuracy = Small.accuracy(model, train);
    assertEquals(expected, model.evaluate(train).loss(), EXACT * expected);
    EpochResult result = model.fit(train, Small.fit(1, 20)).last();
    assertEquals(expected, result.loss(), EXACT * expected);
    assertEquals(accuracy, result.accuracy());
  }

  @Test
  void validatesAfterTheEpochAsEvaluateDoes() {
    Split split = Small.images(100).last(0.2);
    Model model = Small.model(Small.MIXED, Adam.of(0.01));
    EpochResult result = model.fit(split.rest(), Fit.epochs(2).validation(split.first())).last();
    Evaluation evaluation = model.evaluate(split.first());
    assertTrue(result.validated());
    assertEquals(evaluation.loss(), result.valLoss());
    assertEquals(evaluation.accuracy(), result.valAccuracy());
    assertArrayEquals(Small.images(80, 100).labels(), evaluation.labels());
  }

  @Test
  void validationChangesNothing() {
    Model watched = Small.model(Small.MIXED, Adam.of());
    Model alone = Small.model(Small.MIXED, Adam.of());
    watched.fit(Small.images(60), Fit.epochs(2).validation(Small.images(60, 100)));
    History history = alone.fit(Small.images(60), Fit.epochs(2));
    assertEquals(Small.state(alone), Small.state(watched));
    assertTrue(Double.isNaN(history.last().valLoss()) && !history.last().validated());
  }

  @Test
  void multipliesLossesByTheWeightsOfImagesAndClasses() {
    ImageSet train = Small.images(30);
    Map<Integer, Double> ofClass = Map.of(0, 2.0, 3, 0.5, 7, 0.0);
    float[] ofImage = new float[30];
    float[] both = new float[30];
    Model still = Small.model(0);
    double[] losses = Small.losses(still, train);
    double expected = 0;
    for (int i = 0; i < 30; i++) {
      ofImage[i] = i % 4;
      both[i] = (float) (ofImage[i] * ofClass.getOrDefault(train.label(i), 1.0));
      expected += both[i] * losses[i] / 30;
    }
    Fit weighted = Small.fit(2, 7).classWeight(ofClass).sampleWeight(ofImage);
    assertEquals(expected, still.fit(train, weighted).last().loss(), EXACT * expected);
    assertEquals(Small.accuracy(still, train), still.fit(train, weighted).last().accuracy());

    Model byClass = Small.model(0.1);
    Model byImage = Small.model(0.1);
    assertEquals(
        Small.timeless(byImage.fit(train, Small.fit(2, 7).sampleWeight(both))),
        Small.timeless(byClass.fit(train, weighted)));
    assertEquals(Small.weights(byImage), Small.weights(byClass));
  }

  @Test
  void anImageOfWeightZeroOnlyCountsInTheBatchSize() {
    Model present = Small.model(0.1);
    Model absent = Small.model(0.06);
    present.fit(Small.images(10), Small.fit(4, 10).sampleWeight(new float[] {1, 1, 1, 1, 1, 1, 0, 0, 0, 0}));
    absent.fit(Small.images(6), Small.fit(4, 6));
    for (int v = 0; v < present.variables().size(); v++) {
      float[] expected = absent.variables().get(v).values();
      assertArrayEquals(expected, present.variables().get(v).values(), 1e-6f, absent.variables().get(v).path());
    }
  }

  @Test
  void dropsOnlyInTraining() {
    Graph network =
        Sequential.of(Input.of(28, 28, 1), Flatten.of(), Dropout.of(0.5), Dense.of(10).activation(Activation.SOFTMAX));
    Model still = Small.model(network, SGD.of(0));
    ImageSet train = Small.images(40);
    double clear = Arrays.stream(Small.losses(still, train)).average().orElseThrow();
    List<EpochResult> epochs = still.fit(train, Small.fit(2, 40)).epochs();
    assertEquals(clear, still.evaluate(train).loss(), EXACT * clear);
    assertNotEquals(clear, epochs.get(0).loss(), 1e-3);
    assertNotEquals(epochs.get(0).loss(), epochs.get(1).loss(), 1e-3);
  }

  @Test
  void normalizesBatchesInTrainingAndByMovingAveragesAfterwards() {
    ImageSet train = Small.images(40);
    Model forgetful = Small.model(normalizing(BatchNormalization.of().momentum(0)), SGD.of(0));
    double ofBatch = forgetful.fit(train, Small.fit(1, 40)).last().loss();
    assertEquals(ofBatch, forgetful.evaluate(train).loss(), EXACT * ofBatch);
    Model usual = Small.model(normalizing(BatchNormalization.of()), SGD.of(0));
    assertEquals(ofBatch, usual.fit(train, Small.fit(1, 40)).last().loss());
    assertNotEquals(ofBatch, usual.evaluate(train).loss(), 0.01);
  }

  private static Graph normalizing(BatchNormalization layer) {
    return Sequential.of(
        Input.of(28, 28, 1), Flatten.of(), Dense.of(8), layer, Dense.of(10).activation(Activation.SOFTMAX));
  }

  @Test
  void tellsCallbacksOfEveryStepAndEpoch() {
    List<String> told = new ArrayList<>();
    Callback own =
        new Callback() {
          @Override
          public void trainBegin(Model model, Fit fit) {
            told.add("begin " + fit.epochs());
          }

          @Override
          public Verdict batchEnd(int epoch, int step, int steps, double loss, double accuracy) {
            told.add(epoch + ":" + step + "/" + steps);
            return Verdict.CONTINUE;
          }

          @Override
          public Verdict epochEnd(EpochResult result, Model model) {
            told.add("epoch " + result.epoch());
            return Verdict.CONTINUE;
          }

          @Override
          public Optional<String> trainEnd(Model model) {
            told.add("end");
            return Optional.of("Seen.");
          }
        };
    History history = Small.model(0.1).fit(Small.images(5), Small.fit(2, 2).callback(own));
    assertEquals(
        List.of("begin 2", "0:0/3", "0:1/3", "0:2/3", "epoch 0", "1:0/3", "1:1/3", "1:2/3", "epoch 1", "end"), told);
    assertEquals(List.of("Seen."), history.notes());
  }

  @Test
  void tellsCallbacksTheMeanSoFar() {
    ImageSet train = Small.images(10);
    Model still = Small.model(0);
    double[] losses = Small.losses(still, train);
    still.fit(
        train,
        Small.fit(1, 4)
            .callback(
                onBatch((step, loss) -> {
                  double mean = Arrays.stream(losses).limit(Math.min(10, 4 * (step + 1))).average().orElseThrow();
                  assertEquals(mean, loss, EXACT * mean);
                  return Verdict.CONTINUE;
                })));
  }

  private interface OnBatch {
    Verdict see(int step, double loss);
  }

  private static Callback onBatch(OnBatch seen) {
    return new Callback() {
      @Override
      public Verdict batchEnd(int epoch, int step, int steps, double loss, double accuracy) {
        return seen.see(step, loss);
      }
    };
  }

  @Test
  void aVerdictInTheMiddleOfAnEpochEndsItThere() {
    Callback first = onBatch((step, loss) -> step == 1 ? Verdict.stop("Enough.") : Verdict.CONTINUE);
    Callback second = onBatch((step, loss) -> step == 1 ? Verdict.stop("Me too.") : Verdict.CONTINUE);
    Model model = Small.model(0.1);
    History history =
        model.fit(Small.images(30), Small.fit(3, 5).validation(Small.images(30, 40)).callback(first).callback(second));
    assertEquals(Outcome.STOPPED, history.outcome());
    assertEquals("Enough.", history.reason());
    assertEquals(1, history.epochs().size());
    assertTrue(history.last().validated());
    Model two = Small.model(0.1);
    EpochResult expected = two.fit(Small.images(10), Small.fit(1, 5)).last();
    assertEquals(Small.weights(two), Small.weights(model));
    assertEquals(expected.loss(), history.last().loss());
  }

  @Test
  void stopsOnRequestBeforeTheNextStep() {
    int[] done = {0};
    Model model = Small.model(0.1);
    Fit fit =
        Small.fit(3, 5)
            .stop(() -> done[0] == 8)
            .callback(
                onBatch((step, loss) -> {
                  done[0]++;
                  return Verdict.CONTINUE;
                }));
    History history = model.fit(Small.images(25), fit);
    assertEquals(Outcome.INTERRUPTED, history.outcome());
    assertEquals("stopped on request in epoch 2.", history.reason());
    assertEquals(8, model.optimizerState().iterations());
    assertEquals(1, history.epochs().size());
  }

  /** As in Keras: while it runs, weights are themselves; those of a stopped training stay so. */
  @Test
  void aTrainingEndsWithTheMovingAveragesOfItsWeights() {
    SGD averaging = SGD.of(0.1).useEma(true).emaMomentum(0.5);
    Model plain = Small.model(Small.DENSE, SGD.of(0.1));
    Model averaged = Small.model(Small.DENSE, averaging);
    History expected = plain.fit(Small.images(25), Small.fit(2, 5));
    History history = averaged.fit(Small.images(25), Small.fit(2, 5));
    assertEquals(expected.last().loss(), history.last().loss());
    List<OptimizerState.Slot> slots = averaged.optimizerState().slots();
    for (int i = 0; i < slots.size(); i++) {
      assertArrayEquals(slots.get(i).values(), averaged.variables().get(i).values());
      assertFalse(Arrays.equals(plain.variables().get(i).values(), averaged.variables().get(i).values()));
    }
    Model stopped = Small.model(Small.DENSE, averaging);
    stopped.fit(Small.images(25), Small.fit(2, 5).stop(() -> stopped.optimizerState().iterations() == 7));
    assertFalse(
        Arrays.equals(stopped.optimizerState().slots().getFirst().values(), stopped.variables().getFirst().values()));
  }

  @Test
  void gradientsOfSeveralBatchesAreThoseOfALargeOne() {
    Model small = Small.model(Small.DENSE, SGD.of(0.1).gradientAccumulationSteps(5));
    Model large = Small.model(Small.DENSE, SGD.of(0.1));
    small.fit(Small.images(25), Small.fit(2, 5).shuffle(false));
    large.fit(Small.images(25), Small.fit(2, 25).shuffle(false));
    for (int i = 0; i < large.variables().size(); i++) {
      assertArrayEquals(large.variables().get(i).values(), small.variables().get(i).values(), 1e-6f);
    }
  }

  @Test
  void aRequestInTheLastStepOfAnEpochLetsTheEpochEnd() {
    Model model = Small.model(0.1);
    History history =
        model.fit(
            Small.images(25),
            Small.fit(3, 5).validation(Small.images(25, 30)).stop(() -> model.optimizerState().iterations() == 10));
    assertEquals(Outcome.INTERRUPTED, history.outcome());
    assertEquals(10, model.optimizerState().iterations());
    assertEquals(2, history.epochs().size());
    assertTrue(history.last().validated());
  }

  @Test
  void aRequestInTheVeryLastStepComesTooLate() {
    Model model = Small.model(0.1);
    History history =
        model.fit(Small.images(25), Small.fit(2, 5).stop(() -> model.optimizerState().iterations() == 10));
    assertEquals(Outcome.COMPLETED, history.outcome());
    assertEquals(2, history.epochs().size());
  }

  @Test
  void refusesWeightsThatDoNotFitTheImages() {
    Model model = Small.model(0.1);
    refused(
        "there must be as many sample weights as images, 5; received 4.",
        () -> model.fit(Small.images(5), Small.fit(1, 2).sampleWeight(new float[4])));
    refused(
        "a class weight must be for a class of the images, 0 to 9; received one for 10.",
        () -> model.fit(Small.images(5), Small.fit(1, 2).classWeight(Map.of(10, 2.0))));
  }

  private static void refused(String sentence, Runnable training) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, training::run).getMessage());
  }
}
