package dev.weft.study;

import dev.weft.WeftException;
import dev.weft.config.ConfigException;
import dev.weft.config.Setting;
import dev.weft.experiment.ExperimentFile.Change;
import dev.weft.experiment.Settings;
import dev.weft.experiment.SettingsText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Studies as YAML. A study has a {@code base} (an experiment's name, file, or settings) and says what varies: {@code
 * variants}, {@code grid}, {@code random}, {@code bayesian} or {@code hyperband}, each variant with each point of the
 * grid; and how each recipe is trained: {@code repeats}, {@code cross_validation}, {@code halving}; {@code select}
 * chooses a winner. Several such parts may stand under {@code studies}, each with its name.
 */
public final class StudyFile {
  /** The studies that come with Weft. */
  public static final List<String> BUILT_IN = List.of("report-a", "report-b", "report-c", "report-d", "report-e");

  /** More than anybody waits for; a typing error in a grid is soon as large. */
  private static final int MOST_TRIALS = 10_000;

  private final Settings settings;
  private final Path folder;
  private final List<Change> changes;

  private StudyFile(Settings settings, Path folder, List<Change> changes) {
    this.settings = settings;
    this.folder = folder;
    this.changes = changes;
    changes.forEach(change -> set(settings, change));
  }

  /**
   * The study of a built-in name or in a file.
   *
   * @throws WeftException if there is none, or if it is wrong: one sentence with file, line and column
   */
  public static Study read(String nameOrFile) {
    return read(nameOrFile, List.of());
  }

  /**
   * The same with changes to the experiments of all its parts, as {@code set} has them.
   *
   * @throws WeftException if there is none, or if it is wrong: one sentence with file, line and column
   */
  public static Study read(String nameOrFile, List<Change> changes) {
    boolean isBuiltIn = BUILT_IN.contains(nameOrFile);
    Settings settings =
        isBuiltIn
            ? Settings.builtIn("examples/reports/" + nameOrFile + ".yaml", builtIn(nameOrFile))
            : Settings.parse(nameOrFile, SettingsText.read(nameOrFile, "study", BUILT_IN));
    Path parent = isBuiltIn ? null : Path.of(nameOrFile).getParent();
    return new StudyFile(settings, parent == null ? Path.of("") : parent, changes).study();
  }

  private static void set(Settings settings, Change change) {
    Object value = Settings.parse(change.origin(), change.value()).root();
    if (settings.root() instanceof Map<?, ?> root && root.get("studies") instanceof Map<?, ?> parts) {
      parts
          .keySet()
          .forEach(part ->
              settings.set(change.origin(), List.of("studies", String.valueOf(part), "set", change.path()), value));
    } else {
      settings.set(change.origin(), List.of("set", change.path()), value);
    }
  }

  /**
   * The study that a text describes.
   *
   * @param source what errors call the text; its last part without the ending is the study's name where it has none
   * @param folder where the files lie that it names
   */
  public static Study parse(String source, String yaml, Path folder) {
    return new StudyFile(Settings.parse(source, yaml), folder, List.of()).study();
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
      Setting root = new Setting(settings.root(), List.of());
      Setting studies = root.child("studies");
      requireStudy(root);
      String name = root.child("name").text(SettingsText.name(settings.source(), "study"));
      List<Part> parts;
      requireFew(root, root.map().containsKey("studies") ? studies.children() : List.of(root));
      if (root.map().containsKey("studies")) {
        root.requireKnown(StudySettings.OF_THE_WHOLE);
        if (studies.children().isEmpty()) {
          throw studies.error("'studies' must have at least one; received none.");
        }
        parts =
            studies.children().stream()
                .flatMap(place -> parts(place.key(), place, StudySettings.ofAPart()).stream())
                .toList();
      } else {
        parts = parts(name, root, StudySettings.NAMES);
      }
      return new Study(
              name,
              root.child("description").text(""),
              parts,
              new SelfContained(settings, folder, changes.stream().map(Change::origin).toList()).text())
          .robustness(Boolean.TRUE.equals(root.child("robustness").as(Boolean.class)));
    } catch (ConfigException e) {
      throw settings.wrong(e);
    } catch (IllegalArgumentException e) {
      throw settings.wrong(new ConfigException(List.of(), false, e.getMessage()));
    }
  }

  private void requireStudy(Setting root) {
    Map<?, ?> given = root.map();
    if (given.containsKey("model") && StudySettings.ofAPart().stream().noneMatch(given::containsKey)) {
      throw root.error(
          "this file is an experiment, and a study needs a 'base'; train it with 'weft train %s'."
              .formatted(settings.source()));
    }
  }

  /** Before any of them is planned. */
  private void requireFew(Setting root, List<Setting> parts) {
    long trials = 0;
    for (Setting part : parts) {
      CrossValidation folds = part.child("cross_validation").as(CrossValidation.class);
      long each = part.child("repeats").atLeastOne(1);
      each = folds == null ? each : Recipes.times(each, Recipes.times(folds.folds(), folds.repeats()));
      Nested nested = part.child("nested").as(Nested.class);
      each = nested == null ? each : Recipes.times(each, nested.folds() + 1L);
      long more = Recipes.times(each, new Recipes(part, settings, folder).count());
      trials = trials + more < 0 ? Long.MAX_VALUE : trials + more;
    }
    if (trials > MOST_TRIALS) {
      throw root.error(
          String.format(
              Locale.ROOT,
              "a study has at most %,d trainings; this one has %s; give the grid fewer values, or fewer trials, repeats"
                  + " or folds.",
              MOST_TRIALS,
              trials == Long.MAX_VALUE ? "more than can be counted" : String.format(Locale.ROOT, "%,d", trials)));
    }
  }

  /** A part, and what chooses again without each outer fold. */
  private List<Part> parts(String name, Setting place, List<String> known) {
    Part whole = part(name, place, known);
    Nested nested = place.child("nested").as(Nested.class);
    if (nested == null) {
      return List.of(whole);
    }
    if (whole.select() == null) {
      throw place
          .child("nested")
          .error("nested cross-validation tests a choice, and nothing is chosen; say select: { metric: accuracy }.");
    }
    return Stream.concat(
            Stream.of(whole), IntStream.range(0, nested.folds()).mapToObj(fold -> whole.within(nested, fold)))
        .toList();
  }

  private Part part(String name, Setting place, List<String> known) {
    place.requireKnown(known);
    CrossValidation folds = place.child("cross_validation").as(CrossValidation.class);
    Select select = place.child("select").as(Select.class);
    int repeats = place.child("repeats").atLeastOne(1);
    Recipes recipes = new Recipes(place, settings, folder);
    Part part = new Part(name, List.of(), repeats, folds, select, strategy(place, recipes));
    part =
        switch (part.strategy()) {
          case Bayesian bayesian -> part.with(recipes.drawn().search(bayesian));
          case Hyperband hyperband -> part.with(recipes.drawn().of(hyperband, recipes.epochs()));
          case null, default -> part.with(recipes.of(name));
        };
    PartCheck.check(part, place);
    return part;
  }

  private static Strategy strategy(Setting place, Recipes recipes) {
    Setting halving = place.child("halving");
    for (String way : List.of("bayesian", "hyperband")) {
      if (halving.isGiven() && place.child(way).isGiven()) {
        throw halving.error("'halving' is for a 'grid' or a 'random' search; received '" + way + "'; leave out one.");
      }
    }
    if (place.child("bayesian").isGiven()) {
      return recipes.bayesian();
    }
    return place.child("hyperband").isGiven() ? recipes.hyperband() : halving.as(Halving.class);
  }
}
