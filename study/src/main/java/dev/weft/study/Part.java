package dev.weft.study;

import dev.weft.Quoted;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Recipes that are compared with each other.
 *
 * @param repeats how often each is trained, with seeds that follow each other
 * @param crossValidation null for none
 * @param select null where no winner is chosen
 * @param strategy null where all recipes are known and trained to their end
 * @param search what adds recipes while the study runs; null where nothing does
 * @param outer the outer fold on which its winner is tested; null where it is no part of a nested cross-validation
 */
public record Part(
    String name,
    List<Candidate> candidates,
    int repeats,
    CrossValidation crossValidation,
    Select select,
    Strategy strategy,
    BayesianSearch search,
    Nested.Outer outer) {
  public Part {
    name = Quoted.line(name);
    candidates = List.copyOf(candidates);
  }

  /** One to which nothing adds recipes. */
  public Part(
      String name,
      List<Candidate> candidates,
      int repeats,
      CrossValidation crossValidation,
      Select select,
      Strategy strategy) {
    this(name, candidates, repeats, crossValidation, select, strategy, null, null);
  }

  /** The same of other recipes. */
  Part with(List<Candidate> others) {
    return new Part(name, others, repeats, crossValidation, select, strategy, search, outer);
  }

  /** The same with the first recipes of a search, which adds further ones. */
  Part with(BayesianSearch search) {
    return new Part(name, search.first(), repeats, crossValidation, select, strategy, search, outer);
  }

  /** The same with an outer fold held out, on which all are tested. */
  Part within(Nested nested, int fold) {
    UnaryOperator<Candidate> tested = one -> one.with(one.experiment().testedOn(nested.fold(fold)));
    String of = "outer fold " + (fold + 1) + " of " + name;
    Nested.Outer outer = new Nested.Outer(name, fold);
    return search == null
        ? new Part(
            of, candidates.stream().map(tested).toList(), repeats, crossValidation, select, strategy, null, outer)
        : new Part(of, List.of(), repeats, crossValidation, select, strategy, null, outer).with(search.of(tested));
  }

  /**
   * The trainings of a winner on all images but the outer fold; empty where the winner was trained on these, as without
   * inner folds.
   */
  Optional<Part> chosen(Candidate winner) {
    if (outer == null || crossValidation == null) {
      return Optional.empty();
    }
    Candidate chosen =
        new Candidate("chosen: " + winner.name(), winner.changes(), winner.experiment(), winner.multiplyAdds());
    return Optional.of(new Part(name, List.of(chosen), repeats, null, null, null));
  }

  /** How many trainings it will have, with those of recipes that are not known yet. */
  int planned() {
    int known = trials().size();
    int all = search == null ? known : known / candidates.size() * search.settings().trials();
    return all + chosen(candidates.getFirst()).map(part -> part.trials().size()).orElse(0);
  }

  /** All trainings, recipe by recipe. */
  public List<StudyTrial> trials() {
    return candidates.stream().flatMap(candidate -> trials(candidate).stream()).toList();
  }

  /** The trainings of one recipe: each repeat, each division into folds, each fold. */
  public List<StudyTrial> trials(Candidate candidate) {
    List<StudyTrial> trials = new ArrayList<>();
    for (int repeat = 0; repeat < repeats; repeat++) {
      Experiment seeded = candidate.experiment().seeded(candidate.experiment().training().seed() + repeat);
      String which = repeats > 1 ? "repeat " + (repeat + 1) : "";
      if (crossValidation == null) {
        trials.add(trial(candidate, which, repeat, -1, seeded));
      } else {
        folds(candidate, which, repeat, seeded, trials);
      }
    }
    return trials;
  }

  private void folds(Candidate candidate, String repeated, int repeat, Experiment seeded, List<StudyTrial> trials) {
    for (int division = 0; division < crossValidation.repeats(); division++) {
      for (int fold = 0; fold < crossValidation.folds(); fold++) {
        String which = crossValidation.repeats() > 1 ? "division " + (division + 1) + ", " : "";
        which = (repeated.isEmpty() ? "" : repeated + ", ") + which + "fold " + (fold + 1);
        long seed = candidate.experiment().training().seed() + division;
        Validation held = new Validation.Fold(fold, crossValidation.folds(), crossValidation.stratified(), seed);
        trials.add(trial(candidate, which, repeat, fold, seeded.validatedOn(held)));
      }
    }
  }

  /** Its experiment is named after it, so that its run differs from others. */
  private StudyTrial trial(Candidate candidate, String replica, int repeat, int fold, Experiment experiment) {
    String run = StudyFolder.safe(candidate.name(), replica);
    return new StudyTrial(name, candidate, replica, repeat, fold, experiment.named(run));
  }
}
