package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.WeftException;
import dev.weft.augment.RandomFlip;
import dev.weft.dataset.ImageSet;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.OneCycle;
import dev.weft.model.Optimizer;
import dev.weft.model.SGD;
import dev.weft.model.Schedule;
import dev.weft.model.Sequential;
import dev.weft.model.Shape;
import dev.weft.train.History.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedTrainingTest {
  private static final ImageSet TRAIN = Small.images(38);
  private static final ImageSet VALIDATION = Small.images(100, 120);
  private static final Graph ALL = Small.MIXED;
  private static final Graph HEAD = ALL.freeze("conv2d", "batch_normalization");
  private static final Fit WHOLE = Fit.epochs(5).threads(1);

  @TempDir Path folder;

  private static Fit fit(int epochs, int batchSize) {
    return Fit.epochs(epochs).batchSize(batchSize).validation(VALIDATION);
  }

  private static Stage stage(Graph network, Optimizer optimizer, Fit fit) {
    return new Stage(network, optimizer, TRAIN, fit);
  }

  private static Model model() {
    return Small.model(HEAD, Adam.of(0.01));
  }

  /** From small images to large ones, the same weights. */
  private static List<Stage> growing() {
    Graph large =
        Sequential.of(
            Input.of(28, 28, 1),
            Conv2D.of(3, 5).strides(2),
            BatchNormalization.of(),
            GlobalAveragePooling2D.of(),
            Dense.of(10).activation(Activation.SOFTMAX));
    Optimizer optimizer = SGD.of().momentum(0.9).learningRate(OneCycle.of(0.1));
    return List.of(
        new Stage(large.on(Shape.of(14, 14, 1)), optimizer, TRAIN.resized(14, 14), Fit.epochs(2).batchSize(8)),
        new Stage(large, optimizer, TRAIN, fit(1, 8)));
  }

  @Test
  void imagesMayGrow() {
    Model alone = Small.model(growing().getLast().network(), SGD.of());
    History history = alone.fit(growing(), WHOLE);
    for (int stop : new int[] {3, 10, 12}) {
      Path file = folder.resolve("at-" + stop);
      Model first = Small.model(growing().getLast().network(), SGD.of());
      first.fit(growing(), WHOLE.checkpoint(file).stop(() -> first.optimizerState().iterations() == stop));
      Model second = Small.model(growing().getLast().network(), SGD.of());
      assertEquals(Small.timeless(history), Small.timeless(second.fit(growing(), WHOLE.checkpoint(file).threads(3))));
      assertEquals(Small.state(alone), Small.state(second));
    }
  }

  @Test
  void stagesThatAreAlikeAreOneTraining() {
    Model whole = model();
    History expected = whole.fit(TRAIN, fit(5, 8).threads(1));
    Model staged = model();
    List<Stage> stages =
        List.of(
            stage(HEAD, Adam.of(0.01), fit(2, 8)),
            stage(HEAD, Adam.of(0.01), fit(1, 8)),
            stage(HEAD, Adam.of(0.01), fit(2, 8)));
    History history = staged.fit(stages, WHOLE);
    assertEquals(Small.state(whole), Small.state(staged));
    assertEquals(Small.timeless(expected), Small.timeless(history));
    assertEquals(List.of(1, 1, 2, 3, 3), history.epochs().stream().map(EpochResult::stage).toList());
  }

  @Test
  void aStageIsWhatKerasDoesAfterCompile() {
    Model staged = model();
    staged.fit(
        List.of(stage(HEAD, Adam.of(0.01), fit(2, 8)), stage(ALL, SGD.of(0.05), fit(1, 16).shuffle(false))), WHOLE);
    Model first = model();
    first.fit(TRAIN, fit(2, 8).threads(1));
    Model second = Small.model(ALL, SGD.of(0.05));
    for (int i = 0; i < first.variables().size(); i++) {
      float[] values = first.variables().get(i).values();
      System.arraycopy(values, 0, second.variables().get(i).values(), 0, values.length);
    }
    second.fit(TRAIN, fit(1, 16).shuffle(false).threads(1));
    assertEquals(Small.state(second), Small.state(staged));
    assertEquals(ALL, staged.network());
    assertEquals(SGD.of(0.05), staged.optimizer());
  }

  @Test
  void frozenLayersStayAsTheyAreUntilTheyAreUnfrozen() {
    Model model = model();
    float[] kernel = model.weights("conv2d", "kernel").clone();
    float[] mean = model.weights("batch_normalization", "moving_mean").clone();
    model.fit(List.of(stage(HEAD, Adam.of(0.01), fit(2, 8))), WHOLE);
    assertArrayEquals(kernel, model.weights("conv2d", "kernel"));
    assertArrayEquals(mean, model.weights("batch_normalization", "moving_mean"));
    model.fit(List.of(stage(ALL, Adam.of(0.01), fit(1, 8))), WHOLE);
    assertNotEquals(kernel[0], model.weights("conv2d", "kernel")[0]);
    assertNotEquals(mean[0], model.weights("batch_normalization", "moving_mean")[0]);
  }

  @Test
  void theOptimizersStateGoesOnWhereOnlyTheLearningRateChanges() {
    Model model = model();
    model.fit(List.of(stage(HEAD, Adam.of(0.01), fit(1, 8)), stage(HEAD, Adam.of(0.001), fit(1, 8))), WHOLE);
    assertEquals(10, model.optimizerState().iterations());
    model.fit(List.of(stage(HEAD, Adam.of(0.001).beta1(0.8), fit(1, 8))), WHOLE);
    assertEquals(5, model.optimizerState().iterations());
    model.fit(List.of(stage(ALL, Adam.of(0.001).beta1(0.8), fit(1, 8))), WHOLE);
    assertEquals(5, model.optimizerState().iterations());
  }

  @Test
  void aScheduleBeginsWithTheStageThatHasItFirst() {
    Schedule decay = new Schedule.PiecewiseConstantDecay(List.of(4.0), List.of(0.1, 0.01));
    SGD outside = SGD.of().learningRate(decay);
    SGD inside = SGD.of(0.5);
    List<Stage> stages =
        List.of(stage(HEAD, inside, fit(1, 38)), stage(HEAD, outside, fit(4, 38)), stage(HEAD, outside, fit(2, 38)));
    List<Double> rates = model().fit(stages, WHOLE).epochs().stream().map(EpochResult::learningRate).toList();
    assertEquals(List.of(0.5, 0.1, 0.1, 0.1, 0.1, 0.1, 0.01), rates);
  }

  @Test
  void earlyStoppingEndsItsStageAlone() {
    EarlyStopping first = new EarlyStopping(Watch.of(Monitor.VAL_LOSS, 100), 1, Double.NaN, 0, true);
    List<Stage> stages =
        List.of(stage(HEAD, Adam.of(0.01), fit(6, 8).callback(first)), stage(ALL, Adam.of(0.001), fit(2, 8)));
    History history = model().fit(stages, WHOLE);
    assertEquals(Outcome.COMPLETED, history.outcome());
    assertEquals(List.of(1, 1, 2, 2), history.epochs().stream().map(EpochResult::stage).toList());
    assertEquals(List.of(0, 1, 2, 3), history.epochs().stream().map(EpochResult::epoch).toList());
    assertEquals("stage 1: stopped early: val_loss has not improved for 1 epoch.", history.notes().getFirst());
    assertEquals(2, history.notes().size());
  }

  @Test
  void aCallbackOfAllStagesEndsThemAll() {
    Callback stop =
        new Callback() {
          @Override
          public Verdict epochEnd(EpochResult result, Model model) {
            return Verdict.stop("enough.");
          }
        };
    History history =
        model()
            .fit(
                List.of(stage(HEAD, Adam.of(0.01), fit(2, 8)), stage(ALL, Adam.of(0.001), fit(2, 8))),
                WHOLE.callback(stop));
    assertEquals(Outcome.STOPPED, history.outcome());
    assertEquals("enough.", history.reason());
    assertEquals(1, history.epochs().size());
  }

  /** A training of three stages with all that a stage may change. */
  private static List<Stage> stages() {
    EarlyStopping early = new EarlyStopping(Watch.of(Monitor.VAL_LOSS, 100), 1, Double.NaN, 0, true);
    return List.of(
        stage(HEAD, Adam.of(0.01), fit(4, 8).callback(early)),
        stage(ALL, Adam.of(0.001), fit(2, 16).augment(List.of(RandomFlip.of()))),
        stage(ALL, Adam.of(0.0001), fit(1, 16)));
  }

  @Test
  void goesOnFromAnyStepOfAnyStageToTheSameBits() {
    CsvLog expectedLog = new CsvLog(folder.resolve("expected.csv"));
    Model expected = model();
    History history = expected.fit(stages(), WHOLE.callback(expectedLog));
    Path file = folder.resolve("checkpoint");
    Model killed = model();
    History end;
    do {
      killed = model(); // a new process
      AtomicInteger steps = new AtomicInteger();
      Callback counter =
          new Callback() {
            @Override
            public Verdict batchEnd(int epoch, int step, int all, double loss, double accuracy) {
              steps.incrementAndGet();
              return Verdict.CONTINUE;
            }
          };
      Fit whole = WHOLE.callback(new CsvLog(folder.resolve("log.csv"))).callback(counter).checkpoint(file);
      end = killed.fit(stages(), whole.stop(() -> steps.get() > 1));
    } while (end.outcome() == Outcome.INTERRUPTED);
    assertEquals(Small.state(expected), Small.state(killed));
    assertEquals(Small.timeless(history), Small.timeless(end));
    assertEquals(history.notes(), end.notes());
    assertEquals(lines("expected.csv"), lines("log.csv"));
  }

  private List<String> lines(String name) {
    try {
      return Files.readAllLines(folder.resolve(name)).stream()
          .map(line -> line.replaceFirst("[0-9.]+(?=,\\d$)", ""))
          .toList();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void otherStagesAreAnotherTraining() {
    Path file = folder.resolve("checkpoint");
    model().fit(stages(), WHOLE.checkpoint(file).stop(() -> true));
    List<Stage> others = List.of(stages().get(0), stage(ALL, Adam.of(0.002), fit(2, 16)));
    WeftException e = assertThrows(WeftException.class, () -> model().fit(others, WHOLE.checkpoint(file)));
    assertEquals(
        "a training goes on only with what it began with; the checkpoint %s is of a training with other values of"
                .formatted(file)
            + " stage 2 optimizer, stage 2 augment, stage 2 epochs, stage 3 network, stage 3 optimizer, stage 3"
            + " batch_size, stage 3 shuffle, stage 3 class_weight or sample_weight, stage 3 callbacks; give the same"
            + " ones, or name another file.",
        e.getMessage());
  }

  @Test
  void aStageHasTheWeightsOfTheModel() {
    Stage other = stage(Small.DENSE, Adam.of(), fit(1, 8));
    assertEquals(
        "a stage's network must have the weights of the model; received kernel of shape (784, 8) in the layer dense,"
            + " which is none.",
        assertThrows(IllegalArgumentException.class, () -> model().fit(List.of(other), WHOLE)).getMessage());
    assertFalse(model().network().equals(Small.DENSE));
  }
}
