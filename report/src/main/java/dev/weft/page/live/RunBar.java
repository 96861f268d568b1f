package dev.weft.page.live;

import dev.weft.page.Page;
import dev.weft.page.ServedPage;
import dev.weft.store.RunRecord;
import dev.weft.store.RunState;

/**
 * What a served page of a run has above the page itself: its state, its note and tags, which are edited in place, and
 * what stops it or lets it go on.
 *
 * @param change the number that the store has for the run's last change, from which the page's events go on
 * @param canGoOn whether it was interrupted and its folder is here
 */
public record RunBar(RunRecord run, long change, boolean canGoOn) {
  private static final String BEFORE = "<div class=\"sides\">";

  /** The page of the run with this above it. */
  public ServedPage over(Page page) {
    String bar = Page.part("live/bar.jte", this);
    int at = page.html().indexOf(BEFORE);
    return ServedPage.of(new Page(page.html().substring(0, at) + bar + page.html().substring(at)), "ask", "run");
  }

  public boolean isRunning() {
    return run.state() == RunState.RUNNING;
  }

  public String state() {
    return run.state().toString();
  }

  public String tags() {
    return String.join(" ", run.tags());
  }

  /** The address of its study's page; empty where it is of none. */
  public String study() {
    return run.place().map(place -> StudyAddress.of(place.study())).orElse("");
  }

  public String studyName() {
    return run.place().map(place -> place.study()).orElse("");
  }
}
