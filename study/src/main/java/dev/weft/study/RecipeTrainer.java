package dev.weft.study;

import dev.weft.metrics.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Trains recipes of a part up to some epoch, and ranks them by how they did there. */
final class RecipeTrainer {
  private final Part part;
  private final Consumer<List<Leg>> run;
  private final Map<String, TrialResult> results;
  private final BooleanSupplier interrupted;

  /**
   * @param run carries out legs, and puts what came of them into the results
   * @param results by the ids of their trainings
   * @param interrupted whether not all legs were carried out
   */
  RecipeTrainer(Part part, Consumer<List<Leg>> run, Map<String, TrialResult> results, BooleanSupplier interrupted) {
    this.part = part;
    this.run = run;
    this.results = results;
    this.interrupted = interrupted;
  }

  Part part() {
    return part;
  }

  boolean isInterrupted() {
    return interrupted.getAsBoolean();
  }

  /** Trains each recipe to its epoch. */
  void train(Map<Candidate, Integer> epochs) {
    List<Leg> legs = new ArrayList<>();
    epochs.forEach((candidate, to) -> part.trials(candidate).forEach(trial -> legs.add(new Leg(trial, to))));
    run.accept(legs);
  }

  /** How a recipe did where it stands, the mean over its trainings; NaN where one failed. */
  double value(Candidate candidate) {
    return part.trials(candidate).stream()
        .mapToDouble(trial -> part.select().by().in(results.get(trial.id()).validation()))
        .average()
        .orElse(Double.NaN);
  }

  /** Of recipes that stand at the same epoch, the best so many, in their order; of equal ones, the first. */
  List<Candidate> best(List<Candidate> candidates, int count) {
    Metric metric = part.select().by();
    Map<Candidate, Double> values = new LinkedHashMap<>();
    candidates.forEach(candidate -> values.put(candidate, value(candidate)));
    return best(values, count, metric);
  }

  /** As {@link #best(List, int)}, by values that are known. */
  static List<Candidate> best(Map<Candidate, Double> values, int count, Metric metric) {
    List<Candidate> ranked = new ArrayList<>(values.keySet());
    ranked.removeIf(candidate -> Double.isNaN(values.get(candidate)));
    ranked.sort((a, b) ->
        metric.better(values.get(a), values.get(b)) ? -1 : metric.better(values.get(b), values.get(a)) ? 1 : 0);
    List<Candidate> kept = ranked.subList(0, Math.min(count, ranked.size()));
    return values.keySet().stream().filter(kept::contains).toList();
  }
}
