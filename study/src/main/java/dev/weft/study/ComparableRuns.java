package dev.weft.study;

import dev.weft.metrics.Predictions;
import dev.weft.run.RightAnswers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs that were tested on the same images.
 *
 * @param runs one or more
 * @param answers of each run; empty of a single run
 * @param differences of every pair; empty of a single run
 */
public record ComparableRuns(List<ComparedRun> runs, List<RightAnswers> answers, Optional<Differences> differences) {
  static ComparableRuns of(List<ComparedRun> runs) {
    if (runs.size() == 1) {
      return new ComparableRuns(List.copyOf(runs), List.of(), Optional.empty());
    }
    List<RightAnswers> answers = runs.stream().map(run -> RightAnswers.of(run.predictions().orElseThrow())).toList();
    List<String> names = runs.stream().map(ComparedRun::name).toList();
    String where = String.format(Locale.ROOT, "on %,d test images", answers.getFirst().size());
    return new ComparableRuns(
        List.copyOf(runs), answers, Optional.of(Differences.of(names, where, Comparisons.mcNemars(answers))));
  }

  /** The images that only one of a pair has right. */
  public RunPair images(Difference pair) {
    return RunPair.of(predictions(pair.first()), predictions(pair.second()));
  }

  private Predictions predictions(int place) {
    return runs.get(place).predictions().orElseThrow();
  }
}
