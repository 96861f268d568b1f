package dev.weft.study;

import dev.weft.dataset.ImageDataset;
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
   * @param stop asked before each piece of work whether to end
   * @return whether all is measured; it is not if it was stopped
   */
  boolean measure(FinishedRun run, ImageDataset data, int threads, BooleanSupplier stop);
}
