package dev.weft.study;

import dev.weft.WeftException;
import dev.weft.experiment.PredictionsFile;
import dev.weft.experiment.RunFolder;
import dev.weft.interop.Json;
import dev.weft.metrics.Predictions;
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
 * @param reason why it failed, one sentence; else empty
 * @param epochs done
 * @param train metrics of the last epoch, while the weights moved
 * @param validation metrics; empty without validation
 * @param test metrics; empty unless it is finished
 * @param mistakes on the test set
 * @param seconds of training
 * @param pictures how many it learnt from, was validated and tested on; empty unless it is finished
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
    Map<String, Integer> pictures,
    Map<String, String> warnings) {
  /** How far a training came. */
  public enum State {
    /** To its end. */
    FINISHED,
    /** It waits, or was not chosen to go on. */
    PAUSED,
    /** It ended with an error. */
    FAILED;

    /** As {@code results.csv} says it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  static TrialResult failed(StudyTrial trial, Path folder, String reason) {
    return new TrialResult(
        trial, State.FAILED, reason, folder, 0, 0, Map.of(), Map.of(), Map.of(), 0, 0, Map.of(), Map.of());
  }

  /** What a finished run's {@code metrics.json} says. */
  static TrialResult finished(StudyTrial trial, Path folder) {
    Path file = folder.resolve(RunFolder.METRICS);
    try {
      Map<String, Object> all = Json.read(Files.readAllBytes(file), file.toString());
      Map<?, ?> history = (Map<?, ?>) all.get("history");
      Map<String, Double> train = new LinkedHashMap<>();
      train.put("accuracy", last(history.get("accuracy")));
      train.put("loss", last(history.get("loss")));
      Map<String, Double> validation = metrics(all.get("validation"));
      if (history.get("val_accuracy") instanceof List<?> values) {
        validation.put(
            "best_accuracy", values.stream().mapToDouble(v -> ((Number) v).doubleValue()).max().orElseThrow());
      }
      return new TrialResult(
          trial,
          State.FINISHED,
          "",
          folder,
          ((Number) all.get("epochs")).intValue(),
          ((Number) all.get("parameters")).intValue(),
          train,
          validation,
          metrics(all.get("test")),
          ((Number) all.get("mistakes")).intValue(),
          ((Number) all.get("train_seconds")).doubleValue(),
          pictures(folder.resolve("provenance.json")),
          warnings((List<?>) all.get("warnings")));
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    } catch (NullPointerException | ClassCastException e) {
      throw new WeftException(file + " must be what Weft wrote; it is something else; remove its folder.", e);
    }
  }

  private static Map<String, Integer> pictures(Path file) throws IOException {
    Map<?, ?> split = (Map<?, ?>) Json.read(Files.readAllBytes(file), file.toString()).get("split");
    Map<String, Integer> pictures = new LinkedHashMap<>();
    for (String set : List.of("train", "validation", "test")) {
      pictures.put(set, ((Number) split.get(set + "_pictures")).intValue());
    }
    return pictures;
  }

  private static Map<String, String> warnings(List<?> given) {
    Map<String, String> warnings = new LinkedHashMap<>();
    for (Object warning : given) {
      Map<?, ?> said = (Map<?, ?>) warning;
      warnings.put((String) said.get("name"), (String) said.get("sentence"));
    }
    return warnings;
  }

  private static double last(Object series) {
    return series instanceof List<?> list && list.getLast() instanceof Number number
        ? number.doubleValue()
        : Double.NaN;
  }

  private static Map<String, Double> metrics(Object map) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    if (map instanceof Map<?, ?> given) {
      given.forEach((name, value) ->
          metrics.put((String) name, value instanceof Number number ? number.doubleValue() : Double.NaN));
    }
    return metrics;
  }

  /**
   * How a run stood after so many epochs, by its {@code history.csv}; null if it has not come as far. One that has
   * ended before is judged by its last epoch.
   */
  static TrialResult paused(StudyTrial trial, Path folder, int epochs) {
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
          State.PAUSED,
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

  /** What the network says of the test pictures. */
  public Predictions predictions() {
    return PredictionsFile.read(folder).predictions();
  }
}
