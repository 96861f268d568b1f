package dev.weft.page;

import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.experiment.Data;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.experiment.LayerEntry;
import dev.weft.experiment.Training;
import dev.weft.explain.Answer;
import dev.weft.explain.Explanation;
import dev.weft.explain.Explanation.CheckedMap;
import dev.weft.explain.Explanation.OfClass;
import dev.weft.explain.MistakeExplanations;
import dev.weft.explain.NearImage;
import dev.weft.explain.attribution.Attribution;
import dev.weft.explain.attribution.GradCam;
import dev.weft.explain.attribution.IntegratedGradients;
import dev.weft.explain.attribution.MapCheck;
import dev.weft.explain.attribution.Occlusion;
import dev.weft.explain.attribution.PixelCurves;
import dev.weft.explain.attribution.Region;
import dev.weft.metrics.ConfusionMatrix;
import dev.weft.metrics.Predictions;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Loss;
import dev.weft.model.Shape;
import dev.weft.run.FinishedRun;
import dev.weft.run.MetricsFile;
import dev.weft.run.ProvenanceFile;
import dev.weft.source.DataPart;
import dev.weft.study.Candidate;
import dev.weft.study.Part;
import dev.weft.study.PartResults;
import dev.weft.study.RecipeResult;
import dev.weft.study.Select;
import dev.weft.study.Study;
import dev.weft.study.StudyResults;
import dev.weft.study.StudyTrial;
import dev.weft.study.TrialResult;
import dev.weft.study.TrialResult.State;
import dev.weft.train.EpochResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Runs and studies that nobody trained, with the numbers that a test chooses. */
public final class MadeUp {
  public static final ImageDataset STROKES = Datasets.load("strokes");
  public static final List<String> DIGITS = STROKES.test().classNames();

  private static final String YAML =
      """
      name: small
      data: { dataset: strokes, train_size: 200, validation: { stratified: 0.2 } }
      model:
        - Conv2D: { filters: 4, kernel_size: 5, strides: 2, activation: relu }
        - MaxPooling2D
        - Flatten
        - Dense: { units: 10, activation: softmax }
      training: { optimizer: Adam, loss: sparse_categorical_crossentropy, epochs: 3, batch_size: 20, seed: 4 }
      """;

  private MadeUp() {}

  public static Experiment experiment() {
    return ExperimentFile.parse("small.yaml", YAML, List.of());
  }

  /** On the test images of strokes, of which one in so many is taken for the next class. */
  public static FinishedRun run(String name, int oneWrongIn) {
    return run(name, DIGITS, oneWrongIn, STROKES);
  }

  public static FinishedRun run(String name, List<String> classNames, int oneWrongIn, ImageDataset data) {
    int[] labels = data.test().labels();
    Random random = new Random(name.hashCode());
    float[] probabilities = new float[labels.length * classNames.size()];
    for (int i = 0; i < labels.length; i++) {
      int said = i % oneWrongIn == oneWrongIn - 1 ? (labels[i] + 1) % classNames.size() : labels[i];
      float sure = 0.6f + 0.4f * random.nextFloat();
      for (int label = 0; label < classNames.size(); label++) {
        boolean isSaid = label == said;
        probabilities[i * classNames.size() + label] = isSaid ? sure : (1 - sure) / (classNames.size() - 1);
      }
    }
    Predictions predictions = Predictions.of(labels, probabilities, classNames.size());
    return run(name, classNames, predictions, data.checksum());
  }

  private static FinishedRun run(String name, List<String> classNames, Predictions predictions, String checksum) {
    ConfusionMatrix confusion = ConfusionMatrix.of(predictions);
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("weft", "0.1.0");
    provenance.put("java", "a JVM");
    provenance.put("system", "a system");
    provenance.put("threads", 2);
    provenance.put("seed", 4);
    provenance.put("dataset", Map.of("name", "strokes", "sha256", checksum, "origin", "drawn"));
    provenance.put(
        "split",
        Map.of("validation", "stratified", "train_images", 160, "validation_images", 40, "test_images", 2_000));
    provenance.put("finished", "2026-11-21T20:44:10Z");
    return new FinishedRun(
        Path.of("runs", name),
        experiment().named(name),
        new ProvenanceFile(provenance),
        new MetricsFile(
            1_234,
            List.of(
                new EpochResult(0, 0.001, 1.5, 0.5, 1.2, 0.6, 2),
                new EpochResult(1, 0.001, 0.9, 0.7, 0.8, 0.75, 2),
                new EpochResult(2, 0.0005, 0.6, 0.8, 0.95, 0.74, 2)),
            Map.of("accuracy", 0.74, "loss", 0.95),
            Map.of("accuracy", confusion.accuracy()),
            confusion.mistakes(),
            Map.of("overfitting", "overfitting: it is said here."),
            6,
            0.5,
            Map.of()),
        classNames,
        predictions);
  }

