package dev.weft.page.study;

import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.study.NestedEstimate;
import java.util.List;

/** What each outer fold of a nested cross-validation chose, and what that is worth. */
final class Nesting {
  private Nesting() {}

  static Table table(NestedEstimate nested) {
    return new Table(
        "What was chosen without each outer fold",
        List.of(
            "outer fold",
            "chosen without it",
            "inner " + nested.metric().words(),
            nested.metric().words() + " on the fold",
            "images it was chosen from",
            "images of the fold"),
        nested.folds().stream()
            .map(fold ->
                List.of(
                    Cell.of(fold.fold() + 1L),
                    Cell.of(fold.chosen()),
                    Cell.of(fold.inner()),
                    Cell.of(fold.outer()),
                    Cell.of((long) fold.train()),
                    Cell.of((long) fold.test())))
            .toList());
  }
}
