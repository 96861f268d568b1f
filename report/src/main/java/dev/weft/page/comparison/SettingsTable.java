package dev.weft.page.comparison;

import dev.weft.config.Config;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ModelSettings;
import dev.weft.page.LayerCard;
import dev.weft.page.SettingNames;
import dev.weft.page.Table;
import dev.weft.page.Table.Cell;
import dev.weft.run.FinishedRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Settings in which not all of some runs agree, and then what they ran on. */
final class SettingsTable {
  private static final List<String> RAN_ON = List.of("weft", "java", "system", "simd", "threads");
  private static final String VALIDATION = "data.validation";
  private static final String OPTIMIZER = "training.optimizer";
  private static final String LOSS = "training.loss";
  private static final String NONE = "–";

  private SettingsTable() {}

  static Table of(List<LetteredRun> lettered) {
    List<FinishedRun> runs = lettered.stream().map(LetteredRun::run).toList();
    List<List<Cell>> rows = new ArrayList<>();
    addDifferences(settings(runs.stream().map(FinishedRun::experiment).toList()), rows);
    addDifferences(runs.stream().map(SettingsTable::ranOn).toList(), rows);
    List<String> header = Stream.concat(Stream.of("setting"), lettered.stream().map(LetteredRun::title)).toList();
    return new Table("Only what differs", header, rows);
  }

  /** All of each experiment; what is of another kind in another experiment is one setting, in words. */
  private static List<Map<String, Object>> settings(List<Experiment> experiments) {
    List<Map<String, Object>> all = experiments.stream().map(SettingsTable::settings).toList();
    unite(OPTIMIZER, experiments, all, experiment -> words(experiment.training().optimizer()));
    unite(LOSS, experiments, all, experiment -> words(experiment.training().loss()));
    Set<String> layers = new LinkedHashSet<>();
    experiments.forEach(experiment -> layers.addAll(layers(experiment).keySet()));
    layers.forEach(path -> unite(path, experiments, all, experiment -> layers(experiment).getOrDefault(path, NONE)));
    return all;
  }

  private static Map<String, Object> settings(Experiment experiment) {
    Map<String, Object> settings = new LinkedHashMap<>();
    experiment
        .parameters()
        .forEach((path, value) -> {
          if (path.startsWith(VALIDATION)) {
            String word = path.substring(VALIDATION.length()).replace('.', ' ').replace('_', ' ').strip();
            String words = (word + " " + SettingNames.value(value)).strip();
            settings.merge(VALIDATION, words, (before, more) -> before + ", " + more);
          } else {
            settings.put(path, value);
          }
        });
    return settings;
  }

  /** Where not all are of one kind, what stands below the path is one setting. */
  private static void unite(
      String path, List<Experiment> experiments, List<Map<String, Object>> all, Function<Experiment, String> words) {
    if (all.stream().map(settings -> String.valueOf(settings.get(path))).distinct().count() > 1) {
      for (int i = 0; i < all.size(); i++) {
        all.get(i).keySet().removeIf(name -> name.equals(path) || name.startsWith(path + "."));
        all.get(i).put(path, words.apply(experiments.get(i)));
      }
    }
  }

  /** Each layer in words, by its path. */
  private static Map<String, String> layers(Experiment experiment) {
    ModelSettings model = experiment.model();
    Map<String, String> layers = new LinkedHashMap<>();
    for (int i = 0; i < model.layers().size(); i++) {
      layers.put(String.join(".", model.path(i)), LayerCard.inWords(model.layers().get(i).layer()));
    }
    return layers;
  }

  /** With the learning rate, also where it is the default. */
  private static String words(Object value) {
    Object written = Config.write(value);
    Object rate = Config.arguments((Record) value).get("learning_rate");
    return SettingNames.value(
        written instanceof String kind && rate != null ? Map.of(kind, Map.of("learning_rate", rate)) : written);
  }

  private static Map<String, Object> ranOn(FinishedRun run) {
    Map<String, Object> map = new LinkedHashMap<>();
    RAN_ON.forEach(name -> map.put(name, run.provenance().text(name)));
    return map;
  }

  private static void addDifferences(List<Map<String, Object>> settings, List<List<Cell>> rows) {
    Map<String, List<String>> differing = new LinkedHashMap<>();
    Set<String> paths = new LinkedHashSet<>();
    settings.forEach(map -> paths.addAll(map.keySet()));
    for (String path : paths) {
      List<String> values = settings.stream().map(map -> value(map, path)).toList();
      if (values.stream().distinct().count() > 1) {
        differing.put(path, values);
      }
    }
    Map<String, String> names = SettingNames.of(differing.keySet());
    differing.forEach((path, values) ->
        rows.add(Stream.concat(Stream.of(name(path, names)), values.stream()).map(Cell::of).toList()));
  }

  private static String value(Map<String, Object> settings, String path) {
    return settings.containsKey(path) ? SettingNames.value(settings.get(path)) : NONE;
  }

  /** {@code model.1} is the second layer, {@code model.then.1} the second behind the network that it begins with. */
  private static String name(String path, Map<String, String> names) {
    if (!path.matches("model\\.(then\\.)?\\d+")) {
      return names.get(path);
    }
    String layer = "layer " + (Integer.parseInt(path.substring(path.lastIndexOf('.') + 1)) + 1);
    return path.contains("then") ? layer + " behind the base" : layer;
  }
}