  /** Two classes, told apart by one output, of coloured images of any size in a set without a name, never validated. */
  public static ImageDataset photographs(List<String> classNames) {
    byte[] pixels = new byte[60 * 20 * 30 * 3];
    new Random(1).nextBytes(pixels);
    int[] labels = IntStream.range(0, 60).map(i -> i % classNames.size()).toArray();
    ImageSet set = ImageSet.of(pixels, labels, 20, 30, 3, classNames);
    return new ImageDataset("photographs", set, set, Map.of("photographs", "4567"), "made up");
  }

  public static FinishedRun unvalidated(ImageDataset data) {
    FinishedRun run = run("two", data.test().classNames(), 3, data);
    Experiment experiment =
        Experiment.of(
            Data.named("photographs"),
            LayerEntry.chain(Flatten.of(), Dense.of(1).activation(Activation.SIGMOID)),
            Training.of(Adam.of(), Loss.BinaryCrossentropy.of(), 1));
    MetricsFile metrics =
        new MetricsFile(
            1_801,
            List.of(new EpochResult(0, 0.001, 0.7, 0.5, Double.NaN, Double.NaN, 2)),
            Map.of(),
            run.metrics().test(),
            run.metrics().mistakes(),
            Map.of(),
            2,
            0.5,
            Map.of());
    return new FinishedRun(
        run.folder(), experiment.named("two"), run.provenance(), metrics, run.classNames(), run.predictions());
  }

  /** The same run, said to be of other data. */
  public static FinishedRun ofOtherData(FinishedRun run, String checksum) {
    return run(run.name(), run.classNames(), run.predictions(), checksum);
  }

  /** A set of noise, as many images to test on as to train on. */
  public static ImageDataset noise(int images, int classes) {
    byte[] pixels = new byte[images * 28 * 28];
    new Random(1).nextBytes(pixels);
    int[] labels = IntStream.range(0, images).map(i -> i % classes).toArray();
    List<String> names = IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
    ImageSet set = ImageSet.of(pixels, labels, 28, 28, 1, names);
    return new ImageDataset("strokes", set, set, Map.of("noise", "0123"), "made up");
  }

  /** Coloured noise of ten classes. */
  public static ImageDataset colours(int images, int side) {
    byte[] pixels = new byte[images * side * side * 3];
    new Random(1).nextBytes(pixels);
    int[] labels = IntStream.range(0, images).map(i -> i % 10).toArray();
    ImageSet set = ImageSet.of(pixels, labels, side, side, 3, DIGITS);
    return new ImageDataset("strokes", set, set, Map.of("colours", "4567"), "made up");
  }

