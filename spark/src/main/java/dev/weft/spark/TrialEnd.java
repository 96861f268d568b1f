package dev.weft.spark;

import dev.weft.spark.TrialMessage.Event;
import dev.weft.study.TrialResult.State;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What came of a leg.
 *
 * @param state how far it came; null where it was stopped
 * @param reason why it failed or diverged, or why its robustness could not be measured; else empty
 * @param files of the run, by their names
 * @param events what happened since the last beat
 */
record TrialEnd(State state, String reason, Map<String, byte[]> files, List<Event> events) implements Serializable {
  /** One that was stopped; it sends nothing more. */
  static TrialEnd stopped() {
    return new TrialEnd(null, "", Map.of(), List.of());
  }
}
