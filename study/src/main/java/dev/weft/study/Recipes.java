package dev.weft.study;

import dev.weft.Decimal;
import dev.weft.Quoted;
import dev.weft.Spelling;
import dev.weft.WeftException;
import dev.weft.config.Setting;
import dev.weft.experiment.Experiment;
import dev.weft.experiment.ExperimentFile;
import dev.weft.experiment.Settings;
import dev.weft.search.RandomSearch;
import dev.weft.search.SearchSpace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The recipes of a part of a study: what {@code variants} and a {@code grid}, a {@code random}, a {@code bayesian} or a
 * {@code hyperband} search make of its {@code base}. Of the two last, {@link SpaceRecipes} draws them.
 */
final class Recipes {
  private static final int DIGITS = 4;
  private static final List<String> WAYS = List.of("grid", "random", "bayesian", "hyperband");

  private final Setting part;
  private final Settings file;
  private final Path folder;

  /**
   * @param part of a study file
   * @param file of which it is a part
   * @param folder where the files lie that it names
   */
  Recipes(Setting part, Settings file, Path folder) {
    this.part = part;
    this.file = file;
    this.folder = folder;
  }

  /** How many recipes there are, without making them; as much as there can be where the file is wrong. */
  long count() {
    long count = part.child("variants").value() instanceof Map<?, ?> variants ? Math.max(1, variants.size()) : 1;
    if (part.child("grid").value() instanceof Map<?, ?> grid) {
      for (Object values : grid.values()) {
        count = times(count, values instanceof List<?> list ? Math.max(1, list.size()) : 1);
      }
    }
    if (part.child("random").child("trials").value() instanceof Number trials) {
      return times(count, Math.max(1, trials.longValue()));
    }
    if (part.child("bayesian").child("trials").value() instanceof Number trials) {
      return Math.max(1, trials.longValue());
    }
    return part.child("hyperband").isGiven() ? hyperband().recipes(epochs()) : count;
  }

  /** Their product, or the largest number. */
  static long times(long a, long b) {
    return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
  }

  /** A named set of changes to an experiment's settings. */
  record Variant(String name, Settings settings, Map<String, Object> changes) {}

  /**
   * Each variant with each point of the grid or of the random search.
   *
   * @param name of the one recipe of a part where nothing varies
   */
  List<Candidate> of(String name) {
    Setting way = way();
    List<Map<String, Object>> points =
        switch (way.key()) {
          case "grid" -> grid(way);
          case "random" -> random(way);
          default -> List.of(Map.of());
        };
    List<Candidate> candidates = new ArrayList<>();
    for (Variant variant : variants()) {
      for (Map<String, Object> point : points) {
        candidates.add(candidate(name, variant, point, way));
      }
    }
    return candidates;
  }

  Candidate candidate(String name, Variant variant, Map<String, Object> point, Setting way) {
    Settings changed = changed(variant.settings, point, way);
    Map<String, Object> changes = new LinkedHashMap<>(variant.changes);
    changes.putAll(point);
    String own = String.join(" ", words(variant.name, point));
    return new Candidate(own.isEmpty() ? name : own, changes, experiment(changed, own));
  }

  /** How settings are searched; the base, which is not searched, where nothing says so. */
  private Setting way() {
    List<Setting> given = WAYS.stream().map(part::child).filter(Setting::isGiven).toList();
    if (given.size() > 1) {
      throw given
          .getLast()
          .error(
              "a study has one of %s; received %s; make several of them, under 'studies'."
                  .formatted(Quoted.list(WAYS), given.stream().map(Setting::key).collect(Collectors.joining(" and "))));
    }
    return given.isEmpty() ? part.child("base") : given.getFirst();
  }

  /** Whether recipes are drawn from a space that has the variants in it. */
  private boolean isDrawn() {
    return part.child("bayesian").isGiven() || part.child("hyperband").isGiven();
  }

  /** Such a space. */
  SpaceRecipes drawn() {
    return new SpaceRecipes(this, way());
  }

  /** The distributions among the changes of a variant. */
  List<Setting> drawnOf(Variant variant) {
    Setting place = part.child("variants").child(variant.name);
    return place.value() instanceof Map<?, ?>
        ? place.children().stream().filter(axis -> SearchSpace.isDistribution(axis.value())).toList()
        : List.of();
  }

