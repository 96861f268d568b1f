package dev.weft.page.live;

import dev.weft.page.Page;
import dev.weft.page.Script;
import dev.weft.page.ServedPage;
import java.util.List;
import java.util.Map;

/**
 * What a server begins with: its studies and runs, which move while they train.
 *
 * @param version of the store, from which the page's events go on
 * @param store where the runs are recorded, without a password
 */
public record HomePage(RunsTable table, List<StudyLine> studies, String version, String store) {
  public ServedPage served() {
    return ServedPage.of(Page.of("live/home.jte", this), "ask", "home");
  }

  /** What of the page changes, as HTML. */
  public String moving() {
    return Page.part("live/moving.jte", this);
  }

  public String data() {
    return Script.data(Map.of("version", version, "letters", Script.LATER_LETTERS));
  }
}
