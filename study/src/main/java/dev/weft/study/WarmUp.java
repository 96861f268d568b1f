package dev.weft.study;

import dev.weft.experiment.Trial;
import dev.weft.train.Fit;
import dev.weft.train.Stage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The first steps of a process are many times as slow as later ones, until its code is compiled. So that no training of
 * a study is charged with that, a network of each set of kinds of layers is trained for a second before, as in its
 * first stage, and forgotten.
 */
final class WarmUp {
  private static final long NANOS = 1_000_000_000L;

  /** Of the whole process, as its code is. */
  private static final Set<Set<String>> WARM = new HashSet<>();

  private WarmUp() {}

  /**
   * Warms up for a training, if this process did not do so for one with the same kinds of layers, however many of each.
   * Others wait so long.
   *
   * @param stop asked after each step whether to end it at once
   * @return whether it had to be done
   */
  static synchronized boolean before(Trial trial, int threads, BooleanSupplier stop) {
    if (!WARM.add(
        trial.network().nodes().stream().map(node -> node.layer().kind()).collect(Collectors.toUnmodifiableSet()))) {
      return false;
    }
    long began = System.nanoTime();
    Stage first = trial.stages().getFirst();
    Fit steps = first.fit().stepsAlone(Integer.MAX_VALUE);
    Fit whole = Fit.epochs(1).threads(threads).stop(() -> stop.getAsBoolean() || System.nanoTime() - began > NANOS);
    trial.model().fit(List.of(new Stage(first.network(), first.optimizer(), first.train(), steps)), whole);
    return true;
  }
}
