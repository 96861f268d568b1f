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
 * @param halving null where all are trained to their end
 */
public record Part(
    String name,
    List<Candidate> candidates,
    int repeats,
    CrossValidation crossValidation,
    Select select,
    Halving halving) {
  public Part {
    name = Quoted.line(name);
    candidates = List.copyOf(candidates);
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
