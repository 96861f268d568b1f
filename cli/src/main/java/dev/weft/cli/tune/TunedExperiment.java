package dev.weft.cli.tune;

import dev.weft.cli.options.Again;
import dev.weft.cli.options.DataOptions;
import dev.weft.cli.options.ExperimentOptions;
import dev.weft.cli.options.ThreadsOption;
import dev.weft.cli.terminal.Terminal;
import dev.weft.dataset.ImageDataset;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.experiment.TrainingStage;
import dev.weft.experiment.Trial;
import dev.weft.experiment.Validation;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The experiment that is looked at, and its images. */
final class TunedExperiment {
  @Parameters(paramLabel = "NAME|FILE", description = "A built-in experiment or an experiment file.")
  private String name;

  @Mixin private ExperimentOptions options;

  @Mixin private DataOptions dataOptions;

  @Mixin private ThreadsOption threads;

  private Experiment experiment;
  private ImageDataset data;

  /** Reads both. An experiment that was made for other images gets a last layer for the classes of these. */
  void open(Terminal terminal) {
    Experiment asked = options.read(name, List.of());
    data =
        dataOptions.load(
            asked.data().source(), ExperimentFile.BUILT_IN.contains(name) && !options.namesData(), terminal);
    if (options.replacesData()) {
      experiment = asked.forClasses(data.train().classes()).validatedOn(Validation.NONE);
    } else {
      if (data.isOwn()) {
        options.requireFits(name, List.of(), data.train());
      }
      experiment = asked.on(data.name());
    }
    Trial.of(experiment, data).notes().forEach(note -> terminal.note("note: " + note));
    if (experiment.training().inStages().size() > 1) {
      terminal.note("this is about the first stage of the training alone.");
    }
  }

  /** As it has to be typed again, with all that changes it. */
  String again() {
    return Again.word(name) + options.again() + dataOptions.again();
  }

  /**
   * The first stage as its file says it, with null for what it leaves to the training; empty where there is one only.
   */
  Optional<TrainingStage> firstStage() {
    return experiment.training().stages().stream().findFirst();
  }

  Experiment experiment() {
    return experiment;
  }

  ImageDataset data() {
    return data;
  }

  int threads() {
    return threads.count();
  }
}
