package dev.weft.study;

import dev.weft.metrics.Metric;
import dev.weft.metrics.Predictions;
import dev.weft.run.FinishedRun;
import dev.weft.source.DataPart;
import dev.weft.store.RunRecord;
import dev.weft.store.RunStore;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A run as it is compared with others.
 *
 * @param name what tells it from the others
 * @param dataset the name of its data set
 * @param checksum that set's, in hexadecimal digits; empty where the run does not know it
 * @param testFold the settings of the fold of its training images that it was tested on; empty of the set's test images
 * @param accuracy on the test images; NaN where it has none
 * @param predictions of the test images; empty where it has none
 */
public record ComparedRun(
    String name, String dataset, String checksum, String testFold, double accuracy, Optional<Predictions> predictions) {
  /** A run of a folder under a name of the caller's. */
  public static ComparedRun of(FinishedRun run, String name) {
    return new ComparedRun(
        name,
        run.experiment().data().dataset(),
        run.provenance().datasetChecksum(),
        testFold(run.experiment().parameters()),
        Metric.ACCURACY.in(run.metrics().test()),
        Optional.of(run.predictions()));
  }

  /** A run of a store under its id. */
  public static ComparedRun of(RunRecord run, RunStore store) {
    return new ComparedRun(
        run.id(),
        run.dataset(),
        run.provenance().getOrDefault("dataset.sha256", ""),
        testFold(run.parameters()),
        run.metrics().getOrDefault(Metric.ACCURACY.on(DataPart.TEST), Double.NaN),
        store.predictions(run.id(), DataPart.TEST));
  }

  private static String testFold(Map<String, ?> parameters) {
    return parameters.entrySet().stream()
        .filter(parameter -> parameter.getKey().startsWith("data.test_fold."))
        .map(String::valueOf)
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /** Whether another run was tested on the same images. A run without predictions was tested on none. */
  boolean isTestedAs(ComparedRun other) {
    return checksum.equals(other.checksum)
        && testFold.equals(other.testFold)
        && predictions.isPresent()
        && other.predictions.isPresent()
        && Arrays.equals(predictions.get().images(), other.predictions.get().images());
  }
}
