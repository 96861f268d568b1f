package dev.weft.page.study;

import dev.weft.chart.Bar;
import dev.weft.chart.DotChart;
import dev.weft.chart.ValueRange;
import dev.weft.metrics.Metric;
import dev.weft.page.BarFigure;
import dev.weft.page.Digits;
import dev.weft.page.DotFigure;
import dev.weft.page.KeyNumber;
import dev.weft.page.Numbers;
import dev.weft.page.Section;
import dev.weft.page.Table;
import dev.weft.source.DataPart;
import dev.weft.statistics.Interval;
import dev.weft.statistics.Repeats;
import dev.weft.study.Comparison;
import dev.weft.study.PartResults;
import dev.weft.study.RecipeResult;
import dev.weft.study.TrialResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** A part of a study as its page shows it. */
final class PartSection {
  /** Fewer recipes are no cloud of dots. */
  private static final int LEAST_DOTS = 4;

  private final PartResults results;
  private final TrialLinks links;
  private final RecipeNames names;
  private final PartVerdict verdict;
  private final Map<String, Comparison> comparisons = new HashMap<>();
  private final Map<String, Integer> places = new HashMap<>();

  PartSection(PartResults results, TrialLinks links) {
    this.results = results;
    this.links = links;
    names = RecipeNames.of(results);
    verdict = new PartVerdict(results, names);
    results.comparisons().forEach(comparison -> comparisons.put(comparison.other(), comparison));
    results.rows().forEach(row -> places.put(row.candidate().name(), places.size()));
  }

  PartResults results() {
    return results;
  }

  String name() {
    return results.part().name();
  }

  RecipeNames names() {
    return names;
  }

  PartVerdict verdict() {
    return verdict;
  }

  TrialLinks links() {
    return links;
  }

  /** A recipe's place in the study, from 0. */
  int place(RecipeResult row) {
    return places.get(row.candidate().name());
  }

  boolean isWinner(RecipeResult row) {
    return results.winner().filter(winner -> place(winner) == place(row)).isPresent();
  }

  /** What a recipe's difference from the one that all are compared with is worth; empty of that one. */
  Optional<Comparison> comparison(RecipeResult row) {
    return Optional.ofNullable(comparisons.get(row.candidate().name()));
  }

  /** Whether all are compared with this recipe. */
  boolean isReference(RecipeResult row) {
    return !results.comparisons().isEmpty()
        && results.comparisons().getFirst().reference().equals(row.candidate().name());
  }

  /** Whether its accuracy is less than that of the recipe that all are compared with. */
  boolean isBehind(RecipeResult row) {
    RecipeResult reference = results.rows().stream().filter(this::isReference).findFirst().orElseThrow();
    return mean(row, verdict.comparedOn(), Metric.ACCURACY) < mean(reference, verdict.comparedOn(), Metric.ACCURACY);
  }

  /** By which the winner is chosen; accuracy where none is. */
  Metric metric() {
    return results.part().select() == null ? Metric.ACCURACY : results.part().select().by();
  }

  static double mean(RecipeResult row, DataPart on, Metric metric) {
    return row.values(on, metric).map(Repeats::mean).orElse(Double.NaN);
  }

  /** How good the winner is; without one, between what the recipes lie. */
  List<KeyNumber> numbers() {
    List<KeyNumber> numbers = new ArrayList<>();
    results
        .winner()
        .ifPresent(winner -> {
          addWinner(numbers, winner, DataPart.TEST, Metric.ACCURACY);
          addWinner(numbers, winner, DataPart.VALIDATION, metric());
        });
    if (numbers.isEmpty()) {
      addRange(numbers, DataPart.TEST);
      addRange(numbers, DataPart.VALIDATION);
    }
    int trainings = results.rows().stream().mapToInt(row -> row.trials().size()).sum();
    numbers.add(
        new KeyNumber(
            "recipes",
            Numbers.count(results.rows().size()),
            trainings == results.rows().size() ? "each trained once" : Numbers.of(trainings, "training")));
    double seconds = results.rows().stream().mapToDouble(RecipeResult::seconds).sum();
    numbers.add(new KeyNumber("training time", Numbers.time(seconds), "of all trainings, added up"));
    return numbers;
  }

  private static void addWinner(List<KeyNumber> numbers, RecipeResult winner, DataPart on, Metric metric) {
    winner
        .values(on, metric)
        .map(Repeats::mean)
        .ifPresent(mean -> {
          Optional<Interval> interval = winner.interval(on, metric);
          Digits digits = interval.map(Digits::of).orElse(Digits.FOUR);
          String beside = interval.map(ends -> "95 % interval " + digits.text(ends)).orElse("of the winner");
          numbers.add(new KeyNumber(metric.words(on), digits.text(mean), beside));
        });
  }

