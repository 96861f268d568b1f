package dev.weft.chart;

import dev.weft.dataset.ImageSet;
import dev.weft.metrics.Predictions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Images that were taken for another class: actual class, predicted class and its probability. */
final class Mistakes {
  private Mistakes() {}

  static Chart first(ImageSet set, Predictions predictions, int count) {
    return of("First mistakes", set, predictions, mistakes(predictions), count);
  }

  /** Those of the highest probability first. */
  static Chart worst(ImageSet set, Predictions predictions, int count) {
    int[] order =
        Arrays.stream(mistakes(predictions))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -predictions.probability(i, predictions.predicted(i))))
            .mapToInt(Integer::intValue)
            .toArray();
    return of("Worst mistakes, the surest first", set, predictions, order, count);
  }

  private static Chart of(String title, ImageSet set, Predictions predictions, int[] mistakes, int count) {
    PredictionCheck.require(set, predictions);
    if (mistakes.length == 0) {
      String none = String.format(Locale.ROOT, "There is no mistake in %,d images.", predictions.size());
      return new Chart(title, "", new Note(none));
    }
    List<Tile> tiles = Arrays.stream(mistakes).limit(count).mapToObj(i -> tile(set, predictions, i)).toList();
    String subtitle =
        String.format(
            Locale.ROOT,
            "%,d of %,d mistakes in %,d images: actual class, predicted class and its probability",
            tiles.size(),
            mistakes.length,
            predictions.size());
    return new Chart(title, subtitle, new ImageGrid(tiles));
  }

  private static Tile tile(ImageSet set, Predictions predictions, int i) {
    int predicted = predictions.predicted(i);
    return new Tile(
        RasterImage.of(set, i),
        List.of(
            "is " + ClassNames.of(set).get(set.label(i)),
            "predicted " + ClassNames.of(set).get(predicted),
            String.format(Locale.ROOT, "%.4f", predictions.probability(i, predicted))),
        Tile.Mark.NONE);
  }

  private static int[] mistakes(Predictions predictions) {
    return IntStream.range(0, predictions.size()).filter(i -> !predictions.isRight(i)).toArray();
  }
}
