package dev.weft.page.classroom;

import dev.weft.statistics.McNemar;
import dev.weft.statistics.Verdict;
import dev.weft.statistics.Wilson;
import java.util.Optional;

/**
 * A user's place in a class.
 *
 * @param place 1 for the highest accuracy; who has as many images right has the same
 * @param behind the network with the highest accuracy against this one; empty of that network itself
 * @param verdict what that difference is worth among all of them
 */
public record Standing(Judged judged, Wilson accuracy, int place, Optional<McNemar> behind, Optional<Verdict> verdict) {
  /** Whether the network with the highest accuracy is not significantly better. */
  public boolean sharesFirst() {
    return verdict.map(v -> !v.significant()).orElse(true);
  }
}
