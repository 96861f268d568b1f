package dev.weft.page.study;

import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.study.BracketResult;
import java.util.List;
import java.util.Optional;

/** The brackets of a part that Hyperband searches. */
final class Brackets {
  private Brackets() {}

  /** Empty where it is searched otherwise. */
  static Optional<Table> table(PartSection part) {
    List<BracketResult> brackets = BracketResult.of(part.results());
    return brackets.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Table(
                "The brackets of Hyperband",
                List.of("bracket", "recipes trained", "its best recipe", part.results().rankedBy(), "training time"),
                brackets.stream().map(bracket -> row(part, bracket)).toList()));
  }

  private static List<Cell> row(PartSection part, BracketResult bracket) {
    return List.of(
        Cell.of((long) bracket.number()),
        Cell.of(bracket.course()),
        bracket.best().isPresent()
            ? Cell.of(part.names().of(part.results().rows().get(bracket.best().getAsInt())).words())
            : Cell.NOTHING,
        Cell.of(bracket.value()),
        Cell.seconds(bracket.seconds()));
  }
}
