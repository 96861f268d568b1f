package dev.weft.experiment;

import dev.weft.WeftException;
import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import dev.weft.dataset.CatalogueEntry;
import dev.weft.dataset.Datasets;
import dev.weft.model.Graph;
import dev.weft.model.Loss;
import dev.weft.model.Schedule;
import dev.weft.model.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Experiments as YAML: files of the user's, and those that come with Weft. */
public final class ExperimentFile {
  private static final String VALIDATION = " needs images to validate on; say data.validation, or monitor loss.";

  /** The experiments of the five reports, by the report that they are from. */
  public static final List<String> OF_REPORTS =
      List.of(
          "fashion-mlp",
          "a-fc",
          "a-cnn",
          "b-shallow",
          "b-shallow-poisson",
          "b-cnn",
          "c-fc",
          "c-lenet",
          "d-1",
          "d-2",
          "d-3",
          "d-4",
          "d-5",
          "d-6",
          "e-epochs-50",
          "e-epochs-100",
          "e-epochs-200",
          "e-depth-2",
          "e-depth-3",
          "e-dropout-0.1",
          "e-dropout-0.2",
          "e-dropout-0.3",
          "e-conv-1",
          "e-conv-2",
          "e-conv-3");

  /** The recipes: the least time to an accuracy, and the best accuracy. */
  public static final List<String> RECIPES = List.of("mnist-99", "mnist-best", "fashion-92", "fashion-best");

  /** All experiments that come with Weft. */
  public static final List<String> BUILT_IN = Stream.concat(OF_REPORTS.stream(), RECIPES.stream()).toList();

  private ExperimentFile() {}

  /**
   * A setting that replaces the file's.
   *
   * @param origin the option in the user's words, which errors name
   * @param path keys, and positions in lists from 0, with dots between them, such as {@code model.0.Dense.units}
   * @param value as in YAML
   */
  public record Change(String origin, String path, String value) {}

  /**
   * The experiment of a built-in name or in a file.
   *
   * @throws WeftException if there is none, or if it is wrong: one sentence with file, line and column
   */
  public static Experiment read(String nameOrFile, List<Change> changes) {
    return of(settings(nameOrFile), changes);
  }

  private static Experiment of(Settings settings, List<Change> changes) {
    Settings unchanged = settings.copy();
    try {
      return of(changed(settings, changes));
    } catch (WeftException e) {
      throw KnownPaths.better(e, unchanged, changes);
    }
  }

  /**
   * The network of an experiment for images of this shape and these classes.
   *
   * @throws WeftException if there can be none: one sentence with file, line and column
   */
  public static Graph network(String nameOrFile, List<Change> changes, Shape image, int classes) {
    Settings settings = changed(settings(nameOrFile), changes);
    try {
      return of(settings).network(image, classes);
    } catch (ConfigException e) {
      throw settings.wrong(SettingHints.better(e, settings.root()));
    }
  }

  private static Settings changed(Settings settings, List<Change> changes) {
    for (Change change : changes) {
      Object value = Settings.parse(change.origin(), change.value()).root();
      settings.set(change.origin(), List.of(change.path().split("\\.", -1)), value);
    }
    return settings;
  }

  /**
   * The experiment that a text describes.
   *
   * @param source what errors call the text; its last part without the ending is the experiment's name where it has
   *     none
   */
  public static Experiment parse(String source, String yaml, List<Change> changes) {
    return of(Settings.parse(source, yaml), changes);
  }

  /**
   * The settings of a built-in experiment or of a file, to be changed.
   *
   * @throws WeftException if there is none, or if it is not YAML
   */
  public static Settings settings(String nameOrFile) {
    return BUILT_IN.contains(nameOrFile)
        ? Settings.builtIn("examples/" + nameOrFile + ".yaml", builtIn(nameOrFile))
        : Settings.parse(nameOrFile, SettingsText.read(nameOrFile, "experiment", BUILT_IN));
  }

  /**
   * The experiment that settings describe; from then on it begins with the same network only, if it begins with another
   * one.
   *
   * @throws WeftException if they are wrong: one sentence with file, line and column
   */
  public static Experiment of(Settings settings) {
    if (settings.root() == null) {
      throw new WeftException(settings.source() + ": this is empty; an experiment has 'data', 'model' and 'training'.");
    }
    if (settings.root() instanceof Map<?, ?> map && map.get("name") == null) {
      settings.set(settings.source(), List.of("name"), SettingsText.name(settings.source(), "experiment"));
    }
    OwnData.fill(settings);
    BaseData.fill(settings);
    try {
      Experiment experiment = Config.read(Experiment.class, settings.root());
      check(experiment);
      ModelSettings model = experiment.model();
      return model.from() == null || model.sha256() != null ? experiment : experiment.pinned();
    } catch (ConfigException e) {
      throw settings.wrong(SettingHints.better(e, settings.root()));
    }
  }

