package dev.weft.study;

import dev.weft.metrics.Predictions;
import dev.weft.statistics.McNemar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Two runs on the same test images.
 *
 * @param onlyFirst lines of the predictions that the first run alone has right, those first of which the other was
 *     surest
 * @param onlySecond the same of the second run
 * @param bothRight how many images both have right
 * @param images how many there are
 */
public record RunPair(
    ComparedRun first,
    ComparedRun second,
    List<Integer> onlyFirst,
    List<Integer> onlySecond,
    int bothRight,
    int images) {
  /** Empty where they were not tested on the same images, or where one has no predictions. */
  static Optional<RunPair> of(ComparedRun first, ComparedRun second) {
    if (!first.checksum().equals(second.checksum())
        || first.predictions().isEmpty()
        || second.predictions().isEmpty()
        || !Arrays.equals(first.predictions().get().images(), second.predictions().get().images())) {
      return Optional.empty();
    }
    return Optional.of(of(first, first.predictions().get(), second, second.predictions().get()));
  }

  private static RunPair of(ComparedRun first, Predictions ofFirst, ComparedRun second, Predictions ofSecond) {
    List<Integer> onlyFirst = new ArrayList<>();
    List<Integer> onlySecond = new ArrayList<>();
    int bothRight = 0;
    for (int row = 0; row < ofFirst.size(); row++) {
      boolean right = ofFirst.isRight(row);
      boolean otherRight = ofSecond.isRight(row);
      bothRight += right && otherRight ? 1 : 0;
      if (right && !otherRight) {
        onlyFirst.add(row);
      } else if (otherRight && !right) {
        onlySecond.add(row);
      }
    }
    onlyFirst.sort(surestFirst(ofSecond));
    onlySecond.sort(surestFirst(ofFirst));
    return new RunPair(first, second, onlyFirst, onlySecond, bothRight, ofFirst.size());
  }

  private static Comparator<Integer> surestFirst(Predictions wrong) {
    return Comparator.<Integer>comparingDouble(row -> wrong.probability(row, wrong.predicted(row))).reversed();
  }

  public int bothWrong() {
    return images - bothRight - onlyFirst.size() - onlySecond.size();
  }

  /** The second run against the first. */
  McNemar test() {
    return new McNemar(onlySecond.size(), onlyFirst.size(), images);
  }
}
