package dev.weft.run;

import dev.weft.WeftException;
import dev.weft.dataset.Sha256;
import dev.weft.keras.Json;
import dev.weft.source.DataPart;
import dev.weft.train.EpochResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a finished run's {@code metrics.json} says; {@link Results} writes it.
 *
 * @param parameters of the network
 * @param validation metrics by name; empty without validation
 * @param test metrics by name, with {@link FurtherMetrics}
 * @param mistakes on the test set
 * @param warnings a sentence by each warning's name
 * @param seconds of training
 * @param evaluateSeconds of the test; NaN of an older Weft
 * @param files the SHA-256 of each file of the folder as the run wrote it, by its name; empty of an older Weft
 * @param plain metrics by name of each part without test-time augmentation, where there is some
 */
public record MetricsFile(
    int parameters,
    List<EpochResult> epochs,
    Map<String, Double> validation,
    Map<String, Double> test,
    int mistakes,
    Map<String, String> warnings,
    double seconds,
    double evaluateSeconds,
    Map<String, String> files,
    Map<DataPart, Map<String, Double>> plain) {
  static final String WITHOUT_TTA = "without_tta";

  private static final String HISTORY = "history";
  private static final String EPOCH_SECONDS = "epoch_seconds";

  /** Of a run without test-time augmentation. */
  public MetricsFile(
      int parameters,
      List<EpochResult> epochs,
      Map<String, Double> validation,
      Map<String, Double> test,
      int mistakes,
      Map<String, String> warnings,
      double seconds,
      double evaluateSeconds,
      Map<String, String> files) {
    this(parameters, epochs, validation, test, mistakes, warnings, seconds, evaluateSeconds, files, Map.of());
  }

  private static Map<DataPart, Map<String, Double>> plain(Object given) {
    Map<DataPart, Map<String, Double>> plain = new EnumMap<>(DataPart.class);
    if (given instanceof Map<?, ?> parts) {
      for (DataPart part : DataPart.values()) {
        if (parts.get(part.word()) instanceof Map<?, ?> metrics) {
          plain.put(part, numbers(metrics));
        }
      }
    }
    return plain;
  }

  /**
   * Reads that of a run's folder.
   *
   * @throws WeftException if it cannot be read, or is not what Weft wrote
   */
  public static MetricsFile read(Path folder) {
    Path file = folder.resolve(RunFolder.METRICS);
    try {
      Map<String, Object> all = Json.read(Files.readAllBytes(file), file.toString());
      Map<String, String> files = texts((Map<?, ?>) all.getOrDefault("files", Map.of()));
      Map<String, Double> test = numbers(all.get(DataPart.TEST.word()));
      test.putAll(FurtherMetrics.read(folder, files.get(RunFolder.MODEL)));
      return new MetricsFile(
          ((Number) all.get("parameters")).intValue(),
          epochs((Map<?, ?>) all.get(HISTORY), (List<?>) all.get(EPOCH_SECONDS)),
          numbers(all.get(DataPart.VALIDATION.word())),
          test,
          ((Number) all.get("mistakes")).intValue(),
          warnings((List<?>) all.getOrDefault("warnings", List.of())),
          ((Number) all.get("train_seconds")).doubleValue(),
          all.get("evaluate_seconds") instanceof Number seconds ? seconds.doubleValue() : Double.NaN,
          files,
          plain(all.get(WITHOUT_TTA)));
    } catch (IOException e) {
      throw WeftException.unreadable(file, e);
    } catch (NullPointerException | ClassCastException | IndexOutOfBoundsException e) {
      throw Damage.of(file, "it does not hold what came out of a run", e);
    }
  }

  /**
   * Refuses a file of the folder that is not as the run wrote it; of an older Weft's nothing is known.
   *
   * @throws WeftException if its checksum is another
   */
  void requireAsWritten(Path file, byte[] bytes) {
    String written = files.get(file.getFileName().toString());
    if (written != null && !written.equals(Sha256.of(bytes))) {
      throw Damage.of(file, "it was changed since, its checksum is not that in " + RunFolder.METRICS);
    }
  }

  /** Whether a file of the folder is as the run wrote it; true where nothing is known, as of an older Weft's. */
  public boolean isAsWritten(Path file) {
    String written = files.get(file.getFileName().toString());
    return written == null || !Files.exists(file) || written.equals(Sha256.of(file));
  }

  /** All final numbers as a store names them: {@code test.accuracy}, {@code validation.loss}, {@code train.loss}. */
  Map<String, Double> named() {
    Map<String, Double> named = new LinkedHashMap<>();
    put(DataPart.TEST, test, named);
    named.put(DataPart.TEST.path("mistakes"), (double) mistakes);
    put(DataPart.VALIDATION, validation, named);
    put(DataPart.TRAIN, epochs.getLast().metrics(DataPart.TRAIN), named);
    named.put("parameters", (double) parameters);
    if (!Double.isNaN(evaluateSeconds)) {
      named.put("evaluate_seconds", evaluateSeconds);
    }
    return named;
  }

  private static void put(DataPart part, Map<String, Double> metrics, Map<String, Double> named) {
    metrics.forEach((name, value) -> named.put(part.path(name), value));
  }

  /** What {@code metrics.json} says of the epochs: a list for each figure. */
  static Map<String, Object> history(List<EpochResult> epochs) {
    Map<String, List<Double>> series = new LinkedHashMap<>();
    epochs.forEach(epoch -> epoch.values().keySet().forEach(name -> series.put(name, new ArrayList<>())));
    for (EpochResult epoch : epochs) {
      Map<String, Double> values = epoch.values();
      series.forEach((name, list) -> list.add(values.getOrDefault(name, Double.NaN)));
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(EPOCH_SECONDS, series.remove(EpochResult.SECONDS));
    map.put(HISTORY, series);
    return map;
  }

  private static List<EpochResult> epochs(Map<?, ?> history, List<?> seconds) {
    List<EpochResult> epochs = new ArrayList<>();
    for (int i = 0; i < seconds.size(); i++) {
      int epoch = i;
      Map<String, Double> values = new HashMap<>();
      history.forEach((name, series) -> values.put((String) name, number(series, epoch)));
      values.put(EpochResult.SECONDS, ((Number) seconds.get(i)).doubleValue());
      epochs.add(EpochResult.of(i, values));
    }
    return epochs;
  }

  private static double number(Object series, int epoch) {
    return series instanceof List<?> list && list.get(epoch) instanceof Number number
        ? number.doubleValue()
        : Double.NaN;
  }

  private static Map<String, Double> numbers(Object given) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    if (given instanceof Map<?, ?> map) {
      map.forEach((name, value) ->
          numbers.put((String) name, value instanceof Number number ? number.doubleValue() : Double.NaN));
    }
    return numbers;
  }

  private static Map<String, String> texts(Map<?, ?> given) {
    Map<String, String> texts = new LinkedHashMap<>();
    given.forEach((name, value) -> texts.put((String) name, (String) value));
    return texts;
  }

  private static Map<String, String> warnings(List<?> given) {
    Map<String, String> warnings = new LinkedHashMap<>();
    for (Object warning : given) {
      Map<?, ?> said = (Map<?, ?>) warning;
      warnings.put(OldNames.current((String) said.get("name")), (String) said.get("sentence"));
    }
    return warnings;
  }
}
