package dev.weft.experiment;

import dev.weft.Quoted;
import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import dev.weft.dataset.CatalogueEntry;
import dev.weft.model.Dense;
import dev.weft.model.Graph;
import dev.weft.model.Layer;
import dev.weft.model.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A question put to a data set: which network learns what and how. What an experiment file says, with every default
 * filled in.
 *
 * @param name what its runs are called
 * @param description one sentence, or nothing
 * @param model the network; its input's shape comes from the data
 */
public record Experiment(String name, String description, Data data, ModelSettings model, Training training) {
  static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  /** A network of layers. */
  public Experiment(String name, String description, Data data, List<LayerEntry> layers, Training training) {
    this(name, description, data, ModelSettings.of(layers), training);
  }

  public Experiment {
    if (!name.matches(NAME)) {
      throw ConfigException.of(
          "name",
          "'name' must be at most 64 letters, digits, dots, hyphens and underscores, as a folder is named after it;"
              + " received "
              + Quoted.value(name)
              + ".");
    }
  }

  public static Experiment of(Data data, ModelSettings model, Training training) {
    return new Experiment("experiment", "", data, model, training);
  }

  /** A network of layers. */
  public static Experiment of(Data data, List<LayerEntry> layers, Training training) {
    return of(data, ModelSettings.of(layers), training);
  }

  /**
   * The network for images of this shape.
   *
   * @throws ConfigException if a layer cannot stand where it stands, or the last does not give one number for each
   *     class, or one number of two classes
   */
  public Graph network(Shape image, int classes) {
    return new ExperimentNetwork(this).of(image, classes);
  }

  /**
   * The same experiment with a last dense layer for so many classes; this one where the last layer is no dense one, or
   * fits.
   */
  public Experiment forClasses(int classes) {
    if (model.layers().isEmpty()) {
      return this;
    }
    LayerEntry last = model.layers().getLast();
    boolean fits =
        !(last.layer() instanceof Dense dense) || dense.units() == classes || dense.units() == 1 && classes == 2;
    if (fits) {
      return this;
    }
    List<LayerEntry> layers = new ArrayList<>(model.layers());
    Layer wide = Config.with((Dense) last.layer(), "units", classes);
    layers.set(layers.size() - 1, new LayerEntry(wide, last.name(), last.inputs()));
    return new Experiment(name, description, data, model.layers(layers), training);
  }

  /** The network for the images of a data set. */
  public Graph network(CatalogueEntry set) {
    return network(Shape.of(set.height(), set.width(), set.channels()), set.classNames().size());
  }

  /**
   * What a person should know of the network that it begins with, a sentence each.
   *
   * @param image the shape of the images
   * @throws ConfigException if that network cannot be read
   */
  public List<String> notes(Shape image) {
    return model.from() == null ? List.of() : BaseNetwork.of(model).notes(image, data.scaling());
  }

  /** The same experiment under another name. */
  public Experiment named(String name) {
    return new Experiment(name, description, data, model, training);
  }

  /**
   * The same experiment, which from now on begins with the same network only, if it begins with another one.
   *
   * @throws ConfigException if that cannot be read
   */
  Experiment pinned() {
    return model.from() == null
        ? this
        : new Experiment(name, description, data, model.sha256(BaseNetwork.of(model).sha256()), training);
  }

  /** The same experiment, validated on other images. */
  public Experiment validatedOn(Validation validation) {
    return new Experiment(
        name, description, new Data(data.source(), validation, data.scaling(), data.trainSize()), model, training);
  }

  /** The same experiment tested on a fold of the training images, from which it does not learn. */
  public Experiment testedOn(TestFold fold) {
    Data other = new Data(data.source().testFold(fold), data.validation(), data.scaling(), data.trainSize());
    return new Experiment(name, description, other, model, training);
  }

  /** The same experiment begun by another chance. */
  public Experiment seeded(long seed) {
    return new Experiment(name, description, data, model, training.seed(seed));
  }

  /** The same experiment for so many epochs. */
  public Experiment forEpochs(int epochs) {
    return new Experiment(name, description, data, model, training.epochs(epochs));
  }

  /** The same experiment on fewer images and for fewer epochs, to see whether it runs. */
  public Experiment shortened(int epochs, int trainSize) {
    int images = data.trainSize() == null ? trainSize : Math.min(trainSize, data.trainSize());
    Training shorter = training.epochs(Math.min(epochs, training.epochs()));
    return new Experiment(
        name, description, new Data(data.source(), data.validation(), data.scaling(), images), model, shorter);
  }

