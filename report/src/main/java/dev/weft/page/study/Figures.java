package dev.weft.page.study;

import dev.weft.metrics.Metric;
import dev.weft.page.Digits;
import dev.weft.page.EvaluationTime;
import dev.weft.page.HiddenLayers;
import dev.weft.page.Numbers;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.source.DataPart;
import dev.weft.study.RecipeResult;
import dev.weft.study.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All figures of a part's recipes: those that vary in a table, those that are the same for all in a sentence. */
final class Figures {
  private static final int MOST_ROWS = 1_000;

  private final PartSection part;
  private final List<RecipeResult> rows;
  private final Map<String, List<Cell>> columns = new LinkedHashMap<>();

  Figures(PartSection part) {
    this.part = part;
    List<RecipeResult> ranked = part.results().ranked();
    rows = ranked.subList(0, Math.min(MOST_ROWS, ranked.size()));
    part.settings().forEach(setting -> add(setting.name(), row -> setting.cells().get(part.place(row))));
    add(Metric.ACCURACY.words(DataPart.TRAIN), row -> value(row, DataPart.TRAIN, Metric.ACCURACY));
    add(Metric.ACCURACY.words(DataPart.VALIDATION), row -> value(row, DataPart.VALIDATION, Metric.ACCURACY));
    add(Metric.ACCURACY.words(DataPart.TEST), row -> value(row, DataPart.TEST, Metric.ACCURACY));
    add("train − test", row -> share(gap(row)));
    add("F1", row -> value(row, DataPart.TEST, Metric.F1_MACRO));
    add("AUC", row -> value(row, DataPart.TEST, Metric.ROC_AUC_OVO));
    add("log loss", row -> value(row, DataPart.TEST, Metric.LOG_LOSS));
    add("nodes", row -> Cell.of(HiddenLayers.of(row.candidate().experiment().model().layers()).words()));
    add("hidden layers", row -> Cell.of((long) HiddenLayers.of(row.candidate().experiment().model().layers()).count()));
    add("parameters", Figures::parameters);
    add("epochs", Figures::epochs);
    add("trainings", row -> Cell.of((long) row.trials().size()));
    add("time", row -> Cell.seconds(row.seconds()));
    add("images a second", row -> count(Speed.of(row)));
    add("evaluation", row -> seconds(EvaluationTime.of(row)));
    add("state", row -> Cell.of(row.state()));
  }

  private void add(String name, Function<RecipeResult, Cell> cell) {
    columns.put(name, rows.stream().map(cell).toList());
  }

  private static Cell value(RecipeResult row, DataPart on, Metric metric) {
    double mean = PartSection.mean(row, on, metric);
    return metric == Metric.LOG_LOSS ? Cell.of(mean) : share(mean);
  }

  /** With four decimals, so that the points of a column stand below each other. */
  private static Cell share(double value) {
    return Double.isFinite(value) ? new Cell(Digits.FOUR.text(value), value) : Cell.NOTHING;
  }

  private static double gap(RecipeResult row) {
    return PartSection.mean(row, DataPart.TRAIN, Metric.ACCURACY)
        - PartSection.mean(row, DataPart.TEST, Metric.ACCURACY);
  }

  private static Cell parameters(RecipeResult row) {
    int parameters = row.trials().stream().mapToInt(TrialResult::parameters).max().orElse(0);
    return parameters == 0 ? Cell.NOTHING : Cell.of((long) parameters);
  }

  private static Cell epochs(RecipeResult row) {
    int epochs = row.trials().stream().mapToInt(TrialResult::epochs).max().orElse(0);
    return epochs == 0 ? Cell.NOTHING : Cell.of((long) epochs);
  }

  private static Cell count(double value) {
    return Double.isFinite(value) ? Cell.of(Math.round(value)) : Cell.NOTHING;
  }

  private static Cell seconds(double seconds) {
    return Double.isFinite(seconds) ? Cell.seconds(seconds) : Cell.NOTHING;
  }

  /** Without what is the same for all. */
  Table table() {
    List<String> names = new ArrayList<>(List.of("recipe"));
    columns.forEach((name, cells) -> {
      if (!isConstant(cells)) {
        names.add(name);
      }
    });
    List<List<Cell>> table = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      List<Cell> cells = new ArrayList<>(List.of(Cell.of(part.names().of(rows.get(i)).shortly())));
      names.subList(1, names.size()).forEach(name -> cells.add(columns.get(name).get(table.size())));
      table.add(cells);
    }
    return new Table(caption(), names, table);
  }

  private String caption() {
    int all = part.results().rows().size();
    return rows.size() < all
        ? "The best %s of %s; results.csv has all".formatted(Numbers.count(rows.size()), Numbers.of(all, "recipe"))
        : "All figures of " + Numbers.of(all, "recipe") + ", the best first";
  }

  /** The place in the study of the recipe in each row. */
  List<Integer> places() {
    return rows.stream().map(part::place).toList();
  }

  /** One recipe has all its figures but those that nobody knows. */
  private static boolean isConstant(List<Cell> cells) {
    return cells.size() == 1
        ? cells.getFirst().text().isEmpty()
        : cells.stream().map(Cell::text).distinct().count() == 1;
  }
}
