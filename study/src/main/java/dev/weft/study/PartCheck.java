package dev.weft.study;

import dev.weft.config.Setting;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.Validation;
import dev.weft.metrics.Metric;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What can be known to be wrong with a part of a study before anything is trained. */
final class PartCheck {
  /** What is known after each epoch. */
  private static final List<Metric> OF_AN_EPOCH = List.of(Metric.ACCURACY, Metric.LOSS);

  private PartCheck() {}

  /**
   * @param at where the part stands in its file
   * @throws dev.weft.config.ConfigException if something is wrong
   */
  static void check(Part part, Setting at) {
    requireNames(part, at);
    for (Candidate candidate : part.candidates()) {
      requireValidation(part, candidate, at);
    }
    switch (part.strategy()) {
      case null -> {}
      case Halving halving -> checkHalving(part, at.child("halving"), "halving");
      case Hyperband hyperband -> {
        checkHalving(part, at.child("hyperband"), "hyperband");
        requireBrackets(part, hyperband, at.child("hyperband"));
      }
      case Bayesian bayesian -> requireSelect(part, at.child("bayesian"));
    }
  }

  private static void requireNames(Part part, Setting at) {
    Set<String> names = new HashSet<>();
    for (Candidate candidate : part.candidates()) {
      if (!names.add(candidate.name())) {
        throw at.error("each recipe must have a name of its own; two are called '" + candidate.name() + "'.");
      }
    }
  }

  private static void requireValidation(Part part, Candidate candidate, Setting at) {
    Experiment experiment = candidate.experiment();
    Validation validation = experiment.data().validation();
    boolean own = !(validation instanceof Validation.None || validation instanceof Validation.Given);
    if (part.crossValidation() != null && own) {
      throw at.child("cross_validation")
          .error(
              "cross-validation validates on its folds; "
                  + candidate.name()
                  + " has a data.validation of its own; say validation: none.");
    }
    if (part.select() != null && part.crossValidation() == null && validation instanceof Validation.None) {
      throw at.child("select")
          .error(
              "a winner is chosen on validation images, and "
                  + candidate.name()
                  + " has none; say data.validation, or cross_validation.");
    }
    if (part.select() != null && validation instanceof Validation.Test) {
      throw at.child("select")
          .error(
              "a winner chosen on the test set looks better than it is, and the validation set of "
                  + candidate.name()
                  + " is the test set; validate on a part of the training images.");
    }
  }

  private static void requireSelect(Part part, Setting at) {
    if (part.select() == null) {
      throw at.error(
          "a Bayesian search goes by what 'select' says; say select: { metric: accuracy }, or choose at 'random'.");
    }
  }

  private static void requireBrackets(Part part, Hyperband hyperband, Setting at) {
    int epochs = part.candidates().getFirst().experiment().training().epochs();
    long least = (long) hyperband.factor() * hyperband.minEpochs();
    if (epochs < least) {
      throw at.error(
          String.format(
              Locale.ROOT,
              "hyperband compares recipes only where trainings have 'factor' times 'min_epochs' epochs, %d, or more;"
                  + " received %d; train longer, or take a 'random' search.",
              least,
              epochs));
    }
  }

  private static void checkHalving(Part part, Setting at, String what) {
    if (part.select() == null || !OF_AN_EPOCH.contains(part.select().by())) {
      throw at.error(what + " decides by what 'select' says, after epochs: its metric must be accuracy or loss.");
    }
    int epochs = part.candidates().getFirst().experiment().training().epochs();
    for (Candidate candidate : part.candidates()) {
      if (candidate.experiment().training().epochs() != epochs) {
        throw at.error(
            String.format(
                Locale.ROOT,
                "%s compares recipes of equally many epochs; received %d and %d.",
                what,
                epochs,
                candidate.experiment().training().epochs()));
      }
    }
  }
}
