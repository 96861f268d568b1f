package dev.weft.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What came out of a part of a study. */
public final class PartResults {
  private final Part part;
  private final List<RecipeResult> rows;
  private List<Comparison> comparisons;

  /**
   * @param rows one for each recipe, in the study's order
   */
  public PartResults(Part part, List<RecipeResult> rows) {
    this.part = part;
    this.rows = List.copyOf(rows);
  }

  static PartResults of(Part part, Map<String, TrialResult> results) {
    return new PartResults(
        part,
        part.candidates().stream()
            .map(candidate ->
                new RecipeResult(
                    candidate, part.trials(candidate).stream().map(trial -> results.get(trial.id())).toList()))
            .toList());
  }

  public Part part() {
    return part;
  }

  /** One for each recipe, in the study's order. */
  public List<RecipeResult> rows() {
    return rows;
  }

  /** The best recipe on the validation pictures, among those whose trainings all came to their end. */
  public Optional<RecipeResult> winner() {
    if (part.select() == null) {
      return Optional.empty();
    }
    RecipeResult best = null;
    for (RecipeResult row : rows) {
      boolean better =
          row.isFinished()
              && row.mean("validation", part.select().metric()).isPresent()
              && (best == null || part.select().better(value(row), value(best)));
      best = better ? row : best;
    }
    return Optional.ofNullable(best);
  }

  private double value(RecipeResult row) {
    return row.mean("validation", part.select().metric()).getAsDouble();
  }

  /**
   * What the differences between its recipes are worth; none where no two were trained to their end on the same
   * pictures. Their predictions are read when this is first asked for, and only then.
   */
  public synchronized List<Comparison> comparisons() {
    if (comparisons == null) {
      comparisons = Comparisons.of(this);
    }
    return comparisons;
  }

  /** What one should know before believing it: each kind of warning once, with the first training's words. */
  public List<String> warnings() {
    Map<String, List<TrialResult>> warned = new LinkedHashMap<>();
    for (RecipeResult row : rows) {
      for (TrialResult trial : row.trials()) {
        trial.warnings().keySet().forEach(name -> warned.computeIfAbsent(name, n -> new ArrayList<>()).add(trial));
      }
    }
    List<String> sentences = new ArrayList<>();
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
    map.put("recipes", rows.stream().map(RecipeResult::toMap).toList());
    map.put("comparisons", comparisons().stream().map(Comparison::toMap).toList());
    map.put("warnings", warnings());
    return map;
  }
}
