package dev.weft.study;

import dev.weft.Quoted;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.Validation;
import java.util.ArrayList;
import java.util.List;

/**
 * Recipes that are compared with each other.
 *
 * @param repeats how often each is trained, with seeds that follow each other
 * @param crossValidation null for none
 * @param select null where no winner is chosen
 * @param strategy null where all recipes are known and trained to their end
 * @param search what adds recipes while the study runs; null where nothing does
 */
public record Part(
    String name,
    List<Candidate> candidates,
    int repeats,
    CrossValidation crossValidation,
    Select select,
    Strategy strategy,
    BayesianSearch search) {
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
    this(name, candidates, repeats, crossValidation, select, strategy, null);
  }

  /** The same of other recipes. */
  Part with(List<Candidate> others) {
    return new Part(name, others, repeats, crossValidation, select, strategy, search);
  }

  /** The same with the first recipes of a search, which adds further ones. */
  Part with(BayesianSearch search) {
    return new Part(name, search.first(), repeats, crossValidation, select, strategy, search);
  }

  /** How many trainings it will have, with those of recipes that are not known yet. */
  int planned() {
    int known = trials().size();
    return search == null ? known : known / candidates.size() * search.settings().trials();
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
