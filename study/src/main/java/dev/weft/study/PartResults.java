package dev.weft.study;

import dev.weft.config.Config;
import dev.weft.metrics.Metric;
import dev.weft.source.DataPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What came out of a part of a study. */
public final class PartResults {
  /** So many recipes are shown to a person at once; of more, the best. */
  public static final int MOST_RECIPES = 12;

  /** So many comparisons are shown to a person at once; of more, {@link #summary}. */
  public static final int MOST_COMPARISONS = 6;

  private final Part part;
  private final List<RecipeResult> rows;
  private final RecipeResult chosen;
  private List<Comparison> comparisons;
  private Optional<SettingImportance> importance;
  private Optional<RecipePairs> pairs;

  /**
   * @param rows one for each recipe, in the study's order
   */
  public PartResults(Part part, List<RecipeResult> rows) {
    this(part, rows, null);
  }

  private PartResults(Part part, List<RecipeResult> rows, RecipeResult chosen) {
    this.part = part;
    this.rows = List.copyOf(rows);
    this.chosen = chosen;
  }

  static PartResults of(Part part, Map<String, TrialResult> results) {
    List<RecipeResult> rows = part.candidates().stream().map(candidate -> recipe(part, candidate, results)).toList();
    return new PartResults(part, rows)
        .winner()
        .flatMap(winner -> part.chosen(winner.candidate()))
        .filter(chosen -> results.get(chosen.trials().getFirst().id()) != null)
        .map(chosen -> new PartResults(part, rows, recipe(chosen, chosen.candidates().getFirst(), results)))
        .orElseGet(() -> new PartResults(part, rows));
  }

  private static RecipeResult recipe(Part part, Candidate candidate, Map<String, TrialResult> results) {
    return new RecipeResult(candidate, part.trials(candidate).stream().map(trial -> results.get(trial.id())).toList());
  }

  /** The winner trained on all images but the outer fold of a nested cross-validation; empty without inner folds. */
  public Optional<RecipeResult> chosen() {
    return Optional.ofNullable(chosen);
  }

  public Part part() {
    return part;
  }

  /** One for each recipe, in the study's order. */
  public List<RecipeResult> rows() {
    return rows;
  }

  /**
   * The best recipe on the validation images, among those whose trainings all came to their end and all have the
   * metric: a mean over other folds than the others' is no comparison.
   */
  public Optional<RecipeResult> winner() {
    if (part.select() == null) {
      return Optional.empty();
    }
    RecipeResult best = null;
    for (RecipeResult row : rows) {
      boolean better =
          row.isFinished()
              && row.without(DataPart.VALIDATION, part.select().by()) == 0
              && (best == null || part.select().by().better(value(row), value(best)));
      best = better ? row : best;
    }
    return Optional.ofNullable(best);
  }

  private double value(RecipeResult row) {
    return row.mean(DataPart.VALIDATION, part.select().by()).getAsDouble();
  }

  /**
   * What the differences between its recipes are worth; none where no two were trained to their end on the same images.
   * Their predictions are read when this is first asked for, and only then.
   */
  public synchronized List<Comparison> comparisons() {
    if (comparisons == null) {
      comparisons = Comparisons.of(this);
    }
    return comparisons;
  }

  /** What its settings explain; computed when this is first asked for, and only then. */
  public synchronized Optional<SettingImportance> importance() {
    if (importance == null) {
      importance = SettingImportance.of(this);
    }
    return importance;
  }

  /** What the difference between any two of its recipes is worth; of more than {@link #MOST_RECIPES}, of the best. */
  public synchronized Optional<RecipePairs> pairs() {
    if (pairs == null) {
      pairs = RecipePairs.of(this);
    }
    return pairs;
  }

  /**
   * {@code "6 of 11 cannot be distinguished from the winner, ..."}: how many of the comparisons are significant; empty
   * of none.
   */
  public String summary() {
    List<Comparison> all = comparisons();
    if (all.isEmpty()) {
      return "";
    }
    long same = all.stream().filter(comparison -> !comparison.verdict().significant()).count();
    String from = winner().isPresent() ? "the winner" : all.getFirst().reference();
    if (all.size() == 1) {
      return (same == 1 ? "The other cannot be distinguished from " : "The other differs significantly from ")
          + from
          + ".";
    }
    long different = all.size() - same;
    return String.format(
        Locale.ROOT,
        "%d of %d cannot be distinguished from %s, %d %s significantly, corrected for their number.",
        same,
        all.size(),
        from,
        different,
        different == 1 ? "differs" : "differ");
  }

  /**
   * The best first: by what the winner is chosen by, or by test accuracy where none is; those without that metric last.
   */
  public List<RecipeResult> ranked() {
    Metric metric = rankingMetric();
    DataPart on = rankingPart();
    List<RecipeResult> ranked = new ArrayList<>(rows);
    ranked.sort((a, b) -> {
      double first = a.mean(on, metric).orElse(Double.NaN);
      double second = b.mean(on, metric).orElse(Double.NaN);
      if (Double.isNaN(first) || Double.isNaN(second)) {
        return Boolean.compare(Double.isNaN(first), Double.isNaN(second));
      }
      return metric.better(first, second) ? -1 : metric.better(second, first) ? 1 : 0;
    });
    return ranked;
  }

