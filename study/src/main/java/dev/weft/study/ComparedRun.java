package dev.weft.study;

import dev.weft.metrics.Metric;
import dev.weft.metrics.Predictions;
import dev.weft.run.FinishedRun;
import dev.weft.source.DataPart;
import dev.weft.store.RunRecord;
import dev.weft.store.RunStore;
import java.util.Arrays;
import java.util.Optional;

/**
 * A run as it is compared with others.
 *
 * @param name what tells it from the others
 * @param dataset the name of its data set
 * @param checksum that set's, in hexadecimal digits; empty where the run does not know it
 * @param accuracy on the test images; NaN where it has none
 * @param predictions of the test images; empty where it has none
 */
public record ComparedRun(
    String name, String dataset, String checksum, double accuracy, Optional<Predictions> predictions) {
  /** A run of a folder under a name of the caller's. */
  public static ComparedRun of(FinishedRun run, String name) {
    return new ComparedRun(
        name,
        run.experiment().data().dataset(),
        run.provenance().datasetChecksum(),
        Metric.ACCURACY.in(run.metrics().test()),
        Optional.of(run.predictions()));
  }

  /** A run of a store under its id. */
  public static ComparedRun of(RunRecord run, RunStore store) {
    return new ComparedRun(
        run.id(),
        run.dataset(),
        run.provenance().getOrDefault("dataset.sha256", ""),
        run.metrics().getOrDefault(Metric.ACCURACY.on(DataPart.TEST), Double.NaN),
        store.predictions(run.id(), DataPart.TEST));
  }

  /** Whether another run was tested on the same images. A run without predictions was tested on none. */
  boolean isTestedAs(ComparedRun other) {
    return checksum.equals(other.checksum)
        && predictions.isPresent()
        && other.predictions.isPresent()
        && Arrays.equals(predictions.get().images(), other.predictions.get().images());
  }
}
