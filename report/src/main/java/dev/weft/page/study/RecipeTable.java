package dev.weft.page.study;

import dev.weft.metrics.Metric;
import dev.weft.page.Digits;
import dev.weft.page.Link;
import dev.weft.page.Numbers;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.source.DataPart;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Repeats;
import dev.weft.study.RecipeResult;
import dev.weft.study.TrialResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The recipes that a reader sees first, the best on top: their settings, how good they are, how they stand to the one
 * that all are compared with.
 */
final class RecipeTable {
  private final PartSection part;
  private final List<RecipeResult> shown;
  private final List<Column> settings;
  private final Table table;

  /**
   * @param shown the best on top
   */
  RecipeTable(PartSection part, List<RecipeResult> shown) {
    this.part = part;
    this.shown = shown;
    settings = part.names().areSettings() ? part.settings() : List.of();
    table = made();
  }

  Table table() {
    return table;
  }

  private Table made() {
    List<String> columns = new ArrayList<>(List.of(settings.isEmpty() ? "recipe" : "place"));
    settings.forEach(setting -> columns.add(setting.name()));
    columns.addAll(
        List.of(
            part.metric().words(DataPart.VALIDATION),
            Metric.ACCURACY.words(DataPart.TEST),
            "95 % interval",
            Metric.CORRUPTED_ACCURACY.words(),
            Metric.ADVERSARIAL_ACCURACY.words(),
            "against\u00a0the " + (part.results().winner().isPresent() ? "winner" : "first"),
            "state"));
    return new Table(caption(), columns, shown.stream().map(this::cells).toList()).withoutEmptyColumns();
  }

  private String caption() {
    int all = part.results().rows().size();
    if (Arrays.stream(part.results().rankingValues()).noneMatch(Double::isFinite)) {
      return Numbers.of(all, "recipe");
    }
    return all > shown.size()
        ? "The best %s of %s, by %s"
            .formatted(shown.size(), Numbers.of(all, "recipe"), part.results().rankedBy().replace('_', ' '))
        : "%s, the best by %s first".formatted(Numbers.of(all, "recipe"), part.results().rankedBy().replace('_', ' '));
  }

  private List<Cell> cells(RecipeResult row) {
    int place = part.place(row);
    Optional<Interval> interval = row.interval(DataPart.TEST, Metric.ACCURACY);
    List<Cell> cells = new ArrayList<>(List.of(key(row)));
    settings.forEach(setting -> cells.add(setting.cells().get(place)));
    cells.add(number(row, DataPart.VALIDATION, part.metric()));
    cells.add(number(row, DataPart.TEST, Metric.ACCURACY));
    cells.add(interval.map(RecipeTable::cell).orElse(Cell.NOTHING));
    cells.add(number(row, DataPart.TEST, Metric.CORRUPTED_ACCURACY));
    cells.add(number(row, DataPart.TEST, Metric.ADVERSARIAL_ACCURACY));
    cells.add(against(row));
    cells.add(Cell.of(row.state()));
    return cells;
  }

  private Cell key(RecipeResult row) {
    return settings.isEmpty() ? Cell.of(part.names().of(row).words()) : Cell.of(shown.indexOf(row) + 1L);
  }

  private static Cell number(RecipeResult row, DataPart on, Metric metric) {
    Digits digits = row.interval(on, metric).map(Digits::of).orElse(Digits.FOUR);
    return row.values(on, metric)
        .map(Repeats::mean)
        .map(mean -> new Cell(digits.text(mean), mean))
        .orElse(Cell.NOTHING);
  }

  private static Cell cell(Interval interval) {
    return new Cell(Digits.of(interval).text(interval), interval.low());
  }

  /** Whether it differs by more than chance, and in which direction. */
  private Cell against(RecipeResult row) {
    return part.comparison(row)
        .map(comparison -> comparison.verdict().significant() ? direction(row) : "not clear")
        .map(Cell::of)
        .orElse(part.isReference(row) ? Cell.of("–") : Cell.NOTHING);
  }

  private String direction(RecipeResult row) {
    return part.isBehind(row) ? "worse" : "better";
  }

  /** A recipe in the table. */
  record Row(int recipe, boolean isWinner, String shortly, List<Cell> cells, List<Link> pages) {}

  /** What a column is of: {@code setting number}, {@code number} or {@code text}. */
  String kind(int column) {
    boolean isSetting = column > 0 && column <= settings.size();
    return (isSetting ? "setting " : "") + (table.isNumber(column) ? "number" : "text");
  }

  /** The rows with what only this table shows: which recipe it is, and the pages of its trainings. */
  List<Row> rows() {
    List<List<Cell>> cells = table.rows();
    List<Row> rows = new ArrayList<>();
    for (RecipeResult row : shown) {
      String shortly = settings.isEmpty() ? "" : part.names().of(row).shortly();
      rows.add(new Row(part.place(row), part.isWinner(row), shortly, cells.get(rows.size()), pages(row)));
    }
    return rows;
  }

  boolean hasPages() {
    return shown.stream().anyMatch(row -> !pages(row).isEmpty());
  }

  private List<Link> pages(RecipeResult row) {
    List<Link> pages = new ArrayList<>();
    for (TrialResult trial : row.trials()) {
      String words = row.trials().size() == 1 ? "page" : String.valueOf(row.trials().indexOf(trial) + 1);
      part.links().to(trial).ifPresent(address -> pages.add(new Link(address, words)));
    }
    return pages;
  }
}
