package dev.weft.page.study;

import dev.weft.chart.Chart;
import dev.weft.chart.Charts;
import dev.weft.chart.Dot;
import dev.weft.chart.Line;
import dev.weft.chart.ScatterChart;
import dev.weft.chart.ValueRange;
import dev.weft.page.Table.Cell;
import dev.weft.run.RunFolder;
import dev.weft.statistics.Interval;
import dev.weft.study.PartResults;
import dev.weft.study.RecipeResult;
import dev.weft.study.StudyFolder;
import dev.weft.study.TrialResult;
import dev.weft.train.Monitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The charts of all recipes of a part: {@code curves}, how each training learned, and {@code scatter-SETTING}, the
 * result by each setting of numbers. The winner is marked.
 */
record ExploringCharts(PartResults part, ValueRange values) {
  private static final String WINNER = "winner";

  /**
   * Adds those of a part.
   *
   * @param start of their names
   */
  static void of(PartResults part, String start, ValueRange values, Map<String, Supplier<Chart>> charts) {
    ExploringCharts of = new ExploringCharts(part, values);
    if (part.rows().stream().flatMap(row -> row.trials().stream()).anyMatch(ExploringCharts::isDrawn)) {
      charts.put(start + "curves", of::curves);
    }
    List<Column> columns = Columns.of(part);
    columns.stream()
        .filter(column -> !column.isSetting() && column.better() > 0)
        .findFirst()
        .ifPresent(result -> {
          for (Column setting : columns) {
            if (setting.isSetting() && setting.isNumber()) {
              charts.put(start + "scatter-" + StudyFolder.safe(setting.name()), () -> of.scatter(setting, result));
            }
          }
        });
  }

  private static boolean isDrawn(TrialResult trial) {
    return trial.epochs() > 1 && RunFolder.isFinished(trial.folder());
  }

  /** The winner's lines, or those of the first in rank, come first, so that they are drawn above the others. */
  private Chart curves() {
    TrialCurves all = TrialCurves.of(part);
    Monitor monitor = all.monitors().contains(Monitor.VAL_ACCURACY) ? Monitor.VAL_ACCURACY : Monitor.ACCURACY;
    RecipeNames names = RecipeNames.of(part);
    RecipeResult first = part.winner().orElse(part.ranked().getFirst());
    List<Line> lines = new ArrayList<>();
    all.curves().stream()
        .filter(curve -> !curve.epochs().isEmpty())
        .forEach(curve -> {
          String name = names.of(curve.trial().trial());
          Line line = Line.of(name, curve.epochs(), monitor::of);
          if (part.rows().get(curve.recipe()).equals(first)) {
            lines.addFirst(
                new Line(
                    (part.winner().isPresent() ? WINNER : "best") + ": " + name, line.x(), line.y(), best(line.y())));
          } else {
            lines.add(line);
          }
        });
    String what = monitor.words();
    return Charts.lines("%s: %s of each training".formatted(part.part().name(), what), "epoch", what, values, lines);
  }

  private static int best(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] || Double.isNaN(values[best]) ? i : best;
    }
    return best;
  }

  private boolean isWinner(int recipe) {
    return part.winner().filter(winner -> winner.candidate().equals(part.rows().get(recipe).candidate())).isPresent();
  }

  private Chart scatter(Column setting, Column result) {
    List<Dot> dots = new ArrayList<>();
    for (int recipe = 0; recipe < part.rows().size(); recipe++) {
      Optional<Interval> interval = result.intervals().isEmpty() ? Optional.empty() : result.intervals().get(recipe);
      dots.add(
          new Dot(
              value(setting, recipe),
              value(result, recipe),
              interval.map(Interval::low).orElse(Double.NaN),
              interval.map(Interval::high).orElse(Double.NaN),
              isWinner(recipe)));
    }
    String title = "%s: %s by %s".formatted(part.part().name(), result.name(), setting.name());
    return Charts.scatter(
        new ScatterChart(title, setting.name(), result.name(), setting.isLogarithmic(), WINNER, dots));
  }

  private static double value(Column column, int recipe) {
    Cell cell = column.cells().get(recipe);
    return cell.isNumber() ? cell.order() : Double.NaN;
  }
}
