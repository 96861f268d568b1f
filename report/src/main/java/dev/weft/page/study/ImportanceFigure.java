package dev.weft.page.study;

import dev.weft.chart.Bar;
import dev.weft.chart.Chart;
import dev.weft.chart.Charts;
import dev.weft.chart.ValueRange;
import dev.weft.metrics.Metric;
import dev.weft.page.Numbers;
import dev.weft.statistics.FunctionalAnova;
import dev.weft.statistics.FunctionalAnova.Effect;
import dev.weft.statistics.Interval;
import dev.weft.study.PartResults;
import dev.weft.study.SettingImportance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How much each setting of a part explains, in a page or as a file.
 *
 * @param rows the most important setting first
 */
record ImportanceFigure(PartResults part, SettingImportance importance, List<Row> rows) {
  private static final double LEAST = 0.005;

  /**
   * One setting.
   *
   * @param column of the first of those that change together
   * @param name of them all
   * @param trend which values are better, in words; empty where that is not clear
   */
  record Row(Column column, String name, Effect effect, String trend) {
    String share() {
      return percent(effect.share());
    }

    /** {@code 50 to 71 %}. */
    String interval() {
      return "%s to %s %%".formatted(whole(effect.interval().low()), whole(effect.interval().high()));
    }
  }

  static Optional<ImportanceFigure> of(PartResults part) {
    return part.importance().map(importance -> of(part, importance));
  }

  private static ImportanceFigure of(PartResults part, SettingImportance importance) {
    Map<String, Column> columns = Columns.settingsByPath(part);
    List<Row> rows = new ArrayList<>();
    for (int setting = 0; setting < importance.settings().size(); setting++) {
      List<String> paths = importance.settings().get(setting);
      Column column = columns.get(paths.getFirst());
      Effect effect = importance.anova().effects().get(setting);
      rows.add(
          new Row(
              column,
              paths.stream().map(path -> columns.get(path).name()).collect(Collectors.joining(" with ")),
              effect,
              paths.size() == 1 && effect.isMoreThanChance() ? trend(part, importance, setting, column) : ""));
    }
    rows.sort(Comparator.comparingDouble((Row row) -> row.effect.share()).reversed());
    return new ImportanceFigure(part, importance, List.copyOf(rows));
  }

  private static String trend(PartResults part, SettingImportance importance, int setting, Column column) {
    SettingAxis axis = SettingAxis.of(column);
    int direction = part.rankingMetric().direction() == Metric.Direction.HIGHER ? 1 : -1;
    double[] sums = new double[axis.axis().labels().size()];
    int[] counts = new int[sums.length];
    for (int i = 0; i < importance.recipes().size(); i++) {
      int place = axis.places().get(importance.recipes().get(i));
      if (place >= 0) {
        int level = importance.levels().get(setting).of().get(i);
        sums[place] += direction * importance.anova().effects().get(setting).means().get(level);
        counts[place]++;
      }
    }
    for (int place = 0; place < sums.length; place++) {
      sums[place] /= counts[place];
    }
    return Trend.words(axis, column.isNumber(), sums);
  }

  private static String whole(double share) {
    return String.format(Locale.ROOT, "%.0f", 100 * share);
  }

  private static String percent(double share) {
    return share > 0 && share < LEAST ? "under 1 %" : whole(share) + " %";
  }

  /** A place from left to right, in percent. */
  String across(double share) {
    return Numbers.place(100 * share) + "%";
  }

  /** What settings do together, in percent. */
  String together() {
    return percent(importance.anova().together());
  }

  String togetherName() {
    return importance.anova().isExact() ? "together, and chance" : "together";
  }

  private String value() {
    return part.rankingMetric().words(part.rankingPart());
  }

  /** What the figure shows, one sentence or two. */
  String finding() {
    List<Row> sure = rows.stream().filter(row -> row.effect.isMoreThanChance()).toList();
    List<String> others = rows.stream().filter(row -> !row.effect.isMoreThanChance()).map(Row::name).toList();
    if (sure.isEmpty()) {
      return "What each setting explains of the variation in %s cannot be distinguished from chance."
          .formatted(value());
    }
    List<String> explained = sure.stream().map(row -> "%s from %s".formatted(row.share(), row.name)).toList();
    String rest =
        others.isEmpty() ? "" : " Of %s, the effect cannot be distinguished from chance.".formatted(listed(others));
    String first = explained.getFirst().replaceFirst(" from ", " comes from ");
    return "Of the variation in %s, %s.%s"
        .formatted(value(), listed(explained).replace(explained.getFirst(), first), rest);
  }

  private static String listed(List<String> words) {
    int last = words.size() - 1;
    return last == 0 ? words.getFirst() : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  /** How it was computed, and how far it can be relied on. */
  List<String> notes() {
    FunctionalAnova anova = importance.anova();
    List<String> notes = new ArrayList<>();
    if (anova.isRough()) {
      notes.add(
          "%s for %s settings are few: with fewer than %s for each, the shares are rough."
              .formatted(Numbers.of(anova.recipes(), "recipe"), rows.size(), FunctionalAnova.FEW));
    }
    if (importance.beyond() > 0) {
      notes.add(
          "%s: no value counts as more than five times as far from the best as the median."
              .formatted(Numbers.of(importance.beyond(), "outlier")));
    }
    if (Double.isFinite(importance.noise())) {
      notes.add(
          "The spread between trainings of one recipe makes up %s of the variation."
              .formatted(percent(importance.noise())));
    }
    notes.add(
        anova.isExact()
            ? "Analysis of variance of the full grid. Lines are 95 % intervals, from its residuals drawn anew."
            : "Functional ANOVA over a forest of regression trees (Hutter, Hoos and Leyton-Brown, 2014). Lines are the"
                + " middle 95 % of the trees.");
    notes.add("A setting without any effect seldom reaches beyond its dashed mark.");
    return notes;
  }

  /** As a chart of a file, in percent. */
  Chart drawn() {
    List<Bar> bars = new ArrayList<>();
    for (Row row : rows) {
      String chance = row.effect.isMoreThanChance() ? "" : " (no more than chance)";
      Interval interval = row.effect.interval();
      bars.add(new Bar(row.name + chance, 100 * row.effect.share(), 100 * interval.low(), 100 * interval.high()));
    }
    bars.add(Bar.of(togetherName(), 100 * importance.anova().together()));
    return Charts.bars("What each setting explains", "% of the variation in " + value(), ValueRange.FROM_ZERO, bars)
        .subtitled(finding());
  }
}
