package dev.weft.page.run;

import dev.weft.config.Config;
import dev.weft.config.Defaults;
import dev.weft.experiment.Data;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.LayerEntry;
import dev.weft.experiment.Training;
import dev.weft.model.Layer;
import dev.weft.page.SettingNames;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All settings of an experiment as a person names them.
 *
 * @param learning of data and training
 * @param layers of the network's layers
 */
record RunSettings(List<Setting> learning, List<Setting> layers) {
  /**
   * @param of what it belongs to: {@code optimizer Adam}
   * @param byDefault its value where a file does not say it; empty where a file must, or where it depends on others
   */
  record Setting(String of, String name, String value, String byDefault) {
    /** Whether it is another than by default, or has no default. */
    boolean isChosen() {
      return !value.equals(byDefault);
    }

    String defaultInWords() {
      return byDefault.equals(NOT_SET) ? NOT_SET + " by default" : "default " + byDefault;
    }
  }

  private static final String NOT_SET = "not set";
  private static final Set<String> KINDS = Set.of("optimizer", "loss");

  static RunSettings of(Experiment experiment) {
    List<Setting> learning = new ArrayList<>(data(experiment));
    Training training = experiment.training();
    learning.add(new Setting("training", "optimizer", Config.kind(training.optimizer()), ""));
    learning.add(new Setting("training", "loss", Config.kind(training.loss()), ""));
    learning.addAll(
        arguments("training", training).stream()
            .filter(setting -> !KINDS.contains(setting.name()))
            .map(setting -> setting.name().equals("stages") ? stages(setting, experiment) : setting)
            .toList());
    learning.addAll(arguments("optimizer " + Config.kind(training.optimizer()), (Record) training.optimizer()));
    learning.addAll(arguments("loss " + Config.kind(training.loss()), (Record) training.loss()));
    if (experiment.model().from() != null) {
      learning.addAll(
          arguments("model", experiment.model()).stream().filter(setting -> !setting.name().equals("then")).toList());
    }
    List<Setting> layers = new ArrayList<>();
    for (int i = 0; i < experiment.model().layers().size(); i++) {
      LayerEntry entry = experiment.model().layers().get(i);
      layers.addAll(arguments("layer %s, %s".formatted(i + 1, name(entry)), (Record) entry.layer()));
    }
    return new RunSettings(learning, layers);
  }

  private static Setting stages(Setting setting, Experiment experiment) {
    return new Setting(setting.of(), setting.name(), text(experiment.stages()), setting.byDefault());
  }

  private static String name(LayerEntry entry) {
    Layer layer = entry.layer();
    return entry.name() == null ? layer.kind() : layer.kind() + " " + entry.name();
  }

  /** With the kind of validation in its name: {@code validation fraction}. */
  private static List<Setting> data(Experiment experiment) {
    Map<String, Object> defaults = Defaults.of(Data.class);
    List<Setting> settings = new ArrayList<>();
    experiment
        .leaves()
        .forEach((path, value) -> {
          List<String> words = List.of(path.split("\\.", -1));
          if (words.getFirst().equals("data")) {
            String name = String.join(" ", words.subList(1, words.size())).replace('_', ' ');
            settings.add(new Setting("data", name, text(value), byDefault(defaults, words.get(1))));
          }
        });
    return settings;
  }

  private static List<Setting> arguments(String of, Record record) {
    Map<String, Object> defaults = Defaults.of(record.getClass());
    List<Setting> settings = new ArrayList<>();
    Config.arguments(record)
        .forEach((name, value) ->
            settings.add(new Setting(of, name.replace('_', ' '), text(value), byDefault(defaults, name))));
    return settings;
  }

  /** Epochs may be left out only where stages give them: that is no default. */
  private static String byDefault(Map<String, Object> defaults, String name) {
    return defaults.containsKey(name) && !name.equals("epochs") ? text(defaults.get(name)) : "";
  }

  private static String text(Object value) {
    return Objects.isNull(value) || value.equals(Map.of()) || value.equals(List.of())
        ? NOT_SET
        : SettingNames.value(value);
  }

  /** Those of data and training that somebody chose. */
  List<Setting> chosen() {
    return learning.stream().filter(Setting::isChosen).toList();
  }

  /** All, those that somebody chose first. */
  Table table() {
    List<Setting> all = Stream.concat(learning.stream(), layers.stream()).toList();
    List<List<Cell>> rows =
        Stream.concat(all.stream().filter(Setting::isChosen), all.stream().filter(setting -> !setting.isChosen()))
            .map(setting ->
                Stream.of(setting.name(), setting.value(), setting.byDefault(), setting.of()).map(Cell::of).toList())
            .toList();
    return new Table("Those that differ from the default first", List.of("setting", "value", "default", "of"), rows);
  }
}
