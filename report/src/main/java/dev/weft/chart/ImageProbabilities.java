package dev.weft.chart;

import dev.weft.dataset.ImageSet;
import dev.weft.metrics.Predictions;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** One image beside the probability of each class. */
final class ImageProbabilities {
  private ImageProbabilities() {}

  static Chart of(ImageSet set, Predictions predictions, int index) {
    PredictionCheck.require(set, predictions);
    List<String> names = ClassNames.of(set);
    String actual = names.get(set.label(index));
    int predicted = predictions.predicted(index);
    boolean right = predicted == set.label(index);
    Tile tile = new Tile(RasterImage.of(set, index), List.of(), right ? Tile.Mark.RIGHT : Tile.Mark.WRONG);
    List<Bar> bars =
        IntStream.range(0, set.classes())
            .mapToObj(label -> Bar.of(names.get(label), predictions.probability(index, label)))
            .toList();
    String subtitle =
        String.format(
            Locale.ROOT,
            "image %,d is %s, taken for %s with %.4f",
            index,
            actual,
            names.get(predicted),
            predictions.probability(index, predicted));
    Drawing chart = new BarDrawing(new BarChart("", "probability", ValueRange.ZERO_TO_ONE, bars));
    Drawing image = new ImageGrid(List.of(tile));
    return new Chart("Probabilities of one image", subtitle, new SideBySide(List.of(image, chart)));
  }
}
