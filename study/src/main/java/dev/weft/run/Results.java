package dev.weft.run;

import dev.weft.dataset.ImageDataset;
import dev.weft.experiment.Trial;
import dev.weft.source.DataPart;
import dev.weft.train.EpochResult;
import dev.weft.train.History;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came out of a trial.
 *
 * @param plain of each part the scores without test-time augmentation, where there is some
 * @param warnings what one should know before believing it
 */
public record Results(
    Trial trial,
    Path folder,
    int threads,
    History history,
    Optional<Scores> validation,
    Scores test,
    Map<DataPart, Scores> plain,
    List<Warning> warnings) {
  public Results {
    warnings = List.copyOf(warnings);
  }

  /** The same with these warnings. */
  public Results with(List<Warning> warnings) {
    return new Results(trial, folder, threads, history, validation, test, plain, warnings);
  }

  /** The seconds of all epochs, without their validation. */
  public double trainSeconds() {
    return history.epochs().stream().mapToDouble(EpochResult::seconds).sum();
  }

  /** What {@code metrics.json} and {@code weft train --json} say. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", folder.toString());
    map.put("experiment", trial.experiment().name());
    map.put("dataset", dataset(trial.data()));
    map.put("parameters", trial.network().parameters());
    map.put("threads", threads);
    map.put("epochs", history.epochs().size());
    map.put("train_seconds", trainSeconds());
    map.put("evaluate_seconds", test.seconds());
    map.putAll(MetricsFile.history(history.epochs()));
    map.put(DataPart.VALIDATION.word(), validation.map(Scores::metrics).orElse(null));
    map.put(DataPart.TEST.word(), test.metrics());
    map.put("mistakes", test.confusion().mistakes());
    if (!plain.isEmpty()) {
      map.put(MetricsFile.WITHOUT_TTA, withoutViews());
    }
    map.put("warnings", warnings.stream().map(Warning::toMap).toList());
    return map;
  }

  private Map<String, Object> withoutViews() {
    Map<String, Object> map = new LinkedHashMap<>();
    plain.forEach((part, scores) -> map.put(part.word(), scores.metrics()));
    map.put("mistakes", plain.get(DataPart.TEST).confusion().mistakes());
    map.put("views", trial.experiment().training().testTimeAugmentation().views().count() + 1);
    return map;
  }

  /** As {@link MetricsFile#named}. */
  Map<String, Double> named() {
    return new MetricsFile(
            trial.network().parameters(),
            history.epochs(),
            validation.map(Scores::metrics).orElse(Map.of()),
            test.metrics(),
            test.confusion().mistakes(),
            Map.of(),
            trainSeconds(),
            test.seconds(),
            Map.of())
        .named();
  }

  /** What says which data set it is. */
  public static Map<String, Object> dataset(ImageDataset data) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", data.name());
    map.put("sha256", data.checksum());
    return map;
  }
}