  Bayesian bayesian() {
    Setting way = part.child("bayesian");
    if (!way.child("trials").isGiven()) {
      throw way.error("'bayesian' needs 'trials', how many recipes to train" + example(way));
    }
    return argumentsOf(way, SpaceRecipes.BAYESIAN).as(Bayesian.class);
  }

  Hyperband hyperband() {
    return argumentsOf(part.child("hyperband"), SpaceRecipes.HYPERBAND).as(Hyperband.class);
  }

  private static Setting argumentsOf(Setting way, List<String> names) {
    Map<Object, Object> own = new LinkedHashMap<>(way.map());
    own.keySet().retainAll(names);
    return new Setting(own, way.path());
  }

  /** Of each training, before anything is drawn. */
  int epochs() {
    return experiment(variants().getFirst().settings.copy(), "").training().epochs();
  }

  /** An error at a line of another file is the recipe's, so the recipe is named. */
  private Experiment experiment(Settings changed, String recipe) {
    try {
      return ExperimentFile.of(changed);
    } catch (WeftException e) {
      boolean isInStudy = e.getMessage().startsWith(file.source() + ":");
      throw recipe.isEmpty() || isInStudy
          ? e
          : new WeftException("the recipe '%s': %s".formatted(Quoted.text(recipe), e.getMessage()), e);
    }
  }

  List<Variant> variants() {
    Setting variants = part.child("variants");
    if (!variants.isGiven()) {
      Setting base = part.child("base");
      if (!base.isGiven()) {
        throw part.error("a study needs a 'base', the experiment that it varies, or 'variants' that have one each.");
      }
      return List.of(new Variant("", withCommonChanges(base), Map.of()));
    }
    List<Variant> all = variants.children().stream().map(this::variant).toList();
    if (all.isEmpty()) {
      throw variants.error("'variants' must have at least one; received none.");
    }
    return all;
  }

  private Variant variant(Setting variant) {
    boolean isBase = variant.value() instanceof String;
    Setting own = isBase ? variant : variant.child("base");
    Setting base = own.isGiven() ? own : part.child("base");
    if (!base.isGiven()) {
      throw variant.error(
          "'" + variant.key() + "' needs a 'base', the experiment that it varies, here or for all variants.");
    }
    Map<String, Object> changes = isBase ? new LinkedHashMap<>() : changes(variant);
    changes.remove("base");
    if (isDrawn()) {
      changes.values().removeIf(SearchSpace::isDistribution);
    }
    return new Variant(variant.key(), changed(withCommonChanges(base), changes, variant), changes);
  }

  private Settings withCommonChanges(Setting base) {
    Setting common = part.child("set");
    return changed(experiment(base), changes(common), common);
  }

  private static Map<String, Object> changes(Setting place) {
    Map<String, Object> changes = new LinkedHashMap<>();
    if (place.isGiven()) {
      place.map().forEach((path, setting) -> changes.put(String.valueOf(path), setting));
    }
    return changes;
  }

  /** Settings with changes, each of which comes from below a place of this file. */
  private Settings changed(Settings settings, Map<String, Object> changes, Setting from) {
    Settings changed = settings.copy();
    StudyPaths paths = new StudyPaths(folder);
    changes.forEach((path, value) ->
        changed.set(
            file.place(from.child(path).path(), false), List.of(path.split("\\.", -1)), paths.changed(path, value)));
    return changed;
  }

  private Settings experiment(Setting base) {
    if (base.value() instanceof Map<?, ?>) {
      return file.below(base.path());
    }
    if (!(base.value() instanceof String name)) {
      throw base.error(
          "'base' must be an experiment's name, its file, or its settings; received "
              + Quoted.value(base.value())
              + ".");
    }
    if (ExperimentFile.BUILT_IN.contains(name)) {
      return ExperimentFile.settings(name);
    }
    Path path = folder.resolve(name);
    if (!Files.isRegularFile(path)) {
      throw base.error(
          "there is no experiment '%s': neither a file, %s, nor one of %s.%s"
              .formatted(
                  name,
                  path,
                  Quoted.list(ExperimentFile.BUILT_IN),
                  Spelling.suggestion(name, ExperimentFile.BUILT_IN)));
    }
    return ExperimentFile.settings(path.toString());
  }

  private static List<Map<String, Object>> grid(Setting grid) {
    Map<String, List<Object>> values = new LinkedHashMap<>();
    for (Setting axis : grid.children()) {
      if (!(axis.value() instanceof List<?> list) || list.isEmpty()) {
        throw axis.error(
            "'"
                + axis.key()
                + "' must be a list of the values to try, [a, b]; received "
                + Quoted.value(axis.value())
                + ".");
      }
      values.put(axis.key(), Collections.unmodifiableList(list)); // null means the default
    }
    return new Grid(values).points();
  }

