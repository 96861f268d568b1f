package dev.weft.report;

import dev.weft.chart.ValueRange;
import java.util.Optional;

/**
 * What a user may say of charts.
 *
 * @param count how many pictures a grid has, at least 1
 * @param picture which test picture stands alone, from 0
 * @param pair the two classes that are looked at together; by default those that are most often confused
 * @param range of accuracy and loss
 */
public record ChartOptions(int count, int picture, Optional<Pair> pair, ValueRange range) {
  /** Two classes, by their numbers. */
  public record Pair(int a, int b) {}

  /** 25 pictures, the first one alone, the most confused classes, axes as the values need them. */
  public static ChartOptions of() {
    return new ChartOptions(25, 0, Optional.empty(), ValueRange.FITTED);
  }
}
