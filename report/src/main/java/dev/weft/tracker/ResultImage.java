package dev.weft.tracker;

import dev.weft.WeftException;
import dev.weft.chart.Chart;
import dev.weft.chart.Charts;
import dev.weft.chart.ConfusionCells;
import dev.weft.dataset.ImageDataset;
import dev.weft.metrics.ConfusionMatrix;
import dev.weft.run.FinishedRun;
import dev.weft.run.TrackedRun;
import java.util.Locale;
import java.util.Optional;

/** What is drawn of a run that came to its end. */
enum ResultImage {
  /** Loss and accuracy of each epoch. */
  CURVES,
  /** Which class is taken for which, of the test images. */
  CONFUSION_MATRIX,
  /** The test images that were mistaken most surely. */
  WORST_MISTAKES;

  private static final int MOST_MISTAKES = 24;
  private static final int MOST_CLASSES = 120;

  /** As TensorBoard names it. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty where what is to be drawn is not here, or too much to be seen. */
  Optional<Chart> of(TrackedRun run) {
    return run.finished().flatMap(finished -> of(finished, run.images()));
  }

  private Optional<Chart> of(FinishedRun run, Optional<ImageDataset> images) {
    return switch (this) {
      case CURVES -> Optional.of(Charts.curves(run.metrics().epochs()));
      case CONFUSION_MATRIX ->
          run.classNames().size() > MOST_CLASSES
              ? Optional.empty()
              : Optional.of(
                  Charts.confusion(ConfusionMatrix.of(run.predictions()), run.classNames(), ConfusionCells.COUNTS));
      case WORST_MISTAKES ->
          images
              .filter(data -> fits(run, data))
              .map(data -> Charts.worstMistakes(data.test(), run.predictions(), MOST_MISTAKES));
    };
  }

  private static boolean fits(FinishedRun run, ImageDataset data) {
    try {
      run.requireFits(data);
      return data.checksum().equals(run.provenance().datasetChecksum());
    } catch (WeftException e) {
      return false;
    }
  }
}
