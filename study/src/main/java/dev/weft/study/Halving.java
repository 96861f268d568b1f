package dev.weft.study;

import dev.weft.config.ConfigException;
import java.util.ArrayList;
import java.util.List;

/**
 * Successive halving: all recipes are trained for a few epochs, the best of them for some times as many, and so on;
 * only the last ones are trained to their end. Who goes on is decided when all have come as far, so that it does not
 * depend on which was faster, and a study that was interrupted ends as if it had not been. By default one of three goes
 * on, first after one epoch.
 *
 * <p>Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", 2016. {@link
 * AsynchronousHalving} decides without waiting.
 *
 * @param factor one of so many goes on, and is trained so many times as long; 2 or more
 * @param minEpochs after which is first decided, 1 or more
 * @param asynchronous so many trainings run side by side and none waits for the others; null, the default, where all
 *     wait
 */
public record Halving(int factor, int minEpochs, Integer asynchronous) implements Strategy {
  public Halving {
    check(factor, minEpochs);
    if (asynchronous != null && asynchronous < 1) {
      throw ConfigException.of("asynchronous", "'asynchronous' must be at least 1; received " + asynchronous + ".");
    }
  }

  /** Refuses what is no factor, or no number of epochs. */
  static void check(int factor, int minEpochs) {
    if (factor < 2) {
      throw ConfigException.of("factor", "'factor' must be at least 2; received " + factor + ".");
    }
    if (minEpochs < 1) {
      throw ConfigException.of("min_epochs", "'min_epochs' must be at least 1; received " + minEpochs + ".");
    }
  }

  public Halving(int factor, int minEpochs) {
    this(factor, minEpochs, null);
  }

  public static Halving of() {
    return new Halving(3, 1);
  }

  /** The epochs after which is decided, of trainings of so many. */
  List<Integer> rungs(int epochs) {
    List<Integer> rungs = new ArrayList<>();
    for (long rung = minEpochs; rung < epochs; rung *= factor) {
      rungs.add((int) rung);
    }
    return rungs;
  }

  /** How many of so many go on where one of {@code factor} does. */
  static int kept(int candidates, int factor) {
    return Math.max(1, candidates / factor);
  }
}
