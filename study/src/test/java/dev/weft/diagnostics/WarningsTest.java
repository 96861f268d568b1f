package dev.weft.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.Trial;
import dev.weft.run.Results;
import dev.weft.run.Scores;
import dev.weft.run.Warning;
import dev.weft.train.Fit;
import dev.weft.train.History;
import dev.weft.train.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WarningsTest {
  private static final ImageDataset STROKES = Datasets.load("strokes");
  private static final History CALM = Histories.of(0.5, 0.4, 0.38, 0.38, 0.38);
  private static final History RISING = Histories.of(20, t -> 0.3 + 0.02 * Math.abs(t - 5));

  /** As if the network had learned like this; it did learn, in another way. */
  private static Results results(Experiment experiment, ImageDataset data, History history) {
    Trial trial = Trial.of(experiment, data);
    Model model = trial.model();
    model.fit(trial.stages(), Fit.epochs(experiment.training().epochs()).threads(1));
    Optional<Scores> validation = trial.validation().map(set -> scores(model, set));
    return new Results(trial, Path.of("run"), 1, history, validation, scores(model, data.test()), Map.of(), List.of());
  }

  private static Scores scores(Model model, ImageSet set) {
    return Scores.of(model.evaluate(set, Model.EVALUATION_BATCH, 1));
  }

  private static List<String> names(List<Warning> warnings) {
    return warnings.stream().map(Warning::name).toList();
  }

  @Test
  void ofWhatIsWellNothingIsSaid() {
    assertEquals(List.of(), Warnings.of(Asked.with()));
    assertEquals(List.of(), Warnings.of(results(Asked.with(), STROKES, CALM)));
  }

  @Test
  void whatIsKnownBeforeIsSaidBefore() {
    Experiment asked = Asked.with("data.validation=test", "model.1.Dense.activation=linear");
    assertEquals(List.of("test_set_validates", "loss_beside_softmax"), names(Warnings.of(asked)));
    assertEquals(
        List.of("test_set_validates", "loss_beside_softmax"), names(Warnings.of(results(asked, STROKES, CALM))));
  }

  @Test
  void stagesAreJudgedByTheirOwnSettings() {
    String rates = "training.stages=[{ epochs: 1, learning_rate: %s }, { epochs: 1, learning_rate: %s }]";
    Experiment learns = Asked.with("training.optimizer={Adam: {learning_rate: 0}}", rates.formatted("0.01", "0.001"));
    assertEquals(List.of(), Warnings.before(Trial.of(learns, STROKES)));
    Experiment stands = Asked.with(rates.formatted("0.01", "0"));
    assertEquals(
        List.of("in stage 2 the learning rate is 0, so nothing is learned."),
        Warnings.before(Trial.of(stands, STROKES)).stream().map(Warning::sentence).toList());
  }

  @Test
  void theCurveIsJudged() {
    assertEquals(List.of("overfitting"), names(Warnings.of(results(Asked.with(), STROKES, RISING))));
    History falling = Histories.of(20, t -> 1 - 0.01 * t);
    assertEquals(List.of("undertrained"), names(Warnings.of(results(Asked.with(), STROKES, falling))));
  }

  @Test
  void whereTheBestWeightsAreKeptARiseIsNoHarm() {
    Experiment onValidation = Asked.with("training.early_stopping={monitor: val_loss}");
    assertEquals(List.of(), Warnings.of(results(onValidation, STROKES, RISING)));
    Experiment onTraining = Asked.with("training.early_stopping={monitor: loss}");
    assertEquals(List.of("overfitting"), names(Warnings.of(results(onTraining, STROKES, RISING))));
  }

  @Test
  void everyPartMissesItsOwnClasses() {
    ImageSet train = STROKES.train();
    int[] withoutNines = IntStream.range(0, train.size()).filter(i -> train.label(i) != 9).toArray();
    ImageDataset data =
        new ImageDataset("strokes", train.subset(withoutNines), STROKES.test(), STROKES.sha256(), "here");
    List<Warning> warnings = Warnings.of(results(Asked.with(), data, CALM));
    assertEquals(List.of("training", "validation"), warnings.stream().map(w -> ((MissingClasses) w).set()).toList());
  }

  @Test
  void imagesInTwoPartsAreFound() {
    int[] twice = IntStream.range(0, 400).map(i -> i % 200).toArray();
    ImageDataset data =
        new ImageDataset(
            "strokes", STROKES.train().subset(twice), STROKES.train().range(150, 650), STROKES.sha256(), "here");
    List<Warning> warnings = Warnings.of(results(Asked.with("data.validation={fraction: 0.25}"), data, CALM));
    assertEquals(List.of("shared_validation_images", "shared_test_images"), names(warnings));
    SharedImages ofValidation = (SharedImages) warnings.get(0);
    SharedImages ofTest = (SharedImages) warnings.get(1);
    assertEquals(
        List.of("validation", 100, 100), List.of(ofValidation.set(), ofValidation.shared(), ofValidation.size()));
    assertEquals(List.of("test", 50, 500), List.of(ofTest.set(), ofTest.exact(), ofTest.size()));
  }

  @Test
  void theTestSetThatValidatesIsLookedThroughOnce() {
    ImageDataset data =
        new ImageDataset("strokes", STROKES.train(), STROKES.train().range(0, 300), STROKES.sha256(), "here");
    Experiment asked = Asked.with("data.validation=test");
    assertEquals(List.of("test_set_validates", "shared_test_images"), names(Warnings.of(results(asked, data, CALM))));
  }

  @Test
  void metricsHaveThemWithTheirEvidence() {
    Results results = results(Asked.with(), STROKES, RISING);
    results = results.with(Warnings.of(results));
    Map<?, ?> written = (Map<?, ?>) ((List<?>) results.toMap().get("warnings")).getFirst();
    assertEquals(List.of("name", "sentence", "evidence"), List.copyOf(written.keySet()));
    assertEquals("overfitting", written.get("name"));
    assertTrue(written.get("sentence").toString().startsWith("overfitting: val_loss was best in epoch 6 of 20"));
    assertEquals(6, ((Map<?, ?>) written.get("evidence")).get("best_epoch"));
  }
}
