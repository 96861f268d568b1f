package dev.weft.experiment;

import dev.weft.WeftException;
import dev.weft.interop.Json;
import dev.weft.train.EpochResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run that came to its end, as its folder says.
 *
 * @param provenance what it was measured on, as {@code provenance.json} has it
 * @param parameters of the network
 * @param validation metrics by name; empty without validation
 * @param test metrics by name
 * @param warnings one sentence each
 * @param seconds of training
 */
public record FinishedRun(
    Path folder,
    Experiment experiment,
    Map<String, Object> provenance,
    int parameters,
    List<EpochResult> epochs,
    Map<String, Double> validation,
    Map<String, Double> test,
    List<String> warnings,
    double seconds,
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
    Path metrics = folder.resolve(RunFolder.METRICS);
    Map<String, Object> all = json(metrics);
    try {
      return new FinishedRun(
          folder,
          ExperimentFile.read(folder.resolve(RunFolder.EXPERIMENT).toString(), List.of()),
          json(folder.resolve("provenance.json")),
          ((Number) all.get("parameters")).intValue(),
          epochs((Map<?, ?>) all.get("history"), (List<?>) all.get("epoch_seconds")),
          numbers((Map<?, ?>) all.get("validation")),
          numbers((Map<?, ?>) all.get("test")),
          ((List<?>) all.getOrDefault("warnings", List.of()))
              .stream().map(w -> (String) ((Map<?, ?>) w).get("sentence")).toList(),
          ((Number) all.get("train_seconds")).doubleValue(),
          PredictionsFile.read(folder));
    } catch (NullPointerException | ClassCastException | IndexOutOfBoundsException e) {
      throw new WeftException(metrics + " must be what Weft wrote; it is something else; remove its folder.", e);
    }
  }

  /** How its folder is called. */
  public String name() {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  private static Map<String, Object> json(Path file) {
    try {
      return Json.read(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    }
  }

  private static List<EpochResult> epochs(Map<?, ?> history, List<?> seconds) {
    List<EpochResult> epochs = new ArrayList<>();
    for (int i = 0; i < seconds.size(); i++) {
      epochs.add(
          new EpochResult(
              i,
              number(history, "learning_rate", i),
              number(history, "loss", i),
              number(history, "accuracy", i),
              number(history, "val_loss", i),
              number(history, "val_accuracy", i),
              ((Number) seconds.get(i)).doubleValue()));
    }
    return epochs;
  }

  private static double number(Map<?, ?> history, String name, int epoch) {
    return history.get(name) instanceof List<?> series && series.get(epoch) instanceof Number number
        ? number.doubleValue()
        : Double.NaN;
  }

  private static Map<String, Double> numbers(Map<?, ?> given) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    if (given != null) {
      given.forEach((name, value) ->
          numbers.put((String) name, value instanceof Number number ? number.doubleValue() : Double.NaN));
    }
    return numbers;
  }
}
