package dev.weft.experiment;

import dev.weft.WeftException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A run that came to its end, as its folder says. */
public record FinishedRun(
    Path folder, Experiment experiment, ProvenanceFile provenance, MetricsFile metrics, PredictionsFile predictions) {
  /**
   * Reads a run's folder.
   *
   * @throws WeftException if there is none, if the run is not finished, or if a file is not what Weft wrote
   */
  public static FinishedRun read(Path folder) {
    if (!RunFolder.isFinished(folder)) {
      boolean began = Files.exists(folder.resolve(RunFolder.EXPERIMENT));
      throw new WeftException(
          began
              ? folder + " holds a run that is not finished; go on with it by: weft train --resume " + folder
              : folder + " must be the folder of a finished run, with a " + RunFolder.METRICS + "; it has none.");
    }
    return new FinishedRun(
        folder,
        ExperimentFile.read(folder.resolve(RunFolder.EXPERIMENT).toString(), List.of()),
        ProvenanceFile.read(folder),
        MetricsFile.read(folder),
        PredictionsFile.read(folder));
  }

  /** How its folder is called. */
  public String name() {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }
}
