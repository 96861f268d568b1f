package dev.weft.study;

import dev.weft.experiment.Trial;
import dev.weft.nn.Config;
import dev.weft.train.Fit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The first steps of a process are many times as slow as later ones, until its code is compiled. So that no training of
 * a study is charged with that, a network of each kind is trained for a second before, and forgotten.
 */
final class WarmUp {
  private static final long NANOS = 1_000_000_000L;

  private final Set<List<String>> warm = new HashSet<>();

  /**
   * Warms up for a training, if that was not done for one with the same kinds of layers. Others wait so long.
   *
   * @return whether it had to be done
   */
  synchronized boolean before(Trial trial, int threads) {
    if (!warm.add(trial.network().layers().stream().map(Config::kind).toList())) {
      return false;
    }
    long began = System.nanoTime();
    Fit fit =
        Fit.epochs(Integer.MAX_VALUE)
            .batchSize(trial.experiment().training().batchSize())
            .threads(threads)
            .stop(() -> System.nanoTime() - began > NANOS);
    trial.model().fit(trial.train(), fit);
    return true;
  }
}
