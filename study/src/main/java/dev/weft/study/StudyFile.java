package dev.weft.study;

import dev.weft.Spelling;
import dev.weft.WeftException;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.experiment.Settings;
import dev.weft.experiment.Validation;
import dev.weft.nn.Config;
import dev.weft.nn.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Studies as YAML. A study has a {@code base} (an experiment's name, file, or settings) and says what varies: {@code
 * variants}, {@code grid} or {@code random}, each variant with each point of the grid; and how each recipe is trained:
 * {@code repeats}, {@code cross_validation}, {@code halving}; {@code select} chooses a winner. Several such parts may
 * stand under {@code studies}, each with its name.
 */
public final class StudyFile {
  /** The studies that come with Weft. */
  public static final List<String> BUILT_IN = List.of("report-a", "report-b", "report-c", "report-d", "report-e");

  private static final List<String> OF_PART =
      List.of("base", "set", "variants", "grid", "random", "repeats", "cross_validation", "select", "halving");

  /** More than anybody waits for; a typing error in a grid is soon as large. */
  private static final int MOST_TRIALS = 10_000;

  private final Settings settings;
  private final Path folder;

  private StudyFile(Settings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
  }

  /**
   * The study of a built-in name or in a file.
   *
   * @throws WeftException if there is none, or if it is wrong: one sentence with file, line and column
   */
  public static Study read(String nameOrFile) {
    if (BUILT_IN.contains(nameOrFile)) {
      return parse("examples/reports/" + nameOrFile + ".yaml", builtIn(nameOrFile), Path.of(""));
    }
    Path file = Path.of(nameOrFile);
    if (!Files.isRegularFile(file)) {
      throw new WeftException(
          "there is no study '%s': neither a file nor one of %s.%s"
              .formatted(nameOrFile, String.join(", ", BUILT_IN), Spelling.suggestion(nameOrFile, BUILT_IN)));
    }
    Path parent = file.getParent();
    return new StudyFile(ExperimentFile.settings(nameOrFile), parent == null ? Path.of("") : parent).study();
  }

  /**
   * The study that a text describes.
   *
   * @param source what errors call the text; its last part without the ending is the study's name where it has none
   * @param folder where the files lie that it names
   */
  public static Study parse(String source, String yaml, Path folder) {
    return new StudyFile(Settings.parse(source, yaml), folder).study();
  }

  private static String builtIn(String name) {
    try (InputStream in = StudyFile.class.getResourceAsStream("/examples/reports/" + name + ".yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("examples/reports/" + name + ".yaml is not in the program", e);
    }
  }

  private Study study() {
    try {
      Map<?, ?> root = map(settings.root(), List.of());
      boolean many = root.containsKey("studies");
      List<String> known = new ArrayList<>(List.of("name", "description", "studies"));
      if (!many) {
        known.addAll(OF_PART);
      }
      requireKnown(root, known, List.of());
      String file = Path.of(settings.source()).getFileName().toString().replaceFirst("\\.ya?ml$", "");
      String name = text(root, "name", file);
      List<Part> parts = new ArrayList<>();
      if (many) {
        List<String> at = List.of("studies");
        map(root.get("studies"), at)
            .forEach((key, value) -> parts.add(part(String.valueOf(key), map(value, child(at, key)), child(at, key))));
      } else {
        parts.add(part(name, root, List.of()));
      }
      Study study = new Study(name, text(root, "description", ""), parts, settings.text());
      int trials = study.trials().size();
      if (trials > MOST_TRIALS) {
        throw wrong(List.of(), "a study has at most %,d trainings; this one has %,d.".formatted(MOST_TRIALS, trials));
      }
      return study;
    } catch (ConfigException e) {
      throw settings.wrong(e);
    } catch (IllegalArgumentException e) {
      throw settings.wrong(wrong(List.of(), e.getMessage()));
    }
  }

  private Part part(String name, Map<?, ?> map, List<String> at) {
    List<String> known = new ArrayList<>(OF_PART);
    if (at.isEmpty()) {
      known.addAll(List.of("name", "description"));
    }
    requireKnown(map, known, at);
    CrossValidation folds = setting(CrossValidation.class, map, "cross_validation", at);
    Select select = setting(Select.class, map, "select", at);
    Halving halving = setting(Halving.class, map, "halving", at);
    int repeats = repeats(map, at);
    List<Candidate> candidates = new ArrayList<>();
    for (Variant variant : variants(map, at)) {
      for (Map<String, Object> point : points(map, at)) {
        candidates.add(candidate(name, variant, point, at, map.get("grid") != null ? "grid" : "random"));
      }
    }
    Part part = new Part(name, candidates, repeats, folds, select, halving);
    check(part, at);
    return part;
  }

  // ---- what varies

  /** A named set of changes to an experiment's settings, and where each comes from. */
  private record Variant(String name, Settings base, Map<String, Object> changes) {}

  private List<Variant> variants(Map<?, ?> map, List<String> at) {
    Map<String, Object> common = changes(map.get("set"), child(at, "set"));
    if (map.get("variants") == null) {
      if (map.get("base") == null) {
        throw wrong(at, "a study needs a 'base', the experiment that it varies, or 'variants' that have one each.");
      }
      return List.of(
          new Variant("", changed(base(map.get("base"), child(at, "base")), common, child(at, "set")), Map.of()));
    }
    List<Variant> variants = new ArrayList<>();
    List<String> inside = child(at, "variants");
    map(map.get("variants"), inside)
        .forEach((key, value) -> {
          List<String> place = child(inside, key);
          Object own = value instanceof String ? value : value instanceof Map<?, ?> m ? m.get("base") : null;
          Object base = own == null ? map.get("base") : own;
          if (base == null) {
            throw wrong(
                place, "'" + key + "' needs a 'base', the experiment that it varies, here or for all variants.");
          }
          Settings experiment =
              base(base, own == null ? child(at, "base") : value instanceof String ? place : child(place, "base"));
          Map<String, Object> changes = value instanceof String ? new LinkedHashMap<>() : changes(value, place);
          changes.remove("base");
          variants.add(
              new Variant(
                  String.valueOf(key),
                  changed(changed(experiment, common, child(at, "set")), changes, place),
                  changes));
        });
    if (variants.isEmpty()) {
      throw wrong(inside, "'variants' must have at least one; received none.");
    }
    return variants;
  }

  private static Map<String, Object> changes(Object value, List<String> at) {
    Map<String, Object> changes = new LinkedHashMap<>();
    if (value != null) {
      map(value, at).forEach((path, setting) -> changes.put(String.valueOf(path), setting));
    }
    return changes;
  }

  private Settings base(Object base, List<String> at) {
    if (base instanceof Map<?, ?>) {
      return settings.below(at);
    }
    if (!(base instanceof String name)) {
      throw wrong(at, "'base' must be an experiment's name, its file, or its settings; received " + base + ".");
    }
    if (ExperimentFile.BUILT_IN.contains(name)) {
      return ExperimentFile.settings(name);
    }
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw wrong(
          at,
          "there is no experiment '%s': neither a file, %s, nor one of %s.%s"
              .formatted(
                  name,
                  file,
                  String.join(", ", ExperimentFile.BUILT_IN),
                  Spelling.suggestion(name, ExperimentFile.BUILT_IN)));
    }
    return ExperimentFile.settings(file.toString());
  }

