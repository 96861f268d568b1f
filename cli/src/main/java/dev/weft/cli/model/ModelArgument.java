package dev.weft.cli.model;

import dev.weft.cli.options.StoreOption;
import dev.weft.cli.options.WrongUse;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.keras.KerasModel;
import dev.weft.modelfile.ModelFiles;
import dev.weft.run.FinishedRun;
import dev.weft.run.MetricsFile;
import dev.weft.run.ProvenanceFile;
import dev.weft.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** A trained model as users name it: a {@code .keras}, {@code .h5} or {@code .onnx} file, or a finished run. */
final class ModelArgument {
  private ModelArgument() {}

  /** What help says of it. */
  static final String DESCRIPTION = "A .keras, .h5 or .onnx file, or a run: its folder, name or id, or 'latest'.";

  /** Whether this is a model, and not an experiment. */
  static boolean isModel(String argument, StoreOption store) {
    return isPath(argument) || (!isExperiment(argument) && store.knows(argument));
  }

  private static boolean isPath(String argument) {
    return Files.isDirectory(Path.of(argument)) || ModelFiles.isNamed(argument);
  }

  private static boolean isExperiment(String argument) {
    return ExperimentFile.BUILT_IN.contains(argument) || Files.exists(Path.of(argument));
  }

  /**
   * Reads it.
   *
   * @throws WrongUse if there is none
   */
  static KerasModel read(String argument, StoreOption store, CommandSpec spec) {
    Path path = path(argument, store);
    if (Files.isDirectory(path)) {
      Path model = path.resolve(RunFolder.MODEL);
      if (!Files.exists(model)) {
        throw new WrongUse(spec, missing(path));
      }
      return ofRun(path, ModelFiles.read(model), model);
    }
    if (!Files.exists(path)) {
      throw new WrongUse(
          spec,
          ExperimentFile.BUILT_IN.contains(argument)
              ? "'%s' is an experiment, not yet a model; train it with 'weft train %s'.".formatted(argument, argument)
              : "there is no model " + path + "; check the path.");
    }
    return ModelFiles.read(path);
  }

  /** The name of its file, or of its run's folder. */
  static String name(String argument, StoreOption store) {
    return String.valueOf(path(argument, store).toAbsolutePath().normalize().getFileName());
  }

  /** Where it is: a file, or a run's folder. */
  static Path path(String argument, StoreOption store) {
    return isPath(argument) || isExperiment(argument) ? Path.of(argument) : store.runFolder(argument);
  }

  /** The experiment of the run that a model is of: a run's folder, its name, or a file in it; empty for other files. */
  static Optional<Experiment> experiment(String argument, StoreOption store) {
    Path path = path(argument, store);
    Path folder = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
    return RunFolder.holdsRun(folder)
        ? Optional.of(ExperimentFile.read(folder.resolve(RunFolder.EXPERIMENT).toString(), List.of()))
        : Optional.empty();
  }

  private static String missing(Path folder) {
    if (!RunFolder.holdsRun(folder)) {
      return folder + " must be a model file or the folder of a run; there is no model.keras in it.";
    }
    if (RunFolder.isFinished(folder)) {
      return "the run in %s is finished, but its model.keras is gone; put a copy of it back, or train anew."
          .formatted(folder);
    }
    String diverged = ProvenanceFile.read(folder).diverged();
    return diverged.isEmpty()
        ? "the run in %s is not finished; go on with 'weft train --resume %s'.".formatted(folder, folder)
        : "the run in %s has no model, as it diverged: %s".formatted(folder, diverged);
  }

  /** With a note where the model in a run's folder is not the one that the run wrote. */
  private static KerasModel ofRun(Path folder, KerasModel read, Path model) {
    return !RunFolder.isFinished(folder) || MetricsFile.read(folder).isAsWritten(model)
        ? read
        : read.noted(FinishedRun.notItsModel(model));
  }
}
