package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.experiment.Validation;
import dev.weft.model.Adam;
import dev.weft.model.Dense;
import dev.weft.model.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudyFileTest {
  private static Part part(String yaml) {
    return Tiny.study(yaml).parts().getFirst();
  }

  private static List<String> names(String yaml) {
    return part(yaml).candidates().stream().map(Candidate::name).toList();
  }

  private static String error(String yaml) {
    return assertThrows(WeftException.class, () -> Tiny.study(yaml)).getMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fashion-best-ablation", "mnist-best-ablation"})
  void whatEachPartOfARecipeBringsIsATrainingWithoutIt(String name) {
    Part part = StudyFile.read("../examples/studies/" + name + ".yaml").parts().getFirst();
    assertEquals(12, part.candidates().size());
    assertEquals(12, part.candidates().stream().map(Candidate::experiment).distinct().count());
  }

  @Test
  void aStudyOfNoStudiesIsRefused() {
    assertEquals("tiny.yaml:1:10: 'studies' must have at least one; received none.", error("studies: {}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "repeats: 10000000 | 10,000,000",
        "random: { trials: 1000000, training.seed: [1, 2] } | 1,000,000",
        "random: { trials: 1000000, training.seed: [1, 2] }\\nrepeats: 2000000000 | 2,000,000,000,000,000",
        "cross_validation: { folds: 100000, repeats: 100000 } | 10,000,000,000",
        "cross_validation: { folds: 2000000000, repeats: 2000000000 }\\nrepeats: 2000000000 | more than can be counted"
      })
  void trainingsAreCountedBeforeTheyArePlanned(String vary, String count) {
    long began = System.nanoTime();
    String error =
        assertThrows(WeftException.class, () -> Tiny.study(Tiny.UNVALIDATED + vary.replace("\\n", "\n"))).getMessage();
    assertTrue(
        error.contains("a study has at most 10,000 trainings; this one has " + count + "; give the grid fewer values"),
        error);
    assertTrue(System.nanoTime() - began < 20_000_000_000L, "took too long"); // a plan would take hours
  }

  @Test
  void aGridOfManyAxesIsCountedBeforeItIsPlanned() {
    String sixty = IntStream.rangeClosed(1, 60).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    String grid =
        "grid: { training.batch_size: [%s], training.epochs: [%s], training.seed: [%s] }"
            .formatted(sixty, sixty, sixty);
    String error = assertThrows(WeftException.class, () -> Tiny.study(Tiny.BASE + grid)).getMessage();
    assertTrue(error.contains("this one has 216,000"), error);
  }

  @Test
  void kindsThatStandTwiceAreNamedWithTheirArguments() {
    String kinds = "training.optimizer: [{ SGD: { momentum: 0 } }, { SGD: { momentum: 0.9 } }, Adam]";
    assertEquals(
        List.of("optimizer=SGD momentum 0", "optimizer=SGD momentum 0.9", "optimizer=Adam"),
        names(Tiny.BASE + "grid: { " + kinds + " }"));
    assertEquals(3, names(Tiny.BASE + "random: { trials: 3, " + kinds + " }").size());
    String flips = "training.augment: [[{ RandomFlip: horizontal }], [{ RandomFlip: vertical }]]";
    assertEquals(
        List.of("augment=RandomFlip horizontal", "augment=RandomFlip vertical"),
        names(Tiny.BASE + "grid: { " + flips + " }"));
  }

  @Test
  void nothingInAGridMeansTheDefault() {
    Study study = Tiny.study(Tiny.BASE + "grid: { training.batch_size: [~, 16], training.early_stopping: [~] }");
    List<Candidate> candidates = study.parts().getFirst().candidates();
    assertEquals("batch_size=default early_stopping=default", candidates.getFirst().name());
    assertEquals(32, candidates.getFirst().experiment().training().batchSize());
    assertEquals(16, candidates.get(1).experiment().training().batchSize());
    Tiny.study(Tiny.BASE + "random: { trials: 1, training.batch_size: [~] }");
  }

  @Test
  void numbersInNamesAreAsTheFileHasThem() {
    Study study =
        Tiny.study(
            Tiny.BASE + "grid: { training.optimizer.Adam.learning_rate: [0.0003, 0.001, 0.00012345, 0.00012346] }");
    assertEquals(
        List.of("learning_rate=0.0003", "learning_rate=0.001", "learning_rate=0.00012345", "learning_rate=0.00012346"),
        study.trials().stream().map(StudyTrial::name).toList());
    assertTrue(
        study.trials().getFirst().experiment().toYaml().contains("learning_rate: 0.0003"),
        study.trials().getFirst().experiment().toYaml());
    assertTrue(StudyPlan.text(study).contains("\"training.optimizer.Adam.learning_rate\" : 0.0003"));
  }

  @Test
  void longNamesKeepWhatTellsTheirTrainingsApart() {
    Study study = Tiny.study(Tiny.BASE + "variants: { " + "long".repeat(20) + ": {} }\nrepeats: 2");
    assertEquals(2, study.trials().stream().map(trial -> trial.experiment().name()).distinct().count());
  }

  @Test
  void aBaseAloneIsOneTraining() {
    Study study = Tiny.study(Tiny.BASE);
    assertEquals("tiny", study.name());
    assertEquals(List.of("tiny"), study.trials().stream().map(StudyTrial::name).toList());
  }

  @Test
  void recipesAreNamedAfterTheirStages() {
    String stages = "[[{ epochs: 1 }], [{ epochs: 2 }], [{ epochs: 1 }, { epochs: 1, unfreeze: true }]]";
    assertEquals(
        List.of("stages=epochs 1", "stages=epochs 2", "stages=epochs 1+epochs 1 unfreeze true"),
        names(Tiny.BASE + "set: { training.epochs: ~ }\ngrid: { training.stages: " + stages + " }"));
  }

  @Test
  void aGridIsEveryCombination() {
    String yaml = Tiny.BASE + "grid: { training.batch_size: [10, 20], training.optimizer: [Adam, SGD] }";
    assertEquals(
        List.of(
            "batch_size=10 optimizer=Adam",
            "batch_size=10 optimizer=SGD",
            "batch_size=20 optimizer=Adam",
            "batch_size=20 optimizer=SGD"),
        names(yaml));
    assertEquals(10, part(yaml).candidates().get(1).experiment().training().batchSize());
    assertEquals(
        Map.of("training.batch_size", 20, "training.optimizer", "Adam"), part(yaml).candidates().get(2).changes());
  }

  @Test
  void variantsAreNamedChangesOrOtherExperiments() {
    String yaml =
        Tiny.BASE
            + """
            variants:
              wide: { model.1.Dense.units: 32 }
              digits: d-1
              longer: { base: d-1, training.epochs: 20 }
            """;
    Part part = part(yaml);
    assertEquals(List.of("wide", "digits", "longer"), names(yaml));
    assertEquals(32, ((Dense) part.candidates().get(0).experiment().model().layers().get(1).layer()).units());
    assertEquals(10, part.candidates().get(1).experiment().training().epochs());
    assertEquals(20, part.candidates().get(2).experiment().training().epochs());
    assertEquals("mnist", part.candidates().get(2).experiment().data().dataset());
  }

  @Test
  void eachVariantMeetsEachPointOfTheGrid() {
    String yaml =
        Tiny.BASE + "variants: { a: {}, b: { model.1.Dense.units: 4 } }\ngrid: { training.batch_size: [5, 9] }";
    assertEquals(List.of("a batch_size=5", "a batch_size=9", "b batch_size=5", "b batch_size=9"), names(yaml));
  }

  @Test
  void settingsForAllComeBeforeAVariantsOwn() {
    String yaml = Tiny.BASE + "set: { training.epochs: 9 }\nvariants: { a: {}, b: { training.epochs: 2 } }";
    assertEquals(List.of(9, 2), part(yaml).candidates().stream().map(c -> c.experiment().training().epochs()).toList());
  }

  @Test
  void aRandomSearchDrawsTheSamePointsAgain() {
    String yaml =
        Tiny.BASE
            + """
            random:
              training.optimizer.Adam.learning_rate: { LogUniform: { low: 0.001, high: 0.1 } }
              training.batch_size: { Whole: { low: 5, high: 7 } }
              model.1.Dense.activation: [relu, tanh]
              trials: 40
            """;
    Part part = part(yaml);
    assertEquals(40, part.candidates().size());
    assertEquals(part.candidates(), part(yaml).candidates());
    int low = 0;
    for (Candidate candidate : part.candidates()) {
      Adam adam = (Adam) candidate.experiment().training().optimizer();
      double rate = ((Schedule.Constant) adam.learningRate()).learningRate();
      assertTrue(rate >= 0.001 && rate <= 0.1, candidate.name());
      low += rate < 0.01 ? 1 : 0;
      int batch = candidate.experiment().training().batchSize();
      assertTrue(batch >= 5 && batch <= 7, candidate.name());
    }
    assertTrue(low > 10 && low < 30, low + " of 40 below the middle of the orders of magnitude");
  }

  /** Though "uniform" is also Keras's other name of an initializer. */
  @Test
  void uniformIsADistribution() {
    String yaml =
        Tiny.BASE + "random: { training.optimizer.Adam.beta_1: { Uniform: { low: 0.5, high: 0.9 } }, trials: 9 }";
    for (Candidate candidate : part(yaml).candidates()) {
      double beta = (double) candidate.changes().get("training.optimizer.Adam.beta_1");
      assertTrue(beta >= 0.5 && beta < 0.9, candidate.name());
    }
  }

  @Test
  void aRandomSearchDrawsNoPointTwice() {
    String random = "random: { training.batch_size: [1, 2, 3], training.seed: [4, 5], trials: %s }";
    assertEquals(6, part(Tiny.BASE + random.formatted(6)).candidates().stream().distinct().count());
    String error = assertThrows(WeftException.class, () -> part(Tiny.BASE + random.formatted(7))).getMessage();
    assertTrue(error.contains("'trials' must be at most the number of different points, which is 6 here"), error);
  }

  @Test
  void repeatsDifferInTheirSeed() {
    List<StudyTrial> trials = part(Tiny.BASE + "repeats: 3").trials();
    assertEquals(List.of(4L, 5L, 6L), trials.stream().map(t -> t.experiment().training().seed()).toList());
    assertEquals("tiny (repeat 2)", trials.get(1).name());
  }

  @Test
  void aCrossValidationTrainsEachRecipeOnEachFold() {
    List<StudyTrial> trials =
        part(Tiny.UNVALIDATED + "cross_validation: { folds: 3, stratified: false, repeats: 2 }").trials();
    assertEquals(6, trials.size());
    assertEquals("tiny (division 2, fold 1)", trials.get(3).name());
    assertEquals(new Validation.Fold(0, 3, false, 5), trials.get(3).experiment().data().validation());
    assertEquals(new Validation.Fold(2, 3, false, 4), trials.get(2).experiment().data().validation());
  }

  @Test
  void severalPartsAreComparedEachForItself() {
    Study study = Tiny.study("studies:\n  one: { base: d-1, repeats: 2 }\n  two: { variants: { x: d-2, y: d-3 } }");
    assertEquals(List.of("one", "two"), study.parts().stream().map(Part::name).toList());
    assertEquals(4, study.trials().size());
  }

  @Test
  void aBaseMayBeAFileBesideTheStudy(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("mine.yaml"),
        """
        data: { dataset: strokes }
        model: [ Flatten, { Dense: { units: 10, activation: softmax } } ]
        training: { optimizer: SGD, loss: mse, epochs: 1 }
        """);
    Path study = Files.writeString(folder.resolve("study.yaml"), "base: mine.yaml");
    assertEquals(1, StudyFile.read(study.toString()).trials().size());
    Files.writeString(
        study,
        "base: mine.yaml\ngrid: { training.loss: [mse, categorical_crossentropy], model.1.Dense.units: [9, 10] }");
    String error = assertThrows(WeftException.class, () -> StudyFile.read(study.toString())).getMessage();
    assertTrue(error.startsWith("the recipe 'loss=mse units=9': "), error);
    assertTrue(error.contains("mine.yaml:2:19: the last layer must give one number for each"), error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"report-a", "report-b", "report-c", "report-d", "report-e"})
  void theReportsAreStudies(String name) {
    assertEquals(name, StudyFile.read(name).name());
  }

  // each mistake, and how the sentence about it begins
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          grid: { training.batch_sise: [1] }              | tiny.yaml:8:30: 'batch_sise' is not known here
          grid: { training.batch_size: 5 }                | tiny.yaml:8:30: 'training.batch_size' must be a list
          grid: { training.batch_size: [0] }              | tiny.yaml:8:30: 'batch_size' must be at least 1
          gird: { training.batch_size: [1] }              | tiny.yaml:8:1: 'gird' is not known here
          repeats: 0                                      | tiny.yaml:8:10: 'repeats' must be a whole number
          select: { metric: accuracy, on: test }          | tiny.yaml:8:33: 'on' must be validation, received test: a winner
          select: { metric: acuracy }                     | tiny.yaml:8:19: 'metric' must be one of
          cross_validation: { folds: 5 }                  | tiny.yaml:8:19: cross-validation validates on its folds
          cross_validation: { folds: 1 }                  | tiny.yaml:8:28: 'folds' must be at least 2
          random: { training.batch_size: [1, 2] }         | tiny.yaml:8:9: 'random' needs 'trials'
          halving: { factor: 2 }                          | tiny.yaml:8:10: halving decides by what 'select' says
          variants: { a: d-99 }                           | tiny.yaml:8:16: there is no experiment 'd-99'
          grid: { training.batch_size: [5, 5] }           | tiny.yaml:1:1: each recipe must have a name of its own
          """)
  void aMistakeIsNamedWithItsPlace(String line, String sentence) {
    String error = error(Tiny.BASE + line);
    assertTrue(error.startsWith(sentence), error);
  }

  @Test
  void aWinnerNeedsValidationImages() {
    assertTrue(error(Tiny.UNVALIDATED + "select: { metric: accuracy }").contains("has none; say data.validation"));
    String onTest = Tiny.BASE.replace("{ stratified: 0.2 }", "test") + "select: { metric: accuracy }";
    assertTrue(error(onTest).contains("is the test set; validate on a part of the training images"), error(onTest));
  }

  @Test
  void anUnknownStudyIsRefusedWithTheNearest() {
    String error = assertThrows(WeftException.class, () -> StudyFile.read("report-f")).getMessage();
    assertTrue(error.endsWith("Did you mean 'report-a'?"), error);
  }

  @Test
  void namesOfVariantsCannotCommandATerminal() {
    Study study = Tiny.study(Tiny.BASE + "variants: { \"a\\e[2Jb\\nc\": {} }\n");
    assertEquals("a\\u001b[2Jb\\nc", study.parts().getFirst().candidates().getFirst().name());
  }
}