  private List<Map<String, Object>> random(Setting random) {
    SearchSpace.Builder space = new SearchSpace.Builder();
    List<Setting> axes = axes(random, SpaceRecipes.RANDOM);
    axes.forEach(axis -> space.add(axis.key(), axis));
    if (!random.child("trials").isGiven() || axes.isEmpty()) {
      throw random.error("'random' needs 'trials', how many points to draw, and settings" + example(random));
    }
    int trials = random.child("trials").atLeastOne(1);
    SearchSpace all = space.build();
    Set<String> names = new HashSet<>();
    List<double[]> points =
        new RandomSearch(all, trials, random.child("seed").atLeastOne(1))
            .points(point -> names.add(String.join(" ", words("", all.settings(point)))));
    requireEnough(points.size(), trials, random);
    return points.stream().map(all::settings).toList();
  }

  static void requireEnough(long points, int trials, Setting way) {
    if (points < trials) {
      throw way.child("trials")
          .error(
              "'trials' must be at most the number of different points, which is %s here; received %s."
                  .formatted(points, trials));
    }
  }

  /** The settings that a search varies, without its own arguments. */
  static List<Setting> axes(Setting way, List<String> arguments) {
    return way.children().stream().filter(axis -> !arguments.contains(axis.key())).toList();
  }

  static String example(Setting way) {
    return " such as training.optimizer.Adam.learning_rate: { LogUniform: { low: 0.0001, high: 0.01 } }; received "
        + Quoted.value(way.map().keySet())
        + ".";
  }

  private List<String> words(String variant, Map<String, Object> point) {
    List<String> words = new ArrayList<>();
    if (!variant.isEmpty()) {
      words.add(variant);
    }
    point.forEach(
        (path, value) -> words.add(path.substring(path.lastIndexOf('.') + 1) + "=" + said(variant, path, value)));
    return words;
  }

  /** As short as tells a value from the others that its setting may have. */
  private String said(String variant, String path, Object value) {
    String brief = said(value);
    Setting own = part.child("variants").child(variant).child(path);
    Setting axis = own.isGiven() ? own : way().child(path);
    Setting values = SearchSpace.isDistribution(axis.value()) ? axis.child("Choice") : axis;
    boolean hasArguments = value instanceof Map<?, ?> || value instanceof List<?>;
    return hasArguments
            && values.value() instanceof List<?> list
            && list.stream().distinct().filter(one -> said(one).equals(brief)).count() > 1
        ? saidInFull(value)
        : brief;
  }

  /** A kind with its arguments: {@code SGD momentum 0.9}. */
  private String saidInFull(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> entry.getKey() + " " + saidInFull(entry.getValue()))
              .collect(Collectors.joining(" "));
      case List<?> list when !list.isEmpty() && list.stream().noneMatch(Number.class::isInstance) ->
          list.stream().map(this::saidInFull).collect(Collectors.joining("+"));
      case null, default -> said(value);
    };
  }

  /** A stage of a training is no kind with arguments, but settings: {@code epochs 5 unfreeze true}. */
  private String saidInList(Object value) {
    return value instanceof Map<?, ?> settings
            && settings.keySet().stream().allMatch(name -> Character.isLowerCase(String.valueOf(name).charAt(0)))
        ? settings.entrySet().stream()
            .map(setting -> setting.getKey() + " " + said(setting.getValue()))
            .collect(Collectors.joining(" "))
        : said(value);
  }

  private String said(Object value) {
    if (value instanceof Map<?, ?> kind && kind.size() == 1) {
      return String.valueOf(kind.keySet().iterator().next()); // such as Adam, without its arguments
    }
    if (value instanceof List<?> kinds && kinds.stream().noneMatch(Number.class::isInstance)) {
      return kinds.isEmpty() ? "none" : kinds.stream().map(this::saidInList).collect(Collectors.joining("+"));
    }
    return value == null ? "default" : value instanceof Double number ? number(number) : String.valueOf(value);
  }

  /** One that was drawn has more digits than anybody reads. */
  private String number(double value) {
    return !part.child("grid").isGiven() ? Decimal.text(value, DIGITS) : Decimal.text(value);
  }
}
