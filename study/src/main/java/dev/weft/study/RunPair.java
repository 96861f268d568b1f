package dev.weft.study;

import dev.weft.metrics.Predictions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The test images that only one of two runs has right, as lines of their predictions; those first of which the other
 * run was surest.
 *
 * @param onlyFirst those of the first run
 * @param onlySecond those of the second
 */
public record RunPair(List<Integer> onlyFirst, List<Integer> onlySecond) {
  static RunPair of(Predictions first, Predictions second) {
    List<Integer> onlyFirst = new ArrayList<>();
    List<Integer> onlySecond = new ArrayList<>();
    for (int row = 0; row < first.size(); row++) {
      if (first.isRight(row) != second.isRight(row)) {
        (first.isRight(row) ? onlyFirst : onlySecond).add(row);
      }
    }
    onlyFirst.sort(surestFirst(second));
    onlySecond.sort(surestFirst(first));
    return new RunPair(onlyFirst, onlySecond);
  }

  private static Comparator<Integer> surestFirst(Predictions wrong) {
    return Comparator.<Integer>comparingDouble(row -> wrong.probability(row, wrong.predicted(row))).reversed();
  }
}
