package dev.weft.page.run;

import dev.weft.chart.ValueRange;
import dev.weft.source.DataPart;
import java.util.Optional;

/**
 * What a user may say of charts.
 *
 * @param part of the data that is shown and judged; by default the test images, of samples and counts the training ones
 * @param from the first image of samples and predictions, from 0
 * @param count how many images a grid has, at least 1
 * @param image which image stands alone, from 0
 * @param pair the two classes that are looked at together; by default those that are most often confused
 * @param epochs of curves, from 1
 * @param values of curves
 */
public record ChartOptions(
    Optional<DataPart> part,
    int from,
    int count,
    int image,
    Optional<Pair> pair,
    ValueRange epochs,
    ValueRange values) {
  /** Two classes, by their numbers. */
  public record Pair(int a, int b) {}

  /** The first 25 images, the first one alone, the most confused classes, axes as the values need them. */
  public static ChartOptions of() {
    return new ChartOptions(Optional.empty(), 0, 25, 0, Optional.empty(), ValueRange.FITTED, ValueRange.FITTED);
  }

  /** The same of a part of the data. */
  public ChartOptions of(DataPart part) {
    return new ChartOptions(Optional.of(part), from, count, image, pair, epochs, values);
  }
}
