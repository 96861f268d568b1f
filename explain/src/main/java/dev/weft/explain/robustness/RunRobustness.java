package dev.weft.explain.robustness;

import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Progress;
import dev.weft.dataset.Sha256;
import dev.weft.run.FinishedRun;
import dev.weft.run.PastRuns;
import dev.weft.run.RunFolder;
import dev.weft.store.NewRun;
import dev.weft.store.RunStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The robustness of a finished run, kept in its folder with each condition that is measured. */
public final class RunRobustness implements AutoCloseable {
  private final FinishedRun run;
  private final ImageDataset data;
  private final RunFolder held;

  private RunRobustness(FinishedRun run, ImageDataset data, RunFolder held) {
    this.run = run;
    this.data = data;
    this.held = held;
  }

  /**
   * Takes up what was measured before; no other process may measure it meanwhile.
   *
   * @param data the data set of the run
   */
  public static RunRobustness of(FinishedRun run, ImageDataset data) {
    return new RunRobustness(run, data, RunFolder.resume(run.folder()));
  }

  /** What a reader has to know of the images and the network, a sentence each. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!data.checksum().equals(run.provenance().datasetChecksum())) {
      notes.add("warning: %s changed since the run learned, so the test images may be others.".formatted(data.name()));
    }
    if (run.experiment().training().testTimeAugmentation() != null) {
      notes.add("robustness is measured without test-time augmentation, as a prediction is without it.");
    }
    return notes;
  }

  /**
   * Measures what is missing.
   *
   * @param stop asked before each piece of work whether to end
   * @return all, or what was measured until it was stopped
   */
  public Robustness measure(RobustnessPlan plan, int threads, Progress progress, BooleanSupplier stop) {
    ImageSet test = data.test();
    Robustness begun = begun(plan);
    Robustness wanted = begun.under(plan);
    if (wanted.isFinished()) {
      return wanted;
    }
    try (RobustnessMeter meter = new RobustnessMeter(run.model(), test, threads, progress, stop)) {
      return meter.measure(begun, plan, known -> RobustnessFile.write(run.folder(), known)).under(plan);
    }
  }

  private Robustness begun(RobustnessPlan plan) {
    String model = run.metrics().files().get(RunFolder.MODEL);
    String sha256 = model == null ? Sha256.of(run.folder().resolve(RunFolder.MODEL)) : model;
    int images = data.test().size();
    return RobustnessFile.read(run.folder())
        .filter(known -> known.model().equals(sha256))
        .filter(known -> known.data().equals(data.checksum()) && known.images() == images)
        .map(known -> known.under(known.plan().with(plan)))
        .orElseGet(() -> new Robustness(plan, sha256, data.checksum(), images, data.test().channels(), List.of()));
  }

  /** Gives the figures in a run's folder to a store that knows it; one that does not learns nothing. */
  public static void record(String place, Path folder) {
    try (RunStore store = RunStore.open(place)) {
      if (store.inFolder(folder).isPresent()) {
        PastRuns.enter(store, folder, NewRun.systemUser());
      }
    }
  }

  @Override
  public void close() {
    held.close();
  }
}
