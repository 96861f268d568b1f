package dev.weft.explain.robustness;

import dev.weft.WeftException;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.Progress;
import dev.weft.run.FinishedRun;
import dev.weft.study.FurtherMeasurement;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The robustness of each training of a study by the usual plan, without curves, kept in its folder.
 *
 * @param store the place of the store that is to have the figures, too; empty for none
 * @param warning receives a sentence if the store does not take them
 */
public record StudyRobustness(Optional<String> store, Consumer<String> warning) implements FurtherMeasurement {
  @Override
  public boolean measure(FinishedRun run, ImageDataset data, int threads, Progress progress, BooleanSupplier stop) {
    if (!measured(run, data, threads, progress, stop)) {
      return false;
    }
    try {
      store.ifPresent(place -> RunRobustness.record(place, run.folder()));
    } catch (WeftException e) {
      warning.accept("warning: the store does not have the robustness of %s: %s".formatted(run.name(), e.getMessage()));
    }
    return true;
  }

  /** As {@link #measure}, where no store is to have the figures. */
  public static boolean measured(
      FinishedRun run, ImageDataset data, int threads, Progress progress, BooleanSupplier stop) {
    try (RunRobustness of = RunRobustness.of(run, data)) {
      RobustnessPlan plan = RobustnessPlan.of(data.test().channels()).curves(false);
      return of.measure(plan, threads, progress, stop).isFinished();
    }
  }
}
