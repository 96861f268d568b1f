package dev.weft.experiment;

import dev.weft.data.ImageDataset;
import dev.weft.train.EpochResult;
import dev.weft.train.History;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What came out of a trial.
 *
 * @param warnings what one should know before believing it
 */
public record Results(
    Trial trial,
    Path folder,
    int threads,
    History history,
    Optional<Scores> validation,
    Scores test,
    List<Warning> warnings) {
  public Results {
    warnings = List.copyOf(warnings);
  }

  /** The same with these warnings. */
  public Results with(List<Warning> warnings) {
    return new Results(trial, folder, threads, history, validation, test, warnings);
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
    map.put("epoch_seconds", series(EpochResult::seconds));
    map.put("history", historyMap());
    map.put("validation", validation.map(Scores::metrics).orElse(null));
    map.put("test", test.metrics());
    map.put("mistakes", test.confusion().mistakes());
    map.put("warnings", warnings.stream().map(Warning::toMap).toList());
    return map;
  }

  /** All final numbers by name: {@code test.accuracy}, {@code validation.loss}, {@code train.loss}. */
  Map<String, Double> named() {
    Map<String, Double> named = new LinkedHashMap<>();
    test.metrics().forEach((name, value) -> named.put("test." + name, value));
    named.put("test.mistakes", (double) test.confusion().mistakes());
    validation.ifPresent(scores -> scores.metrics().forEach((name, value) -> named.put("validation." + name, value)));
    named.put("train.loss", history.last().loss());
    named.put("train.accuracy", history.last().accuracy());
    named.put("evaluate_seconds", test.seconds());
    named.put("parameters", (double) trial.network().parameters());
    return named;
  }

  /** What says which data set it is. */
  public static Map<String, Object> dataset(ImageDataset data) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", data.name());
    map.put("sha256", data.checksum());
    return map;
  }

  private Map<String, Object> historyMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("learning_rate", series(EpochResult::learningRate));
    map.put("loss", series(EpochResult::loss));
    map.put("accuracy", series(EpochResult::accuracy));
    if (validation.isPresent()) {
      map.put("val_loss", series(EpochResult::valLoss));
      map.put("val_accuracy", series(EpochResult::valAccuracy));
    }
    return map;
  }

  private List<Double> series(ToDoubleFunction<EpochResult> value) {
    return history.epochs().stream().map(value::applyAsDouble).toList();
  }
}
