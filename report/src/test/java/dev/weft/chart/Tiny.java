package dev.weft.chart;

import dev.weft.dataset.ImageSet;
import dev.weft.metrics.Predictions;
import dev.weft.train.EpochResult;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small things to draw. */
final class Tiny {
  static final List<String> NAMES = List.of("cat", "dog", "owl");

  private Tiny() {}

  /** Nine images of 4 x 4, three of each class, no two alike. */
  static ImageSet images() {
    byte[] pixels = new byte[9 * 16];
    new SplittableRandom(1).nextBytes(pixels);
    return ImageSet.of(pixels, new int[] {0, 1, 2, 0, 1, 2, 0, 1, 2}, 4, 4, 1, NAMES);
  }

  /** Images 1 and 5 are taken for cats, the former with more certainty; image 6 for a dog with most. */
  static Predictions predictions() {
    double[][] probabilities = {
      {0.8, 0.1, 0.1},
      {0.7, 0.2, 0.1},
      {0.1, 0.1, 0.8},
      {0.6, 0.3, 0.1},
      {0.2, 0.7, 0.1},
      {0.5, 0.1, 0.4},
      {0.05, 0.9, 0.05},
      {0.25, 0.5, 0.25},
      {0.0, 0.125, 0.875},
    };
    double[] flat = IntStream.range(0, 27).mapToDouble(i -> probabilities[i / 3][i % 3]).toArray();
    return Predictions.of(images().labels(), flat, 3);
  }

  /** Nobody is mistaken. */
  static Predictions allRight() {
    double[] flat = IntStream.range(0, 27).mapToDouble(i -> i / 3 % 3 == i % 3 ? 1 : 0).toArray();
    return Predictions.of(images().labels(), flat, 3);
  }

  static EpochResult epoch(int epoch, double loss, double accuracy, double valLoss, double valAccuracy) {
    return new EpochResult(epoch, 0.001, loss, accuracy, valLoss, valAccuracy, 1);
  }

  /** Four epochs, the third of which is best. */
  static List<EpochResult> epochs() {
    return List.of(
        epoch(0, 0.8, 0.7, 0.7, 0.75),
        epoch(1, 0.5, 0.85, 0.5, 0.85),
        epoch(2, 0.3, 0.9, 0.4, 0.875),
        epoch(3, 0.2, 0.95, 0.6, 0.8));
  }
}
