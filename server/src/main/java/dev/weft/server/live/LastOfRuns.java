package dev.weft.server.live;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * The last thing that was made of each run, made once for all who want it. Who wants that of another run does not wait.
 *
 * @param <T> what is made
 */
final class LastOfRuns<T> {
  private final int most;
  private final SequencedMap<String, Place<T>> places =
      new LinkedHashMap<>(16, 0.75f, true); // the longest unused first

  private static final class Place<T> {
    private String version;
    private T made;

    synchronized T of(String wanted, Supplier<T> make) {
      if (!wanted.equals(version)) {
        made = make.get();
        version = wanted;
      }
      return made;
    }
  }

  /**
   * @param most of how many runs something is kept: those that were asked for last
   */
  LastOfRuns(int most) {
    this.most = most;
  }

  /** What was made of this version of a run, or else what is made now. */
  T of(String run, String version, Supplier<T> make) {
    return place(run).of(version, make);
  }

  private synchronized Place<T> place(String run) {
    Place<T> place = places.computeIfAbsent(run, id -> new Place<>());
    if (places.size() > most) {
      places.pollFirstEntry();
    }
    return place;
  }
}
