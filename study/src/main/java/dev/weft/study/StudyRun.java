package dev.weft.study;

import dev.weft.keras.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A study carried out, with all that comes of it in a folder. */
public final class StudyRun {
  private final Study study;
  private final StudyFolder folder;
  private final TrialExecutor executor;
  private final StudyWatcher watcher;
  private final BooleanSupplier stop;
  private final Map<String, TrialResult> results = new LinkedHashMap<>();
  private boolean interrupted;

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
    List<Part> whole = study.parts().stream().filter(part -> part.strategy() == null).toList();
    run(legs(whole.stream().flatMap(part -> part.trials().stream()).toList()));
    Study done = study.with(study.parts().stream().map(this::perform).toList());
    List<Part> chosen = chosen(done);
    chosen.forEach(folder::add);
    run(legs(chosen.stream().flatMap(part -> part.trials().stream()).toList()));
    if (interrupted) {
      return Optional.empty();
    }
    StudyResults all = StudyResults.of(done, results);
    folder.write(StudyPlan.FILE, StudyPlan.text(done));
    folder.write(StudyFolder.RESULTS, all.toCsv());
    folder.write(StudyFolder.JSON, Json.pretty(all.toMap()));
    return Optional.of(all);
  }

  /** The winners that are still to be trained on all images but their outer fold. */
  private List<Part> chosen(Study done) {
    return done.parts().stream()
        .filter(part -> part.outer() != null && !interrupted)
        .flatMap(
            part -> PartResults.of(part, results).winner().flatMap(winner -> part.chosen(winner.candidate())).stream())
        .toList();
  }

  private void run(List<Leg> legs) {
    List<TrialResult> ended = legs.isEmpty() ? List.of() : executor.run(legs, watcher, stop);
    interrupted |= ended.size() < legs.size() || Thread.currentThread().isInterrupted();
    ended.forEach(result -> results.put(result.trial().id(), result));
  }

  private static List<Leg> legs(List<StudyTrial> trials) {
    return trials.stream().map(trial -> new Leg(trial, Leg.TO_THE_END)).toList();
  }

  /** Carries out a part by its strategy; the part with the recipes that came up. */
  private Part perform(Part part) {
    RecipeTrainer trainer = new RecipeTrainer(part, this::run, results, () -> interrupted);
    List<Candidate> candidates = part.candidates();
    int epochs = candidates.getFirst().experiment().training().epochs();
    switch (part.strategy()) {
      case null -> {}
      case Halving halving when halving.asynchronous() != null -> new AsynchronousHalving(trainer, halving).perform();
      case Halving halving -> {
        SynchronousHalving one = new SynchronousHalving(trainer, halving.factor());
        one.add(candidates, halving.rungs(epochs));
        one.perform();
      }
      case Hyperband hyperband -> {
        SynchronousHalving several = new SynchronousHalving(trainer, hyperband.factor());
        int from = 0;
        for (Hyperband.Bracket bracket : hyperband.brackets(epochs)) {
          several.add(candidates.subList(from, from + bracket.recipes()), bracket.rungs());
          from += bracket.recipes();
        }
        several.perform();
      }
      case Bayesian bayesian -> {
        return search(part);
      }
    }
    return part;
  }

  /** Trains recipes batch by batch, each chosen by what came of those before. */
  private Part search(Part part) {
    Part grown = part;
    run(legs(part.trials()));
    while (!interrupted) {
      Part with = grown;
      List<Candidate> more = part.search().next(PartResults.of(with, results));
      if (more.isEmpty()) {
        break;
      }
      folder.add(part.with(more));
      run(legs(part.with(more).trials()));
      grown = grown.with(Stream.concat(grown.candidates().stream(), more.stream()).toList());
    }
    return grown;
  }
}
