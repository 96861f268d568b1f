package dev.weft.experiment;

import dev.weft.WeftException;
import dev.weft.interop.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A run that came to its end, as its folder says.
 *
 * @param provenance what it was measured on, as {@code provenance.json} has it
 */
public record FinishedRun(
    Path folder,
    Experiment experiment,
    Map<String, Object> provenance,
    MetricsFile metrics,
    PredictionsFile predictions) {
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
    Path provenance = folder.resolve("provenance.json");
    try {
      return new FinishedRun(
          folder,
          ExperimentFile.read(folder.resolve(RunFolder.EXPERIMENT).toString(), List.of()),
          Json.read(Files.readAllBytes(provenance), provenance.toString()),
          MetricsFile.read(folder),
          PredictionsFile.read(folder));
    } catch (IOException e) {
      throw WeftException.unreadable(provenance, e);
    }
  }

  /** How its folder is called. */
  public String name() {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }
}
