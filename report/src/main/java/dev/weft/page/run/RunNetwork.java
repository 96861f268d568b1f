package dev.weft.page.run;

import dev.weft.dataset.ImageDataset;
import dev.weft.experiment.Trial;
import dev.weft.model.Graph;
import dev.weft.run.FinishedRun;

/** The network of a run: that of its experiment, unless that begins with a file, which may be gone since. */
final class RunNetwork {
  private RunNetwork() {}

  static Graph of(FinishedRun run, ImageDataset data) {
    return run.experiment().model().from() == null ? Trial.of(run.experiment(), data).network() : run.model().network();
  }
}
