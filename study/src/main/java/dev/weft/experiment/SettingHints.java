package dev.weft.experiment;

import dev.weft.Quoted;
import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import dev.weft.config.Synonyms;
import dev.weft.model.Adam;
import dev.weft.model.Loss;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Hints about a setting that an experiment has elsewhere, or that other tools have and Weft does without. */
final class SettingHints {
  private static final Set<String> OF_DATA = Config.arguments(Data.named("mnist")).keySet();
  private static final Set<String> OF_TRAINING =
      Config.arguments(Training.of(Adam.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 1)).keySet();

  private static final String FRACTION = "say data.validation: { fraction: 0.2 }.";
  private static final String AUGMENT =
      "changes of training images are a list: training.augment: [{ RandomFlip: { mode: horizontal } }].";
  private static final String RATE =
      "it belongs to the optimizer: training.optimizer: { Adam: { learning_rate: 0.001 } }.";

  /** Words without underscores, and what to do about them. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("metrics", "every metric is computed after the training; leave it out."),
          Map.entry("callbacks", "of callbacks a file has training.early_stopping: { patience: 5 }."),
          Map.entry("validationsplit", FRACTION),
          Map.entry("valsplit", FRACTION),
          Map.entry("validationdata", FRACTION),
          Map.entry("classname", "this is Keras's own form of a network; an experiment lists layers under 'model'."),
          Map.entry("layers", "layers are the list 'model'."),
          Map.entry("network", "layers are the list 'model'."),
          Map.entry("architecture", "layers are the list 'model'."),
          Map.entry("learningrate", RATE),
          Map.entry("augment", AUGMENT),
          Map.entry("augmentation", AUGMENT),
          Map.entry("augmentations", AUGMENT),
          Map.entry("dataaugmentation", AUGMENT),
          Map.entry("transforms", AUGMENT),
          Map.entry("verbose", "the command's progress needs no setting; leave it out."),
          Map.entry("numclasses", "the number of classes comes from the data; leave it out."),
          Map.entry("classes", "the number of classes comes from the data; leave it out."),
          Map.entry("inputshape", "the input's shape comes from the data; leave it out."));

  private SettingHints() {}

  /** The same error, with what is known of the setting where that is more than the names of others. */
  static ConfigException better(ConfigException e, Object root) {
    List<String> path = e.path();
    if (path.isEmpty()) {
      return e;
    }
    String word = path.getLast();
    String plain = plain(word);
    boolean ofLayer = path.getFirst().equals("model");
    String hint = null;
    if (e.aboutKey() && !ofLayer) {
      hint = path.size() == 1 && Set.of("base", "grid", "variants", "studies").contains(plain) ? study() : null;
      hint = hint == null && path.size() <= 3 ? elsewhere(plain) : hint;
      hint = hint == null ? parent(path, word.toLowerCase(Locale.ROOT)) : hint;
    }
    if (hint != null) {
      return new ConfigException(path, true, Quoted.value(word) + " is not known here; " + hint);
    }
    if (path.equals(List.of("data", "validation"))
        && root instanceof Map<?, ?> all
        && all.get("data") instanceof Map<?, ?> data
        && data.get("validation") instanceof Number share) {
      return new ConfigException(
          path,
          false,
          "'validation' must say which images validate; received %s; write { fraction: %s } for the last of them."
              .formatted(share, share));
    }
    return e;
  }

  /** The hint about a study that is given as an experiment. */
  static String study() {
    return "this file is a study; train it with 'weft study'.";
  }

  private static String elsewhere(String plain) {
    String usual = Synonyms.of(plain).stream().findFirst().map(SettingHints::plain).orElse(plain);
    return ELSEWHERE.getOrDefault(plain, ELSEWHERE.get(usual));
  }

  private static String plain(String word) {
    return word.replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT);
  }

  private static String parent(List<String> path, String word) {
    String here = path.size() == 1 ? "" : path.getFirst();
    for (Map.Entry<String, Set<String>> place : Map.of("data", OF_DATA, "training", OF_TRAINING).entrySet()) {
      if (!place.getKey().equals(here) && path.size() <= 2 && place.getValue().contains(word)) {
        return "it belongs under '%s': %s.%s.".formatted(place.getKey(), place.getKey(), word);
      }
    }
    return null;
  }
}
