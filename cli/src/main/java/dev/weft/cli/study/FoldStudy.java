package dev.weft.cli.study;

import dev.weft.WeftException;
import dev.weft.cli.options.Again;
import dev.weft.cli.options.ExperimentOptions;
import dev.weft.cli.options.WrongUse;
import dev.weft.dataset.Sha256;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.experiment.ExperimentFile.Change;
import dev.weft.experiment.Validation;
import dev.weft.study.Study;
import dev.weft.study.StudyFile;
import dev.weft.study.StudyFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The cross-validation that judges labels, where a person names the images and no study. */
final class FoldStudy {
  private static final String MODEL = "mnist-99";

  /** So many images are learned by the usual network, epoch after epoch: more would teach it wrong labels, too. */
  private static final int LEARNED = 120_000;

  private static final int MOST_EPOCHS = 40;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private ExperimentOptions options;

  @Option(
      names = "--model",
      paramLabel = "NAME|FILE",
      description = "With --data: the experiment whose network judges; mnist-99 by default, with epochs that fit.")
  private String model;

  @Option(names = "--folds", paramLabel = "N", description = "With --data: how many networks judge; 5 by default.")
  private Integer folds;

  @Option(
      names = "--plant",
      paramLabel = "SHARE",
      description = "With --data: plant such a share of wrong labels, and say how many of them are found.")
  private String plant;

  /** Whether the person named images. */
  boolean isAsked() {
    return options.replacesData();
  }

  /**
   * @throws WrongUse if an option is given that is for {@code --data} alone
   */
  void requireNone() {
    if (options.namesData() || model != null || folds != null || plant != null) {
      throw new WrongUse(
          spec, "--data, --model, --folds and --plant train networks; a study or a run has its own; leave them out.");
    }
  }

  /** What is asked for, whose last layer may not fit the classes yet. */
  Experiment asked() {
    List<Change> changes = new ArrayList<>(List.of(new Change("labels", "training.margins", "true")));
    if (plant != null) {
      changes.add(new Change("--plant " + plant, "data.label_noise", "{ share: " + plant + " }"));
    }
    return options.read(model == null ? MODEL : model, changes).validatedOn(Validation.NONE);
  }

  /**
   * The study of it.
   *
   * @param experiment that fits the data
   * @param images that train
   */
  Study of(Experiment experiment, int images) {
    Experiment fitted = model == null ? experiment.forEpochs(epochs(images, experiment)) : experiment;
    String yaml =
        "base:\n%scross_validation: { folds: %s }\n".formatted(fitted.toYaml().indent(2), folds == null ? 5 : folds);
    String mark = Sha256.of(yaml.getBytes(StandardCharsets.UTF_8)).substring(0, 6);
    String name = StudyFolder.safe(String.format(Locale.ROOT, "labels-%s-%s", experiment.data().dataset(), mark));
    try {
      return StudyFile.parse(name, "name: " + name + "\n" + yaml, Path.of(""));
    } catch (WeftException e) {
      throw new WrongUse(spec, e.getMessage());
    }
  }

  /** Of few images more epochs; a person's own wish comes first. */
  private int epochs(int images, Experiment experiment) {
    int asked = experiment.training().epochs();
    int usual = ExperimentFile.read(MODEL, List.of()).training().epochs();
    return asked != usual ? asked : Math.clamp(Math.ceilDiv(LEARNED, images), usual, MOST_EPOCHS);
  }

  /** As it has to be typed again. */
  String again() {
    return options.again()
        + (model == null ? "" : Again.option("--model", model))
        + (folds == null ? "" : Again.option("--folds", folds))
        + (plant == null ? "" : Again.option("--plant", plant));
  }
}
