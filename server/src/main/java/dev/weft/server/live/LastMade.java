package dev.weft.server.live;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * The last thing that was made of each name, such as a run's page, made once for all who want it. Who wants that of
 * another name does not wait.
 *
 * @param <T> what is made
 */
final class LastMade<T> {
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
   * @param most of how many names something is kept: those that were asked for last
   */
  LastMade(int most) {
    this.most = most;
  }

  /** What was made of this version, or else what is made now. */
  T of(String name, String version, Supplier<T> make) {
    return place(name).of(version, make);
  }

  private synchronized Place<T> place(String name) {
    Place<T> place = places.computeIfAbsent(name, same -> new Place<>());
    if (places.size() > most) {
      places.pollFirstEntry();
    }
    return place;
  }
}
