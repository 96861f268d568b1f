package dev.weft.study;

import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.Progress;
import dev.weft.run.FinishedRun;
import java.util.function.BooleanSupplier;

/** Measures more of a study's finished training than its test does, such as its robustness. */
@FunctionalInterface
public interface FurtherMeasurement {
  /**
   * Measures what is missing, and leaves it in the run's folder.
   *
   * @param data the data set of the run
   * @param threads how many share the work
   * @param progress receives how far it is
   * @param stop asked before each piece of work whether to end
   * @return whether all is measured; it is not if it was stopped
   * @throws RuntimeException if it cannot be measured; the training counts as finished all the same
   */
  boolean measure(FinishedRun run, ImageDataset data, int threads, Progress progress, BooleanSupplier stop);
}
