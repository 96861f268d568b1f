package dev.weft.page;

import dev.weft.Decimal;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.experiment.ExperimentFile.Change;
import dev.weft.source.DataPart;
import dev.weft.study.Bayesian;
import dev.weft.study.Candidate;
import dev.weft.study.CrossValidation;
import dev.weft.study.Hyperband;
import dev.weft.study.Nested;
import dev.weft.study.Part;
import dev.weft.study.PartResults;
import dev.weft.study.RecipeResult;
import dev.weft.study.Select;
import dev.weft.study.Study;
import dev.weft.study.StudyResults;
import dev.weft.study.StudyTrial;
import dev.weft.study.TrialResult;
import dev.weft.study.TrialResult.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Studies that nobody trained, in folders like those of trained ones. */
public final class MadeUpStudies {
  private static final int TEST_IMAGES = 400;
  private static final int EPOCHS = 8;
  private static final String BATCH_SIZE = "training.batch_size";
  private static final String RATE = "training.optimizer.Adam.learning_rate";
  private static final String UNITS = "model.1.Dense.units";

  private static final String YAML =
      """
      data: { dataset: strokes, train_size: 2000, validation: { stratified: 0.2 } }
      model:
        - Flatten
        - Dense: { units: 32, activation: relu }
        - Dense: { units: 10, activation: softmax }
      training:
        { optimizer: { Adam: { learning_rate: 0.001 } }, loss: sparse_categorical_crossentropy, epochs: 8, batch_size: 32 }
      """;

  private final Path folder;
  private final Random random = new Random(5);
  private boolean hasExperiment;

  private MadeUpStudies(Path folder) {
    this.folder = folder;
  }

  /** Twelve recipes: four batch sizes with three learning rates. */
  public static StudyResults grid(Path folder) {
    return new MadeUpStudies(folder).study("grid", "Which batch size suits which learning rate?", List.of(grid()));
  }

  private static Part grid() {
    List<Candidate> candidates = new ArrayList<>();
    for (int size : new int[] {16, 32, 64, 128}) {
      for (double rate : new double[] {0.0003, 0.001, 0.003}) {
        candidates.add(
            candidate("batch_size=%s learning_rate=%s".formatted(size, Decimal.text(rate)), changes(size, rate)));
      }
    }
    return new Part("grid", candidates, 1, null, Select.of(), null);
  }

  /** Three optimizers, each on five folds. */
  public static StudyResults folds(Path folder) {
    List<Candidate> candidates =
        List.of("Adam", "RMSprop", "SGD").stream()
            .map(name -> candidate(name, Map.of("training.optimizer", name)))
            .toList();
    Part part = new Part("folds", candidates, 1, CrossValidation.of(5), Select.of(), null);
    return new MadeUpStudies(folder).study("folds", "", List.of(part));
  }

  /** Two questions: optimizers with three seeds each, and batch sizes without a winner. */
  public static StudyResults parts(Path folder) {
    List<Candidate> optimizers =
        List.of("Adam", "RMSprop", "SGD").stream()
            .map(name -> candidate("optimizer=" + name, Map.of("training.optimizer", name)))
            .toList();
    List<Candidate> sizes = new ArrayList<>();
    for (int size : new int[] {16, 64, 256}) {
      sizes.add(candidate("batch_size=" + size, Map.of(BATCH_SIZE, size)));
    }
    List<Part> parts =
        List.of(
            new Part("optimizers", optimizers, 3, null, Select.of(), null),
            new Part("sizes", sizes, 1, null, null, null));
    return new MadeUpStudies(folder).study("two-questions", "Two questions in one study", parts);
  }

  /** The twelve, of which four were drawn at random. */
  public static StudyResults bayesian(Path folder) {
    Part part = new Part("search", grid().candidates(), 1, null, Select.of(), new Bayesian(12, 1, 4, 4));
    return new MadeUpStudies(folder).study("bayesian", "", List.of(part));
  }

  /** Five recipes in two brackets. */
  public static StudyResults hyperband(Path folder) {
    List<Candidate> five = grid().candidates().subList(0, 5);
    return new MadeUpStudies(folder)
        .study("hyperband", "", List.of(new Part("search", five, 1, null, Select.of(), new Hyperband(3, 2, 1))));
  }

  /** The twelve, and what is chosen of them without each of two outer folds. */
  public static StudyResults nested(Path folder) {
    Part whole = grid();
    List<Part> parts = new ArrayList<>(List.of(whole));
    for (int fold = 0; fold < 2; fold++) {
      Nested.Outer outer = new Nested.Outer(whole.name(), fold);
      String name = "outer fold " + (fold + 1) + " of " + whole.name();
      parts.add(new Part(name, whole.candidates(), 1, null, Select.of(), null, null, outer));
    }
    return new MadeUpStudies(folder).study("nested", "", parts);
  }

  /** One recipe alone, of which nothing can be said but how good it is. */
  public static StudyResults one(Path folder) {
    Part part = new Part("one", List.of(candidate("as it is", Map.of())), 1, null, null, null);
    return new MadeUpStudies(folder).study("one", "", List.of(part));
  }

