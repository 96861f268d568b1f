package dev.weft.page;

import dev.weft.metrics.Predictions;
import dev.weft.run.FinishedRun;
import dev.weft.statistics.McNemar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Two runs on the same test images.
 *
 * @param onlyFirst lines of the predictions that the first run alone has right, those first of which the other was
 *     surest
 * @param onlySecond the same of the second run
 * @param bothRight how many images both have right
 */
record Pair(FinishedRun first, FinishedRun second, List<Integer> onlyFirst, List<Integer> onlySecond, int bothRight) {
  static Pair of(FinishedRun first, FinishedRun second) {
    Predictions one = first.predictions().predictions();
    Predictions other = second.predictions().predictions();
    List<Integer> onlyFirst = new ArrayList<>();
    List<Integer> onlySecond = new ArrayList<>();
    int bothRight = 0;
    for (int row = 0; row < one.size(); row++) {
      boolean right = isRight(one, row);
      boolean otherRight = isRight(other, row);
      bothRight += right && otherRight ? 1 : 0;
      if (right && !otherRight) {
        onlyFirst.add(row);
      } else if (otherRight && !right) {
        onlySecond.add(row);
      }
    }
    onlyFirst.sort(surestFirst(other));
    onlySecond.sort(surestFirst(one));
    return new Pair(first, second, onlyFirst, onlySecond, bothRight);
  }

  private static boolean isRight(Predictions predictions, int row) {
    return predictions.predicted(row) == predictions.labels()[row];
  }

  private static Comparator<Integer> surestFirst(Predictions wrong) {
    return Comparator.<Integer>comparingDouble(row -> wrong.probability(row, wrong.predicted(row))).reversed();
  }

  int images() {
    return first.predictions().predictions().size();
  }

  int bothWrong() {
    return images() - bothRight - onlyFirst.size() - onlySecond.size();
  }

  McNemar test() {
    return new McNemar(onlyFirst.size(), onlySecond.size(), images());
  }
}
