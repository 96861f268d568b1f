package dev.weft.study;

import java.util.ArrayList;
import java.util.List;

/**
 * Successive halving several times over, from many recipes of few epochs to few recipes that are all trained to their
 * end: the brackets. So nothing is lost where few epochs say little about many. All brackets cost about the same. Of R
 * epochs, a factor f and a least number r there are brackets s from ⌊log_f (R / r)⌋ down to 0; bracket s has
 *
 * <pre>
 * n = ⌈(s_max + 1) / (s + 1) f^s⌉ recipes, first compared after R f^-s epochs.
 * </pre>
 *
 * The recipes are drawn at random. By default one of three goes on, the shortest trainings have one epoch, and the seed
 * is 1.
 *
 * <p>Li, Jamieson, DeSalvo, Rostamizadeh and Talwalkar, "Hyperband: a novel bandit-based approach to hyperparameter
 * optimization", 2018.
 *
 * @param factor one of so many goes on, and is trained so many times as long; 2 or more
 * @param minEpochs that a recipe is trained at least, 1 or more
 */
public record Hyperband(int factor, int minEpochs, long seed) implements Strategy {
  public Hyperband {
    Halving.check(factor, minEpochs);
  }

  public static Hyperband of() {
    return new Hyperband(3, 1, 1);
  }

  /**
   * One halving.
   *
   * @param recipes how many begin
   * @param rungs the epochs after which is decided; none where all are trained to their end
   */
  public record Bracket(int recipes, List<Integer> rungs) {
    public Bracket {
      rungs = List.copyOf(rungs);
    }
  }

  /** The brackets of trainings of so many epochs, the one with the most recipes first. */
  public List<Bracket> brackets(int epochs) {
    int most = 0;
    for (long least = (long) minEpochs * factor; least <= epochs; least *= factor) {
      most++;
    }
    List<Bracket> brackets = new ArrayList<>();
    for (int s = most; s >= 0; s--) {
      double recipes = Math.ceil((most + 1) * Math.pow(factor, s) / (s + 1) - 1e-9);
      List<Integer> rungs = new ArrayList<>();
      for (int left = s; left > 0; left--) {
        rungs.add((int) Math.max(1, Math.round(epochs / Math.pow(factor, left))));
      }
      brackets.add(new Bracket((int) recipes, rungs));
    }
    return brackets;
  }

  /** How many recipes there are of trainings of so many epochs. */
  long recipes(int epochs) {
    return brackets(epochs).stream().mapToLong(Bracket::recipes).sum();
  }
}
