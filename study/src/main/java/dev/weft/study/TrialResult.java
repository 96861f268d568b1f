package dev.weft.study;

import dev.weft.WeftException;
import dev.weft.metrics.Predictions;
import dev.weft.run.MetricsFile;
import dev.weft.run.PredictionsFile;
import dev.weft.run.ProvenanceFile;
import dev.weft.run.RunFolder;
import dev.weft.train.EpochResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of one training of a study, as it stands in its folder.
 *
 * @param reason why it failed or diverged, one sentence; else empty
 * @param epochs done
 * @param train metrics of the last epoch, while the weights moved
 * @param validation metrics; empty without validation
 * @param test metrics; empty unless it is finished
 * @param mistakes on the test set
 * @param seconds of training
 * @param images how many it learnt from, was validated and tested on; empty unless it is finished
 * @param warnings what one should know before believing it: a sentence by each warning's name
 */
public record TrialResult(
    StudyTrial trial,
    State state,
    String reason,
    Path folder,
    int epochs,
    int parameters,
    Map<String, Double> train,
    Map<String, Double> validation,
    Map<String, Double> test,
    int mistakes,
    double seconds,
    Map<String, Integer> images,
    Map<String, String> warnings) {
  /** How far a training came. */
  public enum State {
    /** To its end. */
    FINISHED,
    /** It waits, or halving did not choose it to go on. */
    STOPPED,
    /** It ended with an error. */
    FAILED,
    /** Its loss, weights or outputs became infinite or no numbers. */
    DIVERGED;

    /** As {@code results.csv} says it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String word) {
      return word.equals("paused") ? STOPPED : valueOf(word.toUpperCase(Locale.ROOT)); // its name once
    }
  }

  static TrialResult failed(StudyTrial trial, Path folder, String reason) {
    return without(trial, State.FAILED, folder, reason);
  }

  /** One that gave no numbers. */
  static TrialResult without(StudyTrial trial, State state, Path folder, String reason) {
    return new TrialResult(trial, state, reason, folder, 0, 0, Map.of(), Map.of(), Map.of(), 0, 0, Map.of(), Map.of());
  }

  /** Whether it ended without numbers: it failed or diverged. */
  public boolean hasFailed() {
    return state == State.FAILED || state == State.DIVERGED;
  }

  /** What a finished run's folder says. */
  static TrialResult finished(StudyTrial trial, Path folder) {
    MetricsFile metrics = MetricsFile.read(folder);
    EpochResult last = metrics.epochs().getLast();
    Map<String, Double> validation = new LinkedHashMap<>(metrics.validation());
    if (last.validated()) {
      validation.put(
          "best_accuracy", metrics.epochs().stream().mapToDouble(EpochResult::valAccuracy).max().orElseThrow());
    }
    return new TrialResult(
        trial,
        State.FINISHED,
        "",
        folder,
        metrics.epochs().size(),
        metrics.parameters(),
        Map.of("accuracy", last.accuracy(), "loss", last.loss()),
        validation,
        metrics.test(),
        metrics.mistakes(),
        metrics.seconds(),
        images(ProvenanceFile.read(folder)),
        metrics.warnings());
  }

  private static Map<String, Integer> images(ProvenanceFile provenance) {
    Map<String, Integer> images = new LinkedHashMap<>();
    for (String set : List.of("train", "validation", "test")) {
      if (provenance.at("split", set + "_images") instanceof Number count) {
        images.put(set, count.intValue());
      }
    }
    return images;
  }

  /**
   * How a run stood after so many epochs, by its {@code history.csv}; null if it has not come as far. One that has
   * ended before is judged by its last epoch.
   */
  static TrialResult stopped(StudyTrial trial, Path folder, int epochs) {
    Path file = folder.resolve("history.csv");
    if (!Files.exists(file)) {
      return null;
    }
    try {
      List<String> rows = Files.readAllLines(file);
      int row = RunFolder.isFinished(folder) ? Math.min(epochs, rows.size() - 1) : epochs;
      if (rows.size() <= row || row == 0) {
        return null;
      }
      List<String> names = List.of(rows.getFirst().split(","));
      String[] values = rows.get(row).split(",", -1);
      double seconds = 0;
      for (int i = 1; i <= row; i++) {
        seconds += Double.parseDouble(rows.get(i).split(",", -1)[names.indexOf("seconds")]);
      }
      return new TrialResult(
          trial,
          State.STOPPED,
          "",
          folder,
          row,
          0,
          pair(names, values, "accuracy", "loss"),
          pair(names, values, "val_accuracy", "val_loss"),
          Map.of(),
          0,
          seconds,
          Map.of(),
          Map.of());
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new WeftException(file + " must be what Weft wrote; it is something else; remove its folder.", e);
    }
  }

  private static Map<String, Double> pair(List<String> names, String[] values, String accuracy, String loss) {
    Map<String, Double> pair = new LinkedHashMap<>();
    pair.put("accuracy", number(values[names.indexOf(accuracy)]));
    pair.put("loss", number(values[names.indexOf(loss)]));
    return pair;
  }

  private static double number(String text) {
    return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
  }

  /** What the network says of the test images. */
  public Predictions predictions() {
    return PredictionsFile.read(folder).predictions();
  }
}