  /** A study of so many recipes, each trained once; the last one failed. */
  public static StudyResults study(int recipes, Path folder) throws IOException {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < recipes; i++) {
      String name = "batch <b>" + (i + 1);
      candidates.add(new Candidate(name, Map.of("training.batch_size", i + 1), experiment()));
    }
    Part part = new Part("batches", candidates, 1, null, Select.of(), null);
    List<RecipeResult> rows = new ArrayList<>();
    for (int i = 0; i < recipes; i++) {
      StudyTrial trial = part.trials(candidates.get(i)).getFirst();
      rows.add(new RecipeResult(candidates.get(i), List.of(result(trial, i, recipes, folder))));
    }
    Study study = new Study("sizes", "How large a batch is to be", List.of(part), "name: sizes\n");
    return new StudyResults(study, List.of(new PartResults(part, rows)));
  }

  private static TrialResult result(StudyTrial trial, int i, int recipes, Path folder) throws IOException {
    if (i == recipes - 1) {
      String reason = "the loss is no number after epoch 1 <script>alert(2)</script>.";
      return new TrialResult(
          trial, State.FAILED, reason, folder, 0, 0, Map.of(), Map.of(), Map.of(), 0, 0, Map.of(), Map.of());
    }
    int wrong = 20 + 37 * i % 50;
    Path own = Files.createDirectories(folder.resolve("of-" + wrong));
    Files.writeString(own.resolve("experiment.yaml"), trial.experiment().toYaml());
    Files.writeString(own.resolve("provenance.json"), "{}");
    writePredictions(own, wrong);
    double accuracy = (200 - wrong) / 200.0;
    return new TrialResult(
        trial,
        State.FINISHED,
        "",
        own,
        3,
        1_234,
        Map.of("accuracy", accuracy),
        Map.of("accuracy", accuracy),
        Map.of("accuracy", accuracy, "log_loss", 0.5),
        wrong,
        1 + i,
        Map.of(DataPart.TRAIN, 160, DataPart.VALIDATION, 40, DataPart.TEST, 200),
        i == 0 ? Map.of("undertrained", "its last epoch <i>still</i> improved.") : Map.of());
  }

  private static void writePredictions(Path folder, int wrong) throws IOException {
    StringBuilder text = new StringBuilder("index,label,predicted,0,1\n");
    for (int i = 0; i < 200; i++) {
      text.append(i).append(i < wrong ? ",0,1,0.2,0.8\n" : ",0,0,0.8,0.2\n");
    }
    Files.writeString(folder.resolve("predictions.csv"), text);
    Files.writeString(
        folder.resolve("metrics.json"),
        """
        { "parameters": 1234, "history": {}, "epoch_seconds": [1], "test": {}, "mistakes": %s, "train_seconds": 1 }
        """
            .formatted(wrong));
  }

  /** Explanations of the first so many of some lines: of each class three maps, of which the second fails its check. */
  public static Function<List<Integer>, MistakeExplanations> explainer(FinishedRun run, ImageDataset data, int most) {
    return rows -> {
      Map<Integer, Explanation> byRow = new LinkedHashMap<>();
      for (int row : rows.subList(0, Math.min(most, rows.size()))) {
        byRow.put(row, explanation(run, data, row));
      }
      return new MistakeExplanations(byRow, 50, 200, "the others would have taken too long beside the training");
    };
  }

  /** Of a test image, for the predicted class and the true one. */
  static Explanation explanation(FinishedRun run, ImageDataset data, int row) {
    ImageSet test = data.test();
    int predicted = run.predictions().predicted(row);
    int actual = run.predictions().labels()[row];
    float[] values = new float[run.predictions().classes()];
    for (int label = 0; label < values.length; label++) {
      values[label] = (float) run.predictions().probability(row, label);
    }
    Answer answer = new Answer(run.classNames(), values, false, Optional.empty(), Optional.empty());
    List<NearImage> nearest =
        IntStream.range(0, 5)
            .mapToObj(i ->
                new NearImage(
                    data.train().sourceIndex(i),
                    Optional.empty(),
                    data.train().image(i),
                    i == 0 ? actual : predicted,
                    predicted,
                    0.01 * (i + 1)))
            .toList();
    Shape image = Shape.of(test.height(), test.width(), test.channels());
    return new Explanation(
        image,
        test.image(row),
        answer,
        List.of(maps(image, predicted), maps(image, actual)),
        nearest,
        OptionalInt.of(actual));
  }

  /** Maps that go from -1 at the top left to 1 at the bottom right. */
  private static OfClass maps(Shape image, int label) {
    float[] map = new float[image.size(0) * image.size(1)];
    for (int i = 0; i < map.length; i++) {
      map[i] = 2f * i / (map.length - 1) - 1;
    }
    MapCheck passes =
        new MapCheck(new PixelCurves(new double[] {1, 0}, new double[] {0.5, 1}, 3), 0.4, 0.5, 0, 19, 0.1);
    MapCheck fails = new MapCheck(passes.curves(), 0.4, 0.5, 3, 19, 0.1);
    List<Region> regions = Region.of(map, image.size(0), image.size(1), 3);
    float[] values = new float[image.elements()];
    return new OfClass(
        label,
        List.of(
            new CheckedMap(
                new Attribution(Occlusion.of(image), label, image, values, map, OptionalDouble.empty()),
                passes,
                regions),
            new CheckedMap(
                new Attribution(GradCam.of(), label, image, values, map, OptionalDouble.empty()), fails, List.of()),
            new CheckedMap(
                new Attribution(IntegratedGradients.of(), label, image, values, map, OptionalDouble.of(-0.012)),
                passes,
                regions)));
  }

  public static Optional<ImageDataset> strokes() {
    return Optional.of(STROKES);
  }
}