  private void addRange(List<KeyNumber> numbers, DataPart on) {
    List<RecipeResult> known =
        results.rows().stream().filter(row -> row.values(on, Metric.ACCURACY).isPresent()).toList();
    if (!known.isEmpty()) {
      Digits digits = known.getFirst().interval(on, Metric.ACCURACY).map(Digits::of).orElse(Digits.FOUR);
      double low = known.stream().mapToDouble(row -> mean(row, on, Metric.ACCURACY)).min().getAsDouble();
      double high = known.stream().mapToDouble(row -> mean(row, on, Metric.ACCURACY)).max().getAsDouble();
      String range = digits.text(low) + (digits.text(low).equals(digits.text(high)) ? "" : "–" + digits.text(high));
      numbers.add(new KeyNumber(Metric.ACCURACY.words(on), range, "from the lowest recipe to the highest"));
    }
  }

  /** The settings that vary. */
  List<Column> settings() {
    return Columns.settings(results);
  }

  /** Those that the page shows before anything is unfolded, the best first. */
  List<RecipeResult> shown() {
    List<RecipeResult> ranked = results.ranked();
    return ranked.subList(0, Math.min(PartResults.MOST_RECIPES, ranked.size()));
  }

  RecipeTable recipes() {
    return new RecipeTable(this, shown());
  }

  Figures figures() {
    return new Figures(this);
  }

  /** What is the same for all recipes, one sentence; else empty. */
  String shared() {
    return SharedFacts.of(results.rows());
  }

  /** Accuracy with its interval, of the recipes in the table. */
  Optional<DotFigure> dots() {
    DataPart on = verdict.comparedOn();
    List<RecipeResult> known = shown().stream().filter(row -> row.values(on, Metric.ACCURACY).isPresent()).toList();
    DotChart chart =
        new DotChart(
            "Accuracy on the " + on.images(),
            Metric.ACCURACY.words(on),
            ValueRange.FITTED,
            RecipeDots.of(results, known, on, Metric.ACCURACY));
    return known.isEmpty()
        ? Optional.empty()
        : Optional.of(DotFigure.of(chart, known.stream().map(this::place).toList()));
  }

  /** The place in the table of each row of the dots; none where the table has names instead of places. */
  List<String> dotPlaces() {
    if (!names().areSettings()) {
      return List.of();
    }
    List<Integer> shown = shown().stream().map(this::place).toList();
    return dots().map(DotFigure::recipes).orElse(List.of()).stream()
        .map(recipe -> String.valueOf(shown.indexOf(recipe) + 1))
        .toList();
  }

  /** Seconds of all trainings of each recipe. */
  BarFigure times() {
    return BarFigure.ofSeconds("Training time", bars(RecipeResult::seconds));
  }

  /** How fast each recipe trained. */
  BarFigure speeds() {
    return BarFigure.ofCounts("Images a second, while it trained", bars(Speed::of));
  }

  private List<Bar> bars(ToDoubleFunction<RecipeResult> value) {
    return shown().stream()
        .map(row -> Bar.of(names.of(row).shortly(), value.applyAsDouble(row)))
        .filter(bar -> bar.value() > 0)
        .toList();
  }

  /** What the charts leave out, one sentence; else empty. */
  String leftOut() {
    int count = results.rows().size();
    return count > shown().size()
        ? String.format(
            Locale.ROOT,
            "Drawn are the best %d of %s; the table of all figures has them all.",
            shown().size(),
            Numbers.of(count, "recipe"))
        : "";
  }

  Table trainings() {
    return new Trainings(this).table();
  }

  List<String> warnings() {
    return results.warnings().stream().map(this::named).toList();
  }

  /** A sentence that begins with what the study calls a recipe, with the recipe's name instead. */
  private String named(String sentence) {
    return results.rows().stream()
        .map(row -> row.candidate().name())
        .filter(own -> Stream.of(":", ",", " (").anyMatch(end -> sentence.startsWith(own + end)))
        .findFirst()
        .map(own -> names.of(own).words() + sentence.substring(own.length()))
        .orElse(sentence);
  }

  boolean hasWarnings() {
    return !warnings().isEmpty() || !failures().isEmpty();
  }

  List<TrialResult> failures() {
    return results.rows().stream().flatMap(row -> row.trials().stream()).filter(TrialResult::hasFailed).toList();
  }

  /** Its views, as the contents list them. */
  List<Section> views(String id) {
    List<Section> views = new ArrayList<>();
    if (results.rows().stream().flatMap(row -> row.trials().stream()).anyMatch(trial -> trial.epochs() > 1)) {
      views.add(new Section(id + "-view-curves", "Learning curves", true));
    }
    if (results.rows().size() >= LEAST_DOTS) {
      views.add(new Section(id + "-view-explore", "Any two columns", true));
    }
    if (!SettingsSection.of(results).maps().isEmpty()) {
      views.add(new Section(id + "-view-settings", "Settings", true));
    }
    if (!results.comparisons().isEmpty()) {
      views.add(new Section(id + "-view-differences", "Differences", true));
    }
    if (hasWarnings()) {
      views.add(new Section(id + "-warnings", "Warnings", true));
    }
    views.add(new Section(id + "-time", "Time", true));
    return views;
  }
}