  /** What can be known to be wrong before the data are there. */
  private static void check(Experiment experiment) {
    if (experiment.data().dataset() == null) {
      throw new ConfigException(
          List.of("data"),
          false,
          "'data' needs 'dataset', the name of a data set, or 'path', images of your own; received neither.");
    }
    checkWatched(experiment);
    ModelSettings model = experiment.model();
    if (model.from() == null && experiment.data().scaling() instanceof PixelScaling.Base) {
      throw new ConfigException(
          List.of("data", "scaling"),
          false,
          "the scaling base needs a network to begin with; say 'model.from', or another scaling.");
    }
    if (model.sha256() != null) {
      return; // a run's, which may be read when the file that it began with is gone or another
    }
    if (experiment.data().source().isOwn()) {
      return; // the rest is checked when the images are opened
    }
    CatalogueEntry set = dataset(experiment.data().dataset());
    Graph network = experiment.network(set);
    checkLoss(experiment.training().loss(), network.output().last());
    ExperimentStages.networks(experiment.training(), network);
    if (experiment.training().classWeight() instanceof ClassWeight.Given given) {
      given.weights().keySet().forEach(word -> ClassWeight.classOf(word, set.classNames()));
    }
  }

  private static void checkLoss(Loss loss, int outputs) {
    try {
      loss.check(outputs);
    } catch (IllegalArgumentException e) {
      throw wrong("loss", e.getMessage());
    }
  }

  /** That callbacks have what they look at, and what they change. */
  private static void checkWatched(Experiment experiment) {
    Training training = experiment.training();
    if (training.epochs() == null) {
      throw new ConfigException(
          List.of("training"),
          false,
          "Training needs 'epochs', or 'stages' with epochs of their own; received neither.");
    }
    boolean validated = !(experiment.data().validation() instanceof Validation.None);
    for (TrainingStage stage : training.inStages()) {
      checkWatched(stage, validated);
    }
    checkAverages(training);
    TestTimeAugmentation views = training.testTimeAugmentation();
    if (views != null && !views.hasViews()) {
      throw wrong("tta", "'tta' needs 'flip', such as horizontal, or 'shift', such as 1; received neither.");
    }
  }

  private static void checkAverages(Training training) {
    boolean kept = training.inStages().stream().anyMatch(stage -> stage.optimizer().options().useEma());
    if (training.swapEmaWeights() != null && !kept) {
      throw wrong(
          "swap_ema_weights", "averages of weights are kept by an optimizer with 'use_ema: true'; received none.");
    }
    TrainingStage averaged = training.inStages().getLast();
    if (training.averaging() != null && averaged.optimizer().options().useEma()) {
      throw wrong(
          "swa",
          "a training ends with one average of its weights; received 'swa' and an optimizer with 'use_ema: true'; leave"
              + " one out.");
    }
    int last = averaged.epochs();
    if (training.averaging() != null && !training.averaging().begins(last)) {
      throw wrong(
          "swa",
          String.format(
              Locale.ROOT,
              "'start' must be below 1, a share of the epochs, or below their number, %d; received %s.",
              last,
              training.averaging().start()));
    }
  }

  private static void checkWatched(TrainingStage stage, boolean validated) {
    EarlyStop early = stage.earlyStopping();
    if (early != null && early.monitor().validates() && !validated) {
      throw wrong("early_stopping", "early stopping on " + early.monitor() + VALIDATION);
    }
    ReduceOnPlateau reduce = stage.reduceLrOnPlateau();
    if (reduce != null && reduce.monitor().validates() && !validated) {
      throw wrong("reduce_lr_on_plateau", "reducing the learning rate on " + reduce.monitor() + VALIDATION);
    }
    if (reduce != null && !(stage.optimizer().learningRate() instanceof Schedule.Constant)) {
      throw wrong(
          "reduce_lr_on_plateau",
          "only a constant learning rate can be reduced on a plateau; received a schedule; give a number or leave out"
              + " one of the two.");
    }
  }

  private static ConfigException wrong(String setting, String sentence) {
    return new ConfigException(List.of("training", setting), false, sentence);
  }

  private static CatalogueEntry dataset(String name) {
    try {
      return Datasets.entry(name);
    } catch (WeftException e) {
      throw new ConfigException(List.of("data", "dataset"), false, e.getMessage());
    }
  }

  private static String builtIn(String name) {
    try (InputStream in = ExperimentFile.class.getResourceAsStream("/examples/" + name + ".yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("examples/" + name + ".yaml is not in the program", e);
    }
  }
}
