package dev.weft.page.check;

import dev.weft.check.DataCheck;
import dev.weft.page.Page;

/** The page of a data check. */
public final class CheckPage {
  private CheckPage() {}

  public static Page of(DataCheck check, String name) {
    return new Page(name + check.verdict());
  }
}
