package dev.weft.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains the recipes of each bracket to its next rung, and lets the best of them go on. The brackets go on side by
 * side; each decides for itself.
 */
final class SynchronousHalving {
  private final RecipeTrainer trainer;
  private final int factor;
  private final List<List<Candidate>> alive = new ArrayList<>();
  private final List<List<Integer>> rungs = new ArrayList<>();

  /**
   * @param factor one of so many goes on
   */
  SynchronousHalving(RecipeTrainer trainer, int factor) {
    this.trainer = trainer;
    this.factor = factor;
  }

  /** Adds a bracket. */
  void add(List<Candidate> candidates, List<Integer> rungs) {
    alive.add(candidates);
    this.rungs.add(rungs);
  }

  void perform() {
    int most = rungs.stream().mapToInt(List::size).max().orElse(0);
    for (int step = 0; step <= most; step++) {
      Map<Candidate, Integer> epochs = new LinkedHashMap<>();
      for (int bracket = 0; bracket < alive.size(); bracket++) {
        int to = epochs(bracket, step);
        alive.get(bracket).forEach(candidate -> epochs.put(candidate, to));
      }
      trainer.train(epochs);
      if (trainer.isInterrupted()) {
        return;
      }
      for (int bracket = 0; bracket < alive.size(); bracket++) {
        if (step < rungs.get(bracket).size()) {
          List<Candidate> candidates = alive.get(bracket);
          alive.set(bracket, trainer.best(candidates, Halving.kept(candidates.size(), factor)));
        }
      }
    }
  }

  private int epochs(int bracket, int step) {
    return step < rungs.get(bracket).size() ? rungs.get(bracket).get(step) : Leg.TO_THE_END;
  }
}
