package dev.weft.run;

import dev.weft.WeftException;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A run that began in a folder, finished or not.
 *
 * @param experiment as it began, with every default
 */
public record BegunRun(Path folder, Experiment experiment) {
  /**
   * Reads what a folder holds.
   *
   * @throws WeftException if the folder is no run's, if its run diverged, or if its experiment is not what Weft wrote
   */
  public static BegunRun read(Path folder) {
    if (!RunFolder.holdsRun(folder)) {
      throw new WeftException(
          folder
              + " is no run to go on with: it must be a folder with an experiment.yaml and a provenance.json that a"
              + " training wrote.");
    }
    String diverged = ProvenanceFile.read(folder).diverged();
    if (!diverged.isEmpty()) {
      throw new WeftException("the run in %s cannot go on, as it diverged: %s".formatted(folder, diverged));
    }
    return new BegunRun(folder, ExperimentFile.read(file(folder).toString(), List.of()));
  }

  /** The file of its experiment. */
  public Path file() {
    return file(folder);
  }

  private static Path file(Path folder) {
    return folder.resolve(RunFolder.EXPERIMENT);
  }

  /**
   * A run goes on only as it began.
   *
   * @param asked what it should go on as
   * @throws WeftException if that is another experiment
   */
  public void requireSame(Experiment asked) {
    experiment
        .difference(asked, "there", "here")
        .ifPresent(difference -> {
          throw new WeftException(
              "the run in " + folder + " goes on only as it began: " + difference + "; leave that out.");
        });
  }
}
