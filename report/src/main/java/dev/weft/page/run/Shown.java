package dev.weft.page.run;

import dev.weft.metrics.Predictions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/**
 * Which test images a run's page shows: the mistakes, the surest first, but some of every confusion; and of each class
 * those right ones of which the network was least sure.
 *
 * @param rows lines of the predictions, the most wanted first
 * @param mistakes how many there are, shown or not
 */
record Shown(List<Integer> rows, int mistakes) {
  private static final int RIGHT_OF_A_CLASS = 60;

  /**
   * @param most how many images
   */
  static Shown of(Predictions predictions, int most) {
    List<Integer> wrong = new ArrayList<>();
    List<Integer> right = new ArrayList<>();
    for (int row = 0; row < predictions.size(); row++) {
      (predictions.isRight(row) ? right : wrong).add(row);
    }
    Comparator<Integer> sureness = Comparator.comparingDouble(row -> sure(predictions, row));
    wrong.sort(sureness.reversed());
    right.sort(sureness);
    int ofEachPair = Math.max(1, most / 2 / (predictions.classes() * predictions.classes()));
    List<Integer> rows = new ArrayList<>(firstOfEach(wrong, predictions, ofEachPair));
    List<Integer> rest = new ArrayList<>(wrong);
    rest.removeAll(new HashSet<>(rows));
    rows.addAll(rest);
    rows.addAll(firstOfEach(right, predictions, RIGHT_OF_A_CLASS));
    return new Shown(rows.subList(0, Math.min(most, rows.size())), wrong.size());
  }

  private static double sure(Predictions predictions, int row) {
    return predictions.probability(row, predictions.predicted(row));
  }

  /** Of each cell of the confusion matrix the first few, the first of all cells before the second of any. */
  private static List<Integer> firstOfEach(List<Integer> sorted, Predictions predictions, int few) {
    int[][] seen = new int[predictions.classes()][predictions.classes()];
    int[] place = new int[predictions.size()];
    for (int row : sorted) {
      place[row] = seen[predictions.labels()[row]][predictions.predicted(row)]++;
    }
    return sorted.stream().filter(row -> place[row] < few).sorted(Comparator.comparingInt(row -> place[row])).toList();
  }
}