  /** Recipes drawn at random, of three settings; to be quick, all share one experiment. */
  public static StudyResults search(int recipes, Path folder) {
    Random draws = new Random(3);
    Experiment experiment = candidate("base", Map.of()).experiment();
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < recipes; i++) {
      int size = 16 << draws.nextInt(4);
      double rate = Double.parseDouble(String.format(Locale.ROOT, "%.2g", Math.pow(10, -4 + 2.4 * draws.nextDouble())));
      Map<String, Object> changes = changes(size, rate);
      changes.put(UNITS, 8 + draws.nextInt(57));
      String name = "batch_size=%s learning_rate=%s %s".formatted(size, Decimal.text(rate), i);
      candidates.add(new Candidate(name, changes, experiment));
    }
    Part part = new Part("search", candidates, 1, null, Select.of(), null);
    return new MadeUpStudies(folder).study("search", "", List.of(part));
  }

  private static Map<String, Object> changes(int batchSize, double rate) {
    Map<String, Object> changes = new LinkedHashMap<>();
    changes.put(BATCH_SIZE, batchSize);
    changes.put(RATE, rate);
    return changes;
  }

  private static Candidate candidate(String name, Map<String, Object> changes) {
    List<Change> list =
        changes.entrySet().stream()
            .map(change -> new Change("", change.getKey(), String.valueOf(change.getValue())))
            .toList();
    Experiment experiment = ExperimentFile.parse("made-up.yaml", YAML, list);
    return new Candidate(name, changes, experiment);
  }

  private StudyResults study(String name, String description, List<Part> parts) {
    List<PartResults> results = new ArrayList<>();
    for (Part part : parts) {
      List<RecipeResult> rows = new ArrayList<>();
      for (Candidate candidate : part.candidates()) {
        double quality = 0.85 + 0.1 * random.nextDouble();
        rows.add(
            new RecipeResult(candidate, part.trials(candidate).stream().map(trial -> result(trial, quality)).toList()));
      }
      results.add(new PartResults(part, rows));
    }
    return new StudyResults(new Study(name, description, parts, "name: " + name + "\n"), results);
  }

  private TrialResult result(StudyTrial trial, double quality) {
    double accuracy = Math.round(TEST_IMAGES * (quality + 0.02 * random.nextGaussian() / 2)) / (double) TEST_IMAGES;
    int mistakes = (int) Math.round(TEST_IMAGES * (1 - accuracy));
    double seconds = 0.5 + random.nextDouble();
    Path own = folder.resolve(trial.part() + "-" + trial.experiment().name());
    write(own, trial, accuracy, mistakes, seconds);
    return new TrialResult(
        trial,
        State.FINISHED,
        "",
        own,
        EPOCHS,
        25_450,
        Map.of("accuracy", Math.min(1, accuracy + 0.03)),
        Map.of("accuracy", accuracy - 0.01, "loss", 1 - accuracy),
        Map.of("accuracy", accuracy, "loss", 1.1 - accuracy, "log_loss", 1.1 - accuracy),
        mistakes,
        seconds,
        Map.of(DataPart.TRAIN, 1_600, DataPart.VALIDATION, 400, DataPart.TEST, TEST_IMAGES),
        Map.of());
  }

  private void write(Path own, StudyTrial trial, double accuracy, int mistakes, double seconds) {
    try {
      Files.createDirectories(own);
      if (!hasExperiment) { // a page reads that of the first alone
        Files.writeString(own.resolve("experiment.yaml"), trial.experiment().toYaml());
        hasExperiment = true;
      }
      Files.writeString(own.resolve("provenance.json"), "{}");
      Files.writeString(own.resolve("report.html"), "<title>its own page</title>");
      Files.writeString(own.resolve("predictions.csv"), predictions(mistakes));
      double[] rising = new double[EPOCHS];
      double[] falling = new double[EPOCHS];
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        double rest = Math.exp(-0.6 * epoch) + 0.02 * random.nextDouble();
        rising[epoch] = accuracy * (1 - 0.5 * rest);
        falling[epoch] = 1.1 - accuracy + rest;
      }
      Files.writeString(own.resolve("history.csv"), history(rising, falling, seconds / EPOCHS));
      Files.writeString(own.resolve("metrics.json"), metrics(rising, falling, mistakes, seconds));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String predictions(int mistakes) {
    boolean[] isWrong = new boolean[TEST_IMAGES];
    for (int left = mistakes; left > 0; ) {
      int i = Math.min(TEST_IMAGES - 1, (int) (TEST_IMAGES * Math.abs(random.nextGaussian()) / 3)); // some are harder
      left -= isWrong[i] ? 0 : 1;
      isWrong[i] = true;
    }
    StringBuilder text = new StringBuilder("index,label,predicted,0,1\n");
    for (int i = 0; i < TEST_IMAGES; i++) {
      text.append(i).append(isWrong[i] ? ",0,1,0.2,0.8\n" : ",0,0,0.8,0.2\n");
    }
    return text.toString();
  }

  private static String history(double[] rising, double[] falling, double seconds) {
    StringBuilder text = new StringBuilder("epoch,learning_rate,loss,accuracy,val_loss,val_accuracy,seconds\n");
    for (int epoch = 0; epoch < rising.length; epoch++) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d,0.001,%.5f,%.5f,%.5f,%.5f,%.3f\n",
              epoch + 1,
              falling[epoch],
              rising[epoch],
              falling[epoch] + 0.05,
              rising[epoch] - 0.01,
              seconds));
    }
    return text.toString();
  }

  private static String metrics(double[] rising, double[] falling, int mistakes, double seconds) {
    return """
    { "parameters": 25450, "mistakes": %s, "train_seconds": %s, "test": {}, "epoch_seconds": [%s],
      "history": { "loss": [%s], "accuracy": [%s], "val_loss": [%s], "val_accuracy": [%s] } }
    """
        .formatted(
            mistakes,
            seconds,
            list(DoubleStream.of(rising).map(value -> seconds / EPOCHS)),
            list(DoubleStream.of(falling)),
            list(DoubleStream.of(rising)),
            list(DoubleStream.of(falling).map(value -> value + 0.05)),
            list(DoubleStream.of(rising).map(value -> value - 0.01)));
  }

  private static String list(DoubleStream values) {
    return values.mapToObj(String::valueOf).collect(Collectors.joining(", "));
  }
}