  /**
   * The same experiment on another named data set, tested on the same fold; on its own images if they are called so.
   */
  public Experiment on(String dataset) {
    DataSource own = data.source();
    DataSource named = DataSource.named(dataset).testFold(own.testFold()).labelNoise(own.labelNoise());
    DataSource source = dataset.equals(own.dataset()) ? own : named;
    Data other = new Data(source, data.validation(), data.scaling(), data.trainSize());
    return new Experiment(name, description, other, model, training);
  }

  /**
   * The first setting in which another experiment asks for something else, in words; without name and description.
   *
   * @param mine where this experiment is from
   * @param its where the other is from
   */
  public Optional<String> difference(Experiment other, String mine, String its) {
    Map<String, Object> here = leaves();
    Map<String, Object> there = other.leaves();
    return Stream.concat(here.keySet().stream(), there.keySet().stream())
        .filter(path -> !Objects.equals(here.get(path), there.get(path)))
        .findFirst()
        .map(path -> "%s is %s %s and %s %s".formatted(path, here.get(path), mine, there.get(path), its));
  }

  /** Every setting by its path, without name and description. */
  public Map<String, Object> leaves() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("data", dataSettings());
    settings.put("model", Config.write(model));
    settings.put("training", trainingSettings());
    return Leaves.of(settings);
  }

  /**
   * Every setting by its path, also what an optimizer, a loss or a layer has by default: {@code model.1} is {@code
   * Dense}, {@code model.1.Dense.units} is 10.
   */
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = leaves();
    for (int i = 0; i < model.layers().size(); i++) {
      addKind(String.join(".", model.path(i)), (Record) model.layers().get(i).layer(), parameters);
    }
    addKind("training.optimizer", (Record) training.optimizer(), parameters);
    addKind("training.loss", (Record) training.loss(), parameters);
    return parameters;
  }

  private static void addKind(String path, Record value, Map<String, Object> parameters) {
    String kind = Config.kind(value);
    parameters.put(path, kind);
    Leaves.of(Config.arguments(value))
        .forEach((name, argument) -> parameters.put(path + "." + kind + "." + name, argument));
  }

  /**
   * With the share or number of validation images itself where files have it, not as an argument; without what a named
   * data set does not have.
   */
  private Map<String, Object> dataSettings() {
    Map<String, Object> settings = new LinkedHashMap<>(Config.arguments(data));
    if (data.source().isOwn()) {
      settings.remove("dataset"); // it is called as its path ends
    }
    if (data.source().testFold() == null) {
      settings.remove("test_fold");
    }
    if (data.source().labelNoise() == null) {
      settings.remove("label_noise");
    }
    DataSource.OF_OWN_IMAGES.stream().filter(name -> settings.get(name) == null).forEach(settings::remove);
    if (settings.get("validation") instanceof Map<?, ?> kind) {
      Map.Entry<?, ?> only = kind.entrySet().iterator().next();
      Map<?, ?> arguments = (Map<?, ?>) only.getValue();
      Object shortly = arguments.size() == 1 ? arguments.values().iterator().next() : arguments;
      settings.put("validation", Map.of(only.getKey(), shortly));
    }
    return settings;
  }

  /** With epochs or with stages, whose epochs they are, and of stages what is so in them alone. */
  private Map<String, Object> trainingSettings() {
    Map<String, Object> settings = new LinkedHashMap<>(Config.arguments(training));
    settings.remove(training.stages().isEmpty() ? "stages" : "epochs");
    settings.computeIfPresent("stages", (name, all) -> stages());
    settings.remove("margins", false);
    return settings;
  }

  /** What each stage of the training says, without what it leaves out; none of a training in one. */
  public List<Map<String, Object>> stages() {
    return training.stages().stream().map(Experiment::settings).toList();
  }

  private static Map<String, Object> settings(TrainingStage stage) {
    Map<String, Object> settings = new LinkedHashMap<>(Config.arguments(stage));
    settings.values().removeIf(value -> value == null || value.equals(false));
    return settings;
  }

  /** As YAML with every setting written out; reading it gives an equal experiment. */
  public String toYaml() {
    Map<String, Object> all = Config.arguments(this);
    all.put("data", dataSettings());
    all.put("training", trainingSettings());
    return Yaml.text(all);
  }
}