  /** The points of the grid or of the random search; one without a change where there is neither. */
  private List<Map<String, Object>> points(Map<?, ?> map, List<String> at) {
    if (map.get("grid") != null && map.get("random") != null) {
      throw wrong(child(at, "random"), "a study has a 'grid' or a 'random' search; received both; make two of them.");
    }
    if (map.get("grid") != null) {
      List<String> inside = child(at, "grid");
      return new Grid(values(map(map.get("grid"), inside), inside)).points();
    }
    if (map.get("random") != null) {
      return random(map(map.get("random"), child(at, "random")), child(at, "random"));
    }
    return List.of(Map.of());
  }

  private static Map<String, List<Object>> values(Map<?, ?> grid, List<String> at) {
    Map<String, List<Object>> values = new LinkedHashMap<>();
    grid.forEach((path, value) -> {
      if (!(value instanceof List<?> list) || list.isEmpty()) {
        throw wrong(
            child(at, path), "'" + path + "' must be a list of the values to try, [a, b]; received " + value + ".");
      }
      values.put(String.valueOf(path), List.copyOf(list));
    });
    return values;
  }

  private static List<Map<String, Object>> random(Map<?, ?> random, List<String> at) {
    Map<String, Object> distributions = new LinkedHashMap<>();
    random.forEach((key, value) -> {
      String path = String.valueOf(key);
      if (!path.equals("trials") && !path.equals("seed")) {
        boolean list = value instanceof List<?> values && !values.isEmpty();
        distributions.put(path, list ? value : read(Distribution.class, value, child(at, path)));
      }
    });
    if (random.get("trials") == null || distributions.isEmpty()) {
      throw wrong(
          at,
          "'random' needs 'trials', how many points to draw, and settings such as"
              + " training.optimizer.Adam.learning_rate: { LogUniform: { low: 0.0001, high: 0.01 } }; received "
              + random.keySet()
              + ".");
    }
    int trials = atLeastOne(random.get("trials"), child(at, "trials"));
    long seed = random.get("seed") == null ? 1 : atLeastOne(random.get("seed"), child(at, "seed"));
    return new RandomSearch(distributions, trials, seed).points();
  }

  // ---- one recipe

  private Candidate candidate(String part, Variant variant, Map<String, Object> point, List<String> at, String axis) {
    Settings changed = changed(variant.base, point, child(at, axis));
    Map<String, Object> changes = new LinkedHashMap<>(variant.changes);
    changes.putAll(point);
    String name = String.join(" ", words(variant.name, point));
    return new Candidate(name.isEmpty() ? part : name, changes, ExperimentFile.of(changed));
  }

