package dev.weft.page.study;

import dev.weft.metrics.Metric;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.source.DataPart;
import dev.weft.study.RecipeResult;
import dev.weft.study.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of every training of a part, with its time, its cost and a link to its own page. */
record Trainings(PartSection part) {
  private static final int MOST_ROWS = 1_000;
  private static final double MILLION = 1e6;

  Table table() {
    List<List<Cell>> rows = new ArrayList<>();
    for (RecipeResult row : part.results().rows()) {
      row.trials().forEach(trial -> rows.add(cells(trial)));
    }
    int shown = Math.min(MOST_ROWS, rows.size());
    String caption = shown < rows.size() ? "The first trainings; results.csv has all" : "Every training";
    return new Table(
            caption,
            List.of(
                "training",
                "state",
                "epochs",
                Metric.ACCURACY.words(DataPart.VALIDATION),
                Metric.ACCURACY.words(DataPart.TEST),
                "time",
                "time an epoch",
                "million multiply-adds"),
            rows.subList(0, shown))
        .withoutEmptyColumns();
  }

  private List<Cell> cells(TrialResult trial) {
    String name = part.names().of(trial.trial());
    return List.of(
        part.links().to(trial).map(page -> Cell.link(name, page)).orElse(Cell.of(name)),
        Cell.of(state(trial)),
        Cell.of((long) trial.epochs()),
        Cell.of(Metric.ACCURACY.in(trial.validation())),
        Cell.of(Metric.ACCURACY.in(trial.test())),
        Cell.seconds(trial.seconds()),
        trial.epochs() == 0 ? Cell.NOTHING : Cell.seconds(trial.seconds() / trial.epochs()),
        cost(trial));
  }

  private static String state(TrialResult trial) {
    return switch (trial.state()) {
      case STOPPED -> "stopped after epoch " + trial.epochs();
      case FINISHED, FAILED, DIVERGED -> trial.state().word();
    };
  }

  /** Of the epochs that were trained, forward only; nothing where nobody knows them. */
  private static Cell cost(TrialResult trial) {
    double share = (double) trial.epochs() / trial.trial().experiment().training().epochs();
    double cost = trial.trial().multiplyAdds().orElse(0) * share;
    return cost == 0 ? Cell.NOTHING : new Cell(String.format(Locale.ROOT, "%,.1f", cost / MILLION), cost);
  }
}
