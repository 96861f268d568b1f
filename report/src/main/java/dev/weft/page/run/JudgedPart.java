package dev.weft.page.run;

import dev.weft.WeftException;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.experiment.TrialImages;
import dev.weft.metrics.Predictions;
import dev.weft.run.FinishedRun;
import dev.weft.source.DataPart;

/**
 * Images of a part of a run's data, and what its network says of them. Of the test images the run's folder has it; of
 * others the network is asked when it is first wanted.
 */
final class JudgedPart {
  private final FinishedRun run;
  private final DataPart part;
  private final ImageSet images;
  private Predictions predictions;

  /**
   * @throws WeftException if the run has no images of this part
   */
  JudgedPart(FinishedRun run, ImageDataset data, DataPart part) {
    this.run = run;
    this.part = part;
    images =
        switch (part) {
          case TEST -> data.test();
          case TRAIN -> TrialImages.of(run.experiment(), data).train();
          case VALIDATION ->
              TrialImages.of(run.experiment(), data)
                  .validation()
                  .orElseThrow(
                      () -> new WeftException(run.name() + " has no validation images; a part is train or test."));
        };
  }

  DataPart part() {
    return part;
  }

  ImageSet images() {
    return images;
  }

  synchronized Predictions predictions() {
    if (predictions == null) {
      predictions = part == DataPart.TEST ? run.predictions() : asked();
    }
    return predictions;
  }

  private Predictions asked() {
    return run.model().evaluate(images).predictions();
  }
}
