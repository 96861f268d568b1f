package dev.weft.diagnostics;

import dev.weft.dataset.DuplicateCache;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.experiment.EarlyStop;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.Training;
import dev.weft.experiment.Trial;
import dev.weft.run.Results;
import dev.weft.run.Scores;
import dev.weft.run.Warning;
import dev.weft.source.DataPart;
import dev.weft.train.EpochResult;
import dev.weft.train.Evaluation;
import dev.weft.train.Fit;
import dev.weft.train.History;
import dev.weft.train.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that a person should know before believing a result. */
public final class Warnings {
  private Warnings() {}

  /** Warnings before the training: what is allowed but most likely a mistake. */
  public static List<Warning> of(Experiment experiment) {
    List<Warning> warnings = new ArrayList<>();
    TestSetValidates.in(experiment).ifPresent(warnings::add);
    LossBesideSoftmax.in(experiment).ifPresent(warnings::add);
    return warnings;
  }

  /** Warnings before the training, with its images: {@link #of(Experiment)} and more. */
  public static List<Warning> before(Trial trial) {
    List<Warning> warnings = new ArrayList<>(of(trial.experiment()));
    warnings.addAll(learned(trial).before());
    return warnings;
  }

  /**
   * Warnings before a model is trained by a program: batches of one image with batch normalization, a learning rate of
   * next to nothing.
   */
  public static List<Warning> before(Model model, ImageSet train, Fit fit) {
    return learned(model, train, fit).before();
  }

  /**
   * Warnings about a training that a program carried out: whether the network learned anything, what its curves say,
   * which classes are missing. Nothing is trained or computed for it.
   *
   * @param test what {@link Model#evaluate} gave for the test images, or of others that did not train; null for none
   */
  public static List<Warning> after(Model model, ImageSet train, Fit fit, History history, Evaluation test) {
    List<Warning> warnings = new ArrayList<>(before(model, train, fit));
    MissingClasses.in(DataPart.TRAIN, train).ifPresent(warnings::add);
    Optional<Scores> scores = Optional.ofNullable(test).map(Scores::of);
    warnings.addAll(learned(model, train, fit).after(history, scores, Optional.empty()));
    Overfitting.in(history).ifPresent(warnings::add);
    Undertrained.in(history).ifPresent(warnings::add);
    return warnings;
  }

  /**
   * Warnings about a fold of a cross-validation. Its images are like those that it is validated on by intention, so
   * duplicates are not looked for.
   */
  public static List<Warning> ofFold(Results results) {
    Trial trial = results.trial();
    List<Warning> warnings = new ArrayList<>(before(trial));
    ScarceClasses.in(trial.experiment().data().validation(), trial.train(), trial.validation())
        .ifPresent(warnings::add);
    MissingClasses.in(DataPart.TRAIN, trial.train()).ifPresent(warnings::add);
    trial.validation().flatMap(set -> MissingClasses.in(DataPart.VALIDATION, set)).ifPresent(warnings::add);
    warnings.addAll(learned(trial).after(results.history(), Optional.of(results.test()), results.validation()));
    return warnings;
  }

  /** Warnings while a training runs: of its settings, and of its curves so far. */
  public static List<Warning> during(Experiment experiment, List<EpochResult> epochs) {
    List<Warning> warnings = new ArrayList<>(of(experiment));
    if (!epochs.isEmpty()) {
      History history = new History(epochs, History.Outcome.INTERRUPTED, "", List.of());
      LossRose.in(history).ifPresent(warnings::add);
      LossStill.in(history).ifPresent(warnings::add);
      Overfitting.in(history).ifPresent(warnings::add);
    }
    return warnings;
  }

  private static Learned learned(Trial trial) {
    Training training = trial.experiment().training();
    List<Learned.Steps> stages =
        training.inStages().stream()
            .map(stage -> new Learned.Steps(stage.optimizer().learningRate(), stage.epochs(), stage.batchSize()))
            .toList();
    return new Learned(trial.network(), training.loss(), stages, trial.train().size(), trial.train().classNames());
  }

  private static Learned learned(Model model, ImageSet train, Fit fit) {
    return new Learned(
        model.network(),
        model.loss(),
        List.of(new Learned.Steps(model.optimizer().learningRate(), fit.epochs(), fit.batchSize())),
        train.size(),
        train.classNames());
  }

  /**
   * Warnings about a finished training, with those before it. Images in two parts of the data are looked for in a
   * second or two, but once only for each split of a data set.
   */
  public static List<Warning> of(Results results) {
    Trial trial = results.trial();
    List<Warning> warnings = new ArrayList<>(before(trial));
    boolean testValidates = !warnings.isEmpty() && warnings.getFirst() instanceof TestSetValidates;
    MissingClasses.in(DataPart.TRAIN, trial.train()).ifPresent(warnings::add);
    if (!testValidates) {
      trial.validation().flatMap(set -> MissingClasses.in(DataPart.VALIDATION, set)).ifPresent(warnings::add);
    }
    MissingClasses.in(DataPart.TEST, trial.data().test()).ifPresent(warnings::add);
    if (!testValidates && trial.validation().isPresent()) {
      shared(DataPart.VALIDATION, trial, trial.validation().get(), results.validation().orElseThrow())
          .ifPresent(warnings::add);
    }
    shared(DataPart.TEST, trial, trial.data().test(), results.test()).ifPresent(warnings::add);
    warnings.addAll(learned(trial).after(results.history(), Optional.of(results.test()), results.validation()));
    if (!keepsBest(trial.experiment().training().inStages().getLast().earlyStopping())) {
      Overfitting.in(results.history()).ifPresent(warnings::add);
    }
    Undertrained.in(results.history()).ifPresent(warnings::add);
    return warnings;
  }

  private static Optional<Warning> shared(DataPart part, Trial trial, ImageSet set, Scores scores) {
    ImageDataset data = trial.data();
    return SharedImages.of(
        part, set, trial.train(), scores.predictions(), DuplicateCache.ofUser().between(data, set, trial.train()));
  }

  /** Whether the model ends with the weights that validation was best with. */
  private static boolean keepsBest(EarlyStop early) {
    return early != null && early.restoreBestWeights() && early.monitor().validates();
  }
}
