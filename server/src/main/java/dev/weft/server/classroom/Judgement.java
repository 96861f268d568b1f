package dev.weft.server.classroom;

import java.time.Instant;
import java.util.List;

/**
 * What came of judging a user's network, once.
 *
 * @param user whose it is
 * @param model the SHA-256 of its file
 * @param at when it was judged
 * @param seconds that it took
 * @param predicted for each test image the class that it says; -1 for one that the test does not have
 * @param parameters of the network
 * @param trainSeconds that its training took, as its file says; null where it does not
 * @param notes what to know of it, a sentence each
 * @param refusal why it has no predictions, one sentence; else empty
 */
record Judgement(
    String user,
    String model,
    Instant at,
    double seconds,
    int[] predicted,
    long parameters,
    Double trainSeconds,
    List<String> notes,
    String refusal) {
  /** That of a network that could not be judged. */
  static Judgement refused(HandIn handIn, double seconds, String why) {
    return new Judgement(handIn.user(), handIn.model(), Instant.now(), seconds, new int[0], 0, null, List.of(), why);
  }

  boolean isRefused() {
    return !refusal.isEmpty();
  }
}