  private static List<String> words(String variant, Map<String, Object> point) {
    List<String> words = new ArrayList<>();
    if (!variant.isEmpty()) {
      words.add(variant);
    }
    point.forEach((path, value) -> words.add(path.substring(path.lastIndexOf('.') + 1) + "=" + said(value)));
    return words;
  }

  private static String said(Object value) {
    if (value instanceof Map<?, ?> kind && kind.size() == 1) {
      return String.valueOf(kind.keySet().iterator().next()); // such as Adam, its arguments left aside
    }
    return value instanceof Double number ? String.format(Locale.ROOT, "%.4g", number) : String.valueOf(value);
  }

  /** Settings with changes, each of which comes from below a place of this file. */
  private Settings changed(Settings base, Map<String, Object> changes, List<String> at) {
    Settings changed = base.copy();
    changes.forEach(
        (path, value) -> changed.set(settings.place(child(at, path), false), List.of(path.split("\\.", -1)), value));
    return changed;
  }

  /** What can be known to be wrong before anything is trained. */
  private static void check(Part part, List<String> at) {
    Set<String> names = new HashSet<>();
    for (Candidate candidate : part.candidates()) {
      Experiment experiment = candidate.experiment();
      Validation validation = experiment.data().validation();
      if (!names.add(candidate.name())) {
        throw wrong(at, "each recipe must have a name of its own; two are called '" + candidate.name() + "'.");
      }
      if (part.crossValidation() != null && !(validation instanceof Validation.None)) {
        throw wrong(
            child(at, "cross_validation"),
            "cross-validation validates on its folds; "
                + candidate.name()
                + " has a data.validation of its own; say validation: none.");
      }
      if (part.select() != null && part.crossValidation() == null && validation instanceof Validation.None) {
        throw wrong(
            child(at, "select"),
            "a winner is chosen on validation pictures, and "
                + candidate.name()
                + " has none; say data.validation, or cross_validation.");
      }
      if (part.select() != null && validation instanceof Validation.Test) {
        throw wrong(
            child(at, "select"),
            "a winner chosen on the test set looks better than it is, and the validation set of "
                + candidate.name()
                + " is the test set; validate on a part of the training pictures.");
      }
    }
    if (part.halving() != null) {
      checkHalving(part, child(at, "halving"));
    }
  }

  private static void checkHalving(Part part, List<String> at) {
    if (part.select() == null || !List.of("accuracy", "loss").contains(part.select().metric())) {
      throw wrong(at, "halving decides by what 'select' says, after epochs: its metric must be accuracy or loss.");
    }
    int epochs = part.candidates().getFirst().experiment().training().epochs();
    for (Candidate candidate : part.candidates()) {
      if (candidate.experiment().training().epochs() != epochs) {
        throw wrong(
            at,
            "halving compares recipes of equally many epochs; received %d and %d."
                .formatted(epochs, candidate.experiment().training().epochs()));
      }
    }
  }

  // ---- reading

  private int repeats(Map<?, ?> map, List<String> at) {
    return map.get("repeats") == null ? 1 : atLeastOne(map.get("repeats"), child(at, "repeats"));
  }

  private static int atLeastOne(Object value, List<String> at) {
    if (value instanceof Integer number && number >= 1) {
      return number;
    }
    throw wrong(at, "'" + at.getLast() + "' must be a whole number, at least 1; received " + value + ".");
  }

  /** Null where it is not given. */
  private static <T> T setting(Class<T> type, Map<?, ?> map, String key, List<String> at) {
    return map.get(key) == null ? null : read(type, map.get(key), child(at, key));
  }

  private static <T> T read(Class<T> type, Object value, List<String> at) {
    try {
      return Config.read(type, value);
    } catch (ConfigException e) {
      List<String> path = new ArrayList<>(at);
      path.addAll(e.path());
      throw new ConfigException(path, e.aboutKey(), e.getMessage());
    }
  }

  private static Map<?, ?> map(Object value, List<String> at) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    String what = at.isEmpty() ? "a study" : "'" + at.getLast() + "'";
    throw wrong(at, what + " must be settings 'name: value'; received " + value + ".");
  }

  private static String text(Map<?, ?> map, String key, String otherwise) {
    return map.get(key) == null ? otherwise : String.valueOf(map.get(key));
  }

  private static void requireKnown(Map<?, ?> map, List<String> known, List<String> at) {
    for (Object key : map.keySet()) {
      if (!known.contains(String.valueOf(key))) {
        String word = String.valueOf(key);
        throw new ConfigException(
            child(at, key), true, "'" + word + "' is not known here; " + Spelling.known(word, known));
      }
    }
  }

  private static ConfigException wrong(List<String> at, String sentence) {
    return new ConfigException(at, false, sentence);
  }

  private static List<String> child(List<String> path, Object key) {
    List<String> child = new ArrayList<>(path);
    child.add(String.valueOf(key));
    return child;
  }
}
