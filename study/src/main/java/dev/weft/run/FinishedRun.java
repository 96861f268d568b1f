package dev.weft.run;

import dev.weft.WeftException;
import dev.weft.calibration.Confidence;
import dev.weft.dataset.ImageDataset;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.metrics.Predictions;
import dev.weft.train.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run that came to its end, as its folder says. */
public record FinishedRun(
    Path folder,
    Experiment experiment,
    ProvenanceFile provenance,
    MetricsFile metrics,
    List<String> classNames,
    Predictions predictions) {
  /**
   * Reads a run's folder.
   *
   * @throws WeftException if there is none, if the run is not finished, or if a file is not what Weft wrote
   */
  public static FinishedRun read(Path folder) {
    if (!RunFolder.isFinished(folder)) {
      throw new WeftException(unfinished(folder));
    }
    MetricsFile metrics = MetricsFile.read(folder);
    Experiment experiment = experiment(folder, metrics);
    ProvenanceFile provenance = ProvenanceFile.read(folder, metrics);
    PredictionsFile file = PredictionsFile.read(folder, metrics, provenance);
    return new FinishedRun(folder, experiment, provenance, metrics, file.classNames(), file.predictions());
  }

  /**
   * Refuses a run whose predictions are not of the images that it says they are of. Another data set is not checked.
   *
   * @throws WeftException if the number of test images, or the class of one, is not the same
   */
  public void requireFits(ImageDataset data) {
    if (data.checksum().equals(provenance.datasetChecksum())) {
      new PredictionsFile(classNames, predictions).requireOf(data.test(), folder);
    }
  }

  /**
   * The trained model.
   *
   * @throws WeftException if its file cannot be read, or is not as the run wrote it
   */
  public Model model() {
    return kerasModel().model();
  }

  /** The same with all that its file knows. */
  public KerasModel kerasModel() {
    Path file = folder.resolve(RunFolder.MODEL);
    try {
      metrics.requireAsWritten(file, Files.readAllBytes(file));
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
    return KerasFile.read(file);
  }

  /**
   * How far its model's probabilities can be believed; empty without validation images, where the outputs are scores,
   * and where the model's file is gone or not as the run wrote it.
   */
  public Optional<Confidence> confidence() {
    Path file = folder.resolve(RunFolder.MODEL);
    return Files.exists(file) && metrics.isAsWritten(file)
        ? KerasFile.metadata(file).flatMap(Metadata::confidence)
        : Optional.empty();
  }

  /**
   * Its predictions of one view of each image, as its model's confidence is of them.
   *
   * @throws WeftException if their file is not what the run wrote
   */
  public Predictions ofOneView() {
    return Files.exists(folder.resolve(PredictionsFile.WITHOUT_TTA))
        ? PredictionsFile.withoutViews(folder, metrics).predictions()
        : predictions;
  }

  /** What was changed in its folder since, a sentence each; not of files that no reading accepts changed. */
  public List<String> changes() {
    List<String> changes = new ArrayList<>();
    Path history = folder.resolve(RunFiles.HISTORY);
    if (!metrics.isAsWritten(history)) {
      changes.add("%s is not as the run wrote it; its epochs are taken from metrics.json.".formatted(history));
    }
    Path model = folder.resolve(RunFolder.MODEL);
    if (!metrics.isAsWritten(model)) {
      changes.add(notItsModel(model));
    }
    return List.copyOf(changes);
  }

  /** The warning about a model in a run's folder that is not the run's. */
  public static String notItsModel(Path model) {
    return "%s is not the one that this run wrote: its checksum is not that in metrics.json.".formatted(model);
  }

  private static String unfinished(Path folder) {
    if (!RunFolder.holdsRun(folder)) {
      return "%s must be the folder of a finished run, with a %s; it has none.".formatted(folder, RunFolder.METRICS);
    }
    String diverged = ProvenanceFile.read(folder).diverged();
    return diverged.isEmpty()
        ? "%s holds a run that is not finished; go on with it by: weft train --resume %s".formatted(folder, folder)
        : "%s holds a run that diverged: %s".formatted(folder, diverged);
  }

  private static Experiment experiment(Path folder, MetricsFile metrics) {
    Path file = folder.resolve(RunFolder.EXPERIMENT);
    try {
      metrics.requireAsWritten(file, Files.readAllBytes(file));
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
    return ExperimentFile.read(file.toString(), List.of());
  }

  /** What users call it: its own name, or how its folder is called. */
  public String name() {
    String own = provenance.text("name");
    return own.isEmpty() ? folder.toAbsolutePath().normalize().getFileName().toString() : own;
  }
}
