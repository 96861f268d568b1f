package dev.weft.study;

import dev.weft.dataset.Progress;
import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.Sequential;
import dev.weft.run.Recording;
import dev.weft.train.Callback;
import dev.weft.train.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Studies of trainings that take a moment. */
final class Tiny {
  static final String BASE =
      """
      base:
        data: { dataset: strokes, train_size: 200, validation: { stratified: 0.2 } }
        model:
          - Flatten
          - Dense: { units: 8, activation: relu }
          - Dense: { units: 10, activation: softmax }
        training: { optimizer: Adam, loss: sparse_categorical_crossentropy, epochs: 4, batch_size: 20, seed: 4 }
      """;

  /** The same base for cross-validation, which has validation images of its own. */
  static final String UNVALIDATED = BASE.replace(", validation: { stratified: 0.2 }", "");

  private Tiny() {}

  /** A network for images in colour, in a file to begin with. */
  static Path base(Path folder) {
    return base(
        folder,
        Sequential.of(
            Input.of(28, 28, 3),
            Flatten.of(),
            Dense.of(8).activation(Activation.RELU),
            Dense.of(10).activation(Activation.SOFTMAX)));
  }

  static Path base(Path folder, Graph network) {
    Model model = Model.compile(network, Adam.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 9);
    Path file = folder.resolve("base.keras");
    KerasFile.write(file, new KerasModel(model, Metadata.unknown(10)));
    return file;
  }

  static Study study(String yaml) {
    return StudyFile.parse("tiny.yaml", yaml, Path.of(""));
  }

  /** Who ended, in which order. */
  static class Seen implements StudyWatcher {
    final List<String> started = Collections.synchronizedList(new ArrayList<>());
    final List<TrialResult> ended = Collections.synchronizedList(new ArrayList<>());
    final List<String> notes = Collections.synchronizedList(new ArrayList<>());

    @Override
    public Callback started(StudyTrial trial, int threads) {
      started.add(trial.name());
      return new Callback() {
        @Override
        public void note(String sentence) {
          notes.add(sentence);
        }
      };
    }

    @Override
    public void ended(TrialResult result) {
      ended.add(result);
    }
  }

  static Optional<StudyResults> run(
      Study study, Path path, boolean resume, StudyWatcher watcher, BooleanSupplier stop) {
    return run(study, path, resume, watcher, stop, 2);
  }

  /** With so many workers. */
  static StudyResults run(Study study, Path path, int workers) {
    return run(study, path, false, new Seen(), () -> false, workers).orElseThrow();
  }

  private static Optional<StudyResults> run(
      Study study, Path path, boolean resume, StudyWatcher watcher, BooleanSupplier stop, int workers) {
    try (StudyFolder folder = StudyFolder.open(path, study, resume)) {
      LocalPool pool =
          new LocalPool(
              folder,
              source -> source.load(null, Progress.NONE),
              () -> new Recording(path.resolve("runs.db").toString(), sentence -> {}),
              workers,
              workers);
      return new StudyRun(study, folder, pool, watcher, stop).perform();
    }
  }

  static StudyResults run(Study study, Path path) {
    return run(study, path, false, new Seen(), () -> false).orElseThrow();
  }

  /** Everything in {@code results.csv} but the seconds. */
  static List<String> timeless(Path path) throws IOException {
    return Files.readAllLines(path.resolve("results.csv")).stream()
        .map(line -> {
          List<String> cells = new ArrayList<>(List.of(line.split(",", -1)));
          cells.remove(6);
          return String.join(",", cells);
        })
        .toList();
  }
}
