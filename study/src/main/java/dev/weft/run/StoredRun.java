package dev.weft.run;

import dev.weft.WeftException;
import dev.weft.dataset.Datasets;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.metrics.Predictions;
import dev.weft.source.DataPart;
import dev.weft.store.RunRecord;
import dev.weft.store.RunState;
import dev.weft.store.RunStore;
import dev.weft.train.EpochResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A finished run as its store has it, where its folder is elsewhere: everything but the model and the warnings. */
public final class StoredRun {
  private StoredRun() {}

  /**
   * @throws WeftException if it is not finished, or if an older Weft recorded it without its experiment
   */
  public static FinishedRun of(RunStore store, RunRecord run) {
    if (run.state() != RunState.FINISHED) {
      throw new WeftException(
          "the run %s (%s) is %s, and its folder is not here; only a finished run can be drawn."
              .formatted(run.id(), run.name(), run.state()));
    }
    if (run.definition().isEmpty()) {
      throw new WeftException(
          "the run %s (%s) was recorded by an older weft, which kept no experiment in the store, and its folder is not here; take it from its folder again: weft runs import FOLDER"
              .formatted(run.id(), run.name()));
    }
    Experiment experiment = ExperimentFile.parse("the store " + store.place(), run.definition(), List.of());
    Predictions predictions =
        store
            .predictions(run.id(), DataPart.TEST)
            .orElseThrow(() ->
                new WeftException("the run %s (%s) has no predictions in the store.".formatted(run.id(), run.name())));
    return new FinishedRun(
        run.folder().orElse(Path.of(run.name())),
        experiment,
        provenance(run),
        metrics(run, store.epochs(run.id())),
        classNames(run.dataset(), predictions.classes()),
        predictions);
  }

  private static List<String> classNames(String dataset, int classes) {
    List<String> names = Datasets.isNamed(dataset) ? Datasets.entry(dataset).classNames() : List.of();
    return names.size() == classes ? names : IntStream.range(0, classes).mapToObj(String::valueOf).toList();
  }

  private static MetricsFile metrics(RunRecord run, Map<Integer, Map<String, Double>> epochs) {
    List<EpochResult> results = new ArrayList<>();
    epochs.forEach((epoch, values) -> results.add(EpochResult.of(epoch - 1, values)));
    Map<String, Double> test = below(DataPart.TEST, run.metrics());
    double mistakes = test.remove("mistakes");
    return new MetricsFile(
        run.metrics().get("parameters").intValue(),
        results,
        below(DataPart.VALIDATION, run.metrics()),
        test,
        (int) mistakes,
        Map.of(),
        run.seconds(),
        run.metrics().getOrDefault("evaluate_seconds", Double.NaN),
        Map.of());
  }

  private static Map<String, Double> below(DataPart part, Map<String, Double> metrics) {
    String prefix = part.path("");
    Map<String, Double> below = new LinkedHashMap<>();
    metrics.forEach((name, value) -> {
      if (name.startsWith(prefix)) {
        below.put(name.substring(prefix.length()), value);
      }
    });
    return below;
  }

  /** Whole numbers are numbers again, as in the file. */
  private static ProvenanceFile provenance(RunRecord run) {
    Map<String, Object> all = new LinkedHashMap<>();
    run.provenance()
        .forEach((path, value) -> {
          List<String> names = Arrays.asList(path.split("\\."));
          put(all, names, value.matches("\\d{1,9}") ? (Object) Integer.valueOf(value) : value);
        });
    all.put("name", run.name());
    all.put("started", run.begun().toString());
    run.ended().ifPresent(ended -> all.put("finished", ended.toString()));
    all.put("epochs", run.epochs());
    all.put("train_seconds", run.seconds());
    return new ProvenanceFile(all);
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> map, List<String> path, Object value) {
    if (path.size() == 1) {
      map.put(path.getFirst(), value);
    } else {
      Object inner = map.computeIfAbsent(path.getFirst(), name -> new LinkedHashMap<String, Object>());
      if (inner instanceof Map<?, ?>) {
        put((Map<String, Object>) inner, path.subList(1, path.size()), value);
      }
    }
  }
}
