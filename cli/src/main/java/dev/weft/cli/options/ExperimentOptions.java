package dev.weft.cli.options;

import dev.weft.WeftException;
import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageSet;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.experiment.ExperimentFile.Change;
import dev.weft.keras.Json;
import dev.weft.model.Graph;
import dev.weft.model.Shape;
import dev.weft.source.DataPart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that change an experiment. */
public final class ExperimentOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Change a setting of the experiment, such as training.epochs=3 or model.1.Dense.units=64.")
  private List<String> settings = List.of();

  @Option(
      names = "--data",
      paramLabel = "NAME|PATH",
      description = "Another data set than the experiment's, or images of your own: a folder, an archive, a table.")
  String data;

  /**
   * The experiment with these options' changes, and then more of them.
   *
   * @throws WrongUse if there is none, or if it is wrong
   */
  public Experiment read(String nameOrFile, List<Change> more) {
    try {
      List<Change> changes = changes();
      changes.addAll(more);
      return ExperimentFile.read(nameOrFile, changes);
    } catch (WeftException e) {
      throw new WrongUse(spec, e.getMessage());
    }
  }

  /**
   * Refuses a network that does not fit images of one's own.
   *
   * @throws WrongUse if it does not
   */
  public void requireFits(String nameOrFile, List<Change> more, ImageSet images) {
    Shape image = Shape.of(images.height(), images.width(), images.channels());
    network(nameOrFile, more, image, images.classes());
  }

  /**
   * The experiment's network with these options' changes, and then more of them.
   *
   * @throws WrongUse if there can be none for such images
   */
  public Graph network(String nameOrFile, List<Change> more, Shape image, int classes) {
    try {
      List<Change> changes = changes();
      changes.addAll(more);
      return ExperimentFile.network(nameOrFile, changes, image, classes);
    } catch (WeftException e) {
      throw new WrongUse(spec, e.getMessage());
    }
  }

  /**
   * For what is no experiment.
   *
   * @throws WrongUse if there is an option that would change one
   */
  public void requireNone() {
    if (data != null || !settings.isEmpty()) {
      throw new WrongUse(spec, "--set and --data change an experiment; a trained model is as it is.");
    }
  }

  /** Another data set in place of the experiment's; what is only for its own images goes with them. */
  private List<Change> dataChanges() {
    boolean own = !Datasets.isNamed(data) && DataOptions.exists(data);
    String origin = "--data " + data;
    List<Change> changes = new ArrayList<>();
    changes.add(new Change(origin, "data.dataset", own ? "null" : data));
    changes.add(
        new Change(
            origin, "data.path", own ? Json.pretty(Path.of(data).toAbsolutePath().normalize().toString()) : "null"));
    for (String setting : List.of("label", "group", DataPart.TEST.word(), "strict")) {
      changes.add(new Change(origin, "data." + setting, "null"));
    }
    if (!own) {
      changes.add(new Change(origin, "data.image", "null"));
    }
    return changes;
  }

  /** Whether the user named another data set, whose classes may be more or fewer. */
  public boolean replacesData() {
    return data != null;
  }

  /** Whether they say which data set to take. */
  public boolean namesData() {
    return data != null || settings.stream().anyMatch(setting -> setting.startsWith("data.dataset="));
  }

  /** As they have to be typed again. */
  public String again() {
    String dataAgain = data == null ? "" : Again.option("--data", data);
    return dataAgain + settings.stream().map(setting -> Again.option("--set", setting)).collect(Collectors.joining());
  }

  private List<Change> changes() {
    List<Change> changes = data == null ? new ArrayList<>() : dataChanges();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw new WeftException("--set takes PATH=VALUE, such as training.epochs=3; received '" + setting + "'.");
      }
      changes.add(new Change("--set " + setting, setting.substring(0, equals), setting.substring(equals + 1)));
    }
    return changes;
  }
}
