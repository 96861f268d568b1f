package dev.weft.chart;

import dev.weft.dataset.ImageSet;
import dev.weft.metrics.Predictions;
import java.util.List;
import java.util.Locale;

/** Images with index, predicted and actual class; right and wrong differ by mark, frame and colour. */
final class PredictionGrid {
  private PredictionGrid() {}

  static Chart of(ImageSet set, Predictions predictions, int from, int count) {
    PredictionCheck.require(set, predictions);
    Excerpt excerpt = new Excerpt(from, count, set.size());
    List<Tile> tiles = excerpt.indices().mapToObj(i -> tile(set, predictions, i)).toList();
    long wrong = tiles.stream().filter(tile -> tile.mark() == Tile.Mark.WRONG).count();
    String subtitle =
        String.format(
            Locale.ROOT, "%s: index, predicted class (actual class); %,d wrong, with a cross", excerpt.words(), wrong);
    return new Chart("Predictions", subtitle, new ImageGrid(tiles));
  }

  private static Tile tile(ImageSet set, Predictions predictions, int i) {
    String predicted = ClassNames.of(set).get(predictions.predicted(i));
    String actual = ClassNames.of(set).get(set.label(i));
    boolean right = predictions.predicted(i) == set.label(i);
    return new Tile(
        RasterImage.of(set, i),
        List.of(i + ": " + predicted, "(" + actual + ")"),
        right ? Tile.Mark.RIGHT : Tile.Mark.WRONG);
  }
}
