package dev.weft.study;

import dev.weft.keras.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A study carried out, with all that comes of it in a folder. */
public final class StudyRun {
  private final Study study;
  private final StudyFolder folder;
  private final TrialExecutor executor;
  private final StudyWatcher watcher;
  private final BooleanSupplier stop;
  private final Map<String, TrialResult> results = new LinkedHashMap<>();

  /**
   * @param stop asked after each step whether to write checkpoints and stop
   */
  public StudyRun(Study study, StudyFolder folder, TrialExecutor executor, StudyWatcher watcher, BooleanSupplier stop) {
    this.study = study;
    this.folder = folder;
    this.executor = executor;
    this.watcher = watcher;
    this.stop = stop;
  }

  /**
   * Runs what the folder does not hold yet, and writes the results down.
   *
   * @return what came out, or nothing when it was stopped
   */
  public Optional<StudyResults> perform() {
    List<Part> whole = study.parts().stream().filter(part -> part.halving() == null).toList();
    run(whole.stream().flatMap(part -> part.trials().stream()).toList(), TrialExecutor.TO_THE_END);
    study.parts().stream().filter(part -> part.halving() != null).forEach(this::halve);
    if (stop.getAsBoolean() && results.size() < study.trials().size()) {
      return Optional.empty();
    }
    StudyResults all = StudyResults.of(study, results);
    folder.write(StudyFolder.RESULTS, all.toCsv());
    folder.write(StudyFolder.JSON, Json.pretty(all.toMap()));
    return Optional.of(all);
  }

  private List<TrialResult> run(List<StudyTrial> trials, int epochs) {
    List<TrialResult> ended = trials.isEmpty() ? List.of() : executor.run(trials, epochs, watcher, stop);
    ended.forEach(result -> results.put(result.trial().id(), result));
    return ended;
  }

  /** Trains all recipes to the next rung, and lets the best of them go on. */
  private void halve(Part part) {
    List<Candidate> alive = part.candidates();
    int epochs = alive.getFirst().experiment().training().epochs();
    for (int rung : part.halving().rungs(epochs)) {
      run(trials(part, alive), rung);
      if (stop.getAsBoolean()) {
        return;
      }
      alive = best(part, alive, part.halving().kept(alive.size()));
    }
    run(trials(part, alive), TrialExecutor.TO_THE_END);
  }

  private static List<StudyTrial> trials(Part part, List<Candidate> candidates) {
    return candidates.stream().flatMap(candidate -> part.trials(candidate).stream()).toList();
  }

  /** In the order in which they stand in the study; of equal ones, the first. */
  private List<Candidate> best(Part part, List<Candidate> candidates, int count) {
    Map<Candidate, Double> values = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      double value =
          part.trials(candidate).stream()
              .mapToDouble(trial -> part.select().by().in(results.get(trial.id()).validation()))
              .average()
              .orElse(Double.NaN);
      values.put(candidate, value);
    }
    List<Candidate> ranked = new ArrayList<>(candidates);
    ranked.removeIf(candidate -> Double.isNaN(values.get(candidate)));
    ranked.sort(
        Comparator.comparing(values::get, (a, b) -> a.equals(b) ? 0 : part.select().by().better(a, b) ? -1 : 1));
    List<Candidate> kept = ranked.subList(0, Math.min(count, ranked.size()));
    return candidates.stream().filter(kept::contains).toList();
  }
}
