package dev.weft.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.Trial;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.BatchNormalization;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.Schedule;
import dev.weft.model.Sequential;
import dev.weft.run.Warning;
import dev.weft.train.Fit;
import dev.weft.train.History;
import dev.weft.train.History.Outcome;
import dev.weft.train.Model;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The warnings about trainings that learned nothing, in experiments and in programs. */
class LearnedTest {
  private static final ImageDataset STROKES = Datasets.load("strokes");
  private static final Graph PLAIN =
      Sequential.of(Input.of(28, 28, 1), Flatten.of(), Dense.of(10).activation(Activation.SOFTMAX));

  private static History losses(int epochs, IntToDoubleFunction loss) {
    return Histories.of(epochs, loss, t -> 1, Outcome.COMPLETED);
  }

  private static List<String> names(List<Warning> warnings) {
    return warnings.stream().map(Warning::name).toList();
  }

  @Test
  void aLossThatRoseFromTheFirstEpochOn() {
    assertEquals(
        Optional.of(
            "the training loss rose from the first epoch on, from 2.000 to 3.500 in 4 epochs; try a smaller learning"
                + " rate."),
        LossRose.in(losses(4, t -> 2 + 0.5 * t)).map(Warning::sentence));
    assertTrue(LossRose.in(losses(4, t -> 2 + 0.01 * t)).isEmpty()); // by less than a twentieth
    assertTrue(LossRose.in(losses(4, t -> t == 1 ? 1.9 : 2 + t)).isEmpty()); // fell before
    assertTrue(LossRose.in(losses(1, t -> 2)).isEmpty());
  }

  @Test
  void aLossThatDidNotMove() {
    assertEquals(
        Optional.of(
            "the training loss did not move in 3 epochs (2.3079, at last 2.3081); is the learning rate, 0.001, too"
                + " small or too large?"),
        LossStill.in(losses(3, t -> 2.3079 + 0.0001 * t)).map(Warning::sentence));
    assertTrue(LossStill.in(losses(3, t -> 2.3079 - 0.01 * t)).isEmpty());
    assertTrue(LossStill.in(losses(1, t -> 2.3079)).isEmpty());
  }

  @Test
  void aHugeLossThoughFinite() {
    Loss loss = Loss.SPARSE_CATEGORICAL_CROSSENTROPY;
    assertEquals(
        Optional.of(
            "the loss is 7.00e+10, and saying every class alike has 2.30: the weights grew too large; try a smaller"
                + " learning rate or clip the gradients."),
        HugeLoss.in(PLAIN, loss, 10, 7e10).map(Warning::sentence));
    assertTrue(HugeLoss.in(PLAIN, loss, 10, 30).isEmpty());
    assertTrue(HugeLoss.in(PLAIN, Loss.MEAN_SQUARED_ERROR, 10, 50).isPresent());
  }

  @ParameterizedTest
  @CsvSource({"33, 32, true", "64, 32, false", "65, 64, true", "40, 1, true", "1, 32, true", "2, 32, false"})
  void aLastBatchOfOneImageIsSaidBeforehandWhereItIsNormalized(int images, int batch, boolean said) {
    Graph norm =
        Sequential.of(
            Input.of(28, 28, 1), Flatten.of(), BatchNormalization.of(), Dense.of(10).activation(Activation.SOFTMAX));
    assertEquals(said, LastBatchOfOne.in(norm, images, batch).isPresent());
    assertTrue(LastBatchOfOne.in(PLAIN, images, batch).isEmpty());
  }

  @Test
  void aLearningRateOfNothingIsSaidBeforehand() {
    assertEquals(
        "the learning rate is 0, so nothing is learned.",
        TinyLearningRate.in(0, Schedule.of(0), 3, 10).orElseThrow().sentence());
    assertTrue(TinyLearningRate.in(0, Schedule.of(1e-13), 6, 25).isPresent());
    assertTrue(TinyLearningRate.in(0, Schedule.of((epoch, step) -> 0), 6, 25).isPresent());
    assertTrue(TinyLearningRate.in(0, Schedule.of(1e-5), 1, 10).isEmpty());
    assertTrue(TinyLearningRate.in(0, Schedule.of((epoch, step) -> step == 100 ? 0.1 : 0), 6, 25).isEmpty());
  }

  /** The case: one class for all images, after Adam's steps of 1. */
  @Test
  void aProgramLearnsItAsTheCommandDoes() {
    ImageSet train = STROKES.train().range(0, 200);
    Graph network =
        Sequential.of(
            Input.of(28, 28, 1),
            Flatten.of(),
            Dense.of(32).activation(Activation.RELU),
            Dense.of(10).activation(Activation.SOFTMAX));
    Fit fit = Fit.epochs(3).threads(1);
    Model stuck = Model.compile(network, Adam.of(1.0), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 1);
    History history = stuck.fit(train, fit);
    ImageSet test = STROKES.test();
    assertTrue(names(Warnings.after(stuck, train, fit, history, stuck.evaluate(test))).contains("nothing_learned"));
    Model still = Model.compile(network, Adam.of(0), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 1);
    assertEquals(List.of("tiny_learning_rate"), names(Warnings.before(still, train, fit)));
    Model good = Model.compile(network, Adam.of(0.01), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 1);
    History learned = good.fit(train, fit);
    assertEquals(List.of(), names(Warnings.after(good, train, fit, learned, good.evaluate(test))));
    assertEquals(List.of(), names(Warnings.after(good, train, fit, learned, null)));
  }

  @Test
  void foldsThatAreMoreThanTheImagesOfAClass() {
    Experiment fold =
        Asked.with("data.train_size=30", "data.validation={ fold: { fold: 0, of: 5, stratified: true, seed: 1 } }");
    Trial trial = Trial.of(fold, STROKES);
    String sentence =
        ScarceClasses.in(fold.data().validation(), trial.train(), trial.validation()).orElseThrow().sentence();
    assertTrue(sentence.startsWith("5 folds are more than the images of "), sentence);
    assertTrue(sentence.endsWith("so some folds have none of them to validate on; take fewer folds or more images."));
    Experiment enough = Asked.with("data.validation={ fold: { fold: 0, of: 5, stratified: true, seed: 1 } }");
    Trial large = Trial.of(enough, STROKES);
    assertTrue(ScarceClasses.in(enough.data().validation(), large.train(), large.validation()).isEmpty());
  }
}
