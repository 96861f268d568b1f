package dev.weft.explain;

import java.util.Map;

/**
 * Why a network made some of its mistakes.
 *
 * @param byRow by lines of the run's predictions, in the order in which they were asked for
 * @param searched among how many training images the nearest ones were searched; 0 if they were not
 * @param trained how many training images there are
 * @param missing why there are fewer than were asked for, one sentence; else empty
 */
public record MistakeExplanations(Map<Integer, Explanation> byRow, int searched, int trained, String missing) {
  /** None, as nobody asked. */
  public static final MistakeExplanations NONE = none("");

  static MistakeExplanations none(String reason) {
    return new MistakeExplanations(Map.of(), 0, 0, reason);
  }
}