  /**
   * What recipes are ranked by, the mean of each over its trainings, in the order of {@link #rows}; NaN for a recipe of
   * which not all trainings came to their end with that metric.
   */
  public double[] rankingValues() {
    return rows.stream()
        .mapToDouble(row ->
            row.isFinished() && row.without(rankingPart(), rankingMetric()) == 0
                ? row.mean(rankingPart(), rankingMetric()).orElse(Double.NaN)
                : Double.NaN)
        .toArray();
  }

  /** The best of {@link #rankingValues} up to each recipe; NaN before the first. */
  public double[] bestSoFar() {
    double[] best = rankingValues();
    for (int i = 1; i < best.length; i++) {
      best[i] = Double.isNaN(best[i]) || rankingMetric().better(best[i - 1], best[i]) ? best[i - 1] : best[i];
    }
    return best;
  }

  /** By what {@link #ranked} ranks, such as {@code validation accuracy}. */
  public String rankedBy() {
    return rankingPart().word() + " " + rankingMetric().key();
  }

  /** The metric that recipes are ranked by. */
  public Metric rankingMetric() {
    return part.select() == null ? Metric.ACCURACY : part.select().by();
  }

  /** The part of the data on which they are ranked. */
  public DataPart rankingPart() {
    return part.select() == null ? DataPart.TEST : DataPart.VALIDATION;
  }

  /** Why recipes could not be chosen although they were trained: the metric is not defined for all their trainings. */
  private List<String> undecided() {
    List<String> sentences = new ArrayList<>();
    if (part.select() == null) {
      return sentences;
    }
    Metric metric = part.select().by();
    List<RecipeResult> without = rows.stream().filter(row -> row.without(DataPart.VALIDATION, metric) > 0).toList();
    if (!without.isEmpty()) {
      RecipeResult first = without.getFirst();
      sentences.add(
          String.format(
              Locale.ROOT,
              "%s is not defined on the validation images of %d of the %d %s of %s%s.",
              metric.key(),
              first.without(DataPart.VALIDATION, metric),
              first.trials().size(),
              part.crossValidation() == null ? "trainings" : "folds",
              first.candidate().name(),
              without.size() == 1
                  ? ""
                  : String.format(
                      Locale.ROOT,
                      ", and of %d more %s",
                      without.size() - 1,
                      without.size() == 2 ? "recipe" : "recipes")));
      sentences.add(
          (winner().isEmpty() ? "nobody won" : "the winner is the best of the other recipes")
              + ": a mean over other images than the others' is no comparison; choose by accuracy or loss, or have an"
              + " image of each class to validate on: more images, or fewer folds.");
    }
    return sentences;
  }

  /** That a search ended early: nobody asked for so few recipes. */
  private List<String> ended() {
    return part.strategy() instanceof Bayesian search && rows.size() < search.trials()
        ? List.of(
            String.format(
                Locale.ROOT,
                "the search found %d different recipes, and no more, of the %d 'trials'.",
                rows.size(),
                search.trials()))
        : List.of();
  }

  /** What one should know before believing it: each kind of warning once, with the first training's words. */
  public List<String> warnings() {
    Map<String, List<TrialResult>> warned = new LinkedHashMap<>();
    for (RecipeResult row : rows) {
      for (TrialResult trial : row.trials()) {
        trial.warnings().keySet().forEach(name -> warned.computeIfAbsent(name, n -> new ArrayList<>()).add(trial));
      }
    }
    List<String> sentences = undecided();
    sentences.addAll(ended());
    warned.forEach((name, trials) -> {
      TrialResult first = trials.getFirst();
      String more = trials.size() == 1 ? "" : String.format(Locale.ROOT, ", and %d more", trials.size() - 1);
      sentences.add("%s%s: %s".formatted(first.trial().name(), more, first.warnings().get(name)));
    });
    return sentences;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", part.name());
    map.put("winner", winner().map(row -> row.candidate().name()).orElse(null));
    if (part.strategy() != null) {
      map.put(StudyPlan.key(part.strategy().getClass()), Config.arguments((Record) part.strategy()));
      map.put("best_so_far", Arrays.stream(bestSoFar()).mapToObj(best -> Double.isNaN(best) ? null : best).toList());
    }
    List<BracketResult> brackets = BracketResult.of(this);
    if (!brackets.isEmpty()) {
      map.put("brackets", brackets.stream().map(bracket -> bracket.toMap(this)).toList());
    }
    map.put("recipes", rows.stream().map(RecipeResult::toMap).toList());
    map.put("comparisons", comparisons().stream().map(Comparison::toMap).toList());
    importance().ifPresent(importance -> map.put("importance", importance.toMap()));
    map.put("pairs", pairs().map(all -> all.differences().toMaps()).orElse(List.of()));
    map.put("warnings", warnings());
    return map;
  }
}
