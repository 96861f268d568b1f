package dev.weft.trust;

import dev.weft.data.ImageDataset;
import dev.weft.data.ImageSet;
import dev.weft.data.KnownDuplicates;
import dev.weft.experiment.EarlyStop;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.Results;
import dev.weft.experiment.Scores;
import dev.weft.experiment.Trial;
import dev.weft.experiment.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that a person should know before believing a result. */
public final class Warnings {
  private Warnings() {}

  /** What can be said before the training: what is allowed but most likely not meant. */
  public static List<Warning> of(Experiment experiment) {
    List<Warning> warnings = new ArrayList<>();
    TestSetValidates.in(experiment).ifPresent(warnings::add);
    LossBesideSoftmax.in(experiment).ifPresent(warnings::add);
    return warnings;
  }

  /**
   * What can be said of a finished training, with what could be said before it. Pictures in two parts of the data are
   * looked for in a second or two, but once only for each split of a data set.
   */
  public static List<Warning> of(Results results) {
    Trial trial = results.trial();
    List<Warning> warnings = new ArrayList<>(of(trial.experiment()));
    boolean testValidates = !warnings.isEmpty() && warnings.getFirst() instanceof TestSetValidates;
    MissingClasses.in("training", trial.train()).ifPresent(warnings::add);
    if (!testValidates) {
      trial.validation().flatMap(set -> MissingClasses.in("validation", set)).ifPresent(warnings::add);
    }
    MissingClasses.in("test", trial.data().test()).ifPresent(warnings::add);
    if (!testValidates && trial.validation().isPresent()) {
      shared("validation", trial, trial.validation().get(), results.validation().orElseThrow())
          .ifPresent(warnings::add);
    }
    shared("test", trial, trial.data().test(), results.test()).ifPresent(warnings::add);
    if (!keepsBest(trial.experiment().training().earlyStopping())) {
      Overfitting.in(results.history()).ifPresent(warnings::add);
    }
    Undertrained.in(results.history()).ifPresent(warnings::add);
    return warnings;
  }

  private static Optional<Warning> shared(String name, Trial trial, ImageSet set, Scores scores) {
    ImageDataset data = trial.data();
    return SharedPictures.of(
        name, set, trial.train(), scores.predictions(), KnownDuplicates.ofUser().between(data, set, trial.train()));
  }

  /** Whether the model ends with the weights that validation was best with. */
  private static boolean keepsBest(EarlyStop early) {
    return early != null && early.restoreBestWeights() && early.monitor().validates();
  }
}
