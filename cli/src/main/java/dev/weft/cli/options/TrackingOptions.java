package dev.weft.cli.options;

import dev.weft.WeftException;
import dev.weft.run.Tracker;
import dev.weft.run.Tracking;
import dev.weft.tracker.MlflowTracker;
import dev.weft.tracker.TensorBoardTracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say to which other programs runs go as they train. */
public final class TrackingOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--tensorboard",
      paramLabel = "DIR",
      description = "Write what TensorBoard shows into this folder, epoch by epoch.")
  private Path tensorBoard;

  @Option(
      names = "--mlflow",
      paramLabel = "URI",
      description = "Write runs into MLflow, epoch by epoch: a server's http://HOST:PORT, or a folder such as mlruns.")
  private String mlflow;

  /**
   * What says to them how runs go.
   *
   * @param warning receives one sentence of each that does not take what it should
   * @throws WrongUse if no such place can be
   */
  public Tracking tracking(Consumer<String> warning) {
    List<Tracker> trackers = new ArrayList<>();
    try {
      if (tensorBoard != null) {
        trackers.add(tensorBoard(tensorBoard));
      }
      if (mlflow != null) {
        trackers.add(mlflow(mlflow));
      }
    } catch (WeftException e) {
      throw new WrongUse(
          spec, (trackers.isEmpty() && tensorBoard != null ? "--tensorboard: " : "--mlflow: ") + e.getMessage());
    }
    return new Tracking(trackers, warning);
  }

  /**
   * @throws WeftException if no such folder can be made
   */
  public static Tracker tensorBoard(Path folder) {
    try {
      Files.createDirectories(folder);
      return new TensorBoardTracker(folder);
    } catch (IOException e) {
      throw WeftException.unwritable(folder, e);
    }
  }

  /**
   * @throws WeftException if MLflow has no such store
   */
  public static Tracker mlflow(String uri) {
    return new MlflowTracker(uri, System.getenv());
  }

  /** As they have to be typed again; a password is not shown. */
  public String again() {
    return (tensorBoard == null ? "" : Again.option("--tensorboard", tensorBoard))
        + (mlflow == null ? "" : Again.option("--mlflow", MlflowTracker.withoutPassword(mlflow)));
  }
}
