package dev.weft.cli;

import dev.weft.WeftException;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.experiment.ExperimentFile.Change;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that change an experiment. */
final class ExperimentOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Change a setting of the experiment, such as training.epochs=3 or model.1.Dense.units=64.")
  private List<String> settings = List.of();

  @Option(names = "--data", paramLabel = "NAME", description = "Another data set than the experiment's.")
  String data;

  @Option(names = "--epochs", paramLabel = "N", description = "How often to go through the training pictures.")
  private String epochs;

  @Option(names = "--batch-size", paramLabel = "N", description = "How many pictures a step takes.")
  private String batchSize;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Where chance begins; the same seed gives the same weights.")
  private String seed;

  /**
   * The experiment with these options' changes.
   *
   * @throws ParameterException if there is none, or if it is wrong
   */
  Experiment read(String nameOrFile) {
    try {
      return ExperimentFile.read(nameOrFile, changes());
    } catch (WeftException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw new WeftException("--set takes PATH=VALUE, such as training.epochs=3; received '" + setting + "'.");
      }
      changes.add(new Change("--set " + setting, setting.substring(0, equals), setting.substring(equals + 1)));
    }
    add(changes, "--data", "data.dataset", data);
    add(changes, "--epochs", "training.epochs", epochs);
    add(changes, "--batch-size", "training.batch_size", batchSize);
    add(changes, "--seed", "training.seed", seed);
    return changes;
  }

  private static void add(List<Change> changes, String option, String path, String value) {
    if (value != null) {
      changes.add(new Change(option + " " + value, path, value));
    }
  }
}
