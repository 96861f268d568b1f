package dev.weft.study;

import dev.weft.metrics.Metric;
import dev.weft.statistics.FunctionalAnova;
import dev.weft.statistics.FunctionalAnova.Effect;
import dev.weft.statistics.Levels;
import dev.weft.statistics.Outliers;
import dev.weft.statistics.Repeats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How much of the variation between the recipes of a part each of its settings explains, by the value that recipes are
 * ranked by. Recipes that did not come to the end, or lack the value, do not count.
 *
 * @param settings the paths of each setting of {@code anova}: several, where settings change only together
 * @param recipes the places of those that count, in the part's order
 * @param beyond how many recipes are so much worse than the others that they count as {@link Outliers#limit}
 * @param noise the part of the variation that comes from the spread of a recipe's trainings, 0 to 1; NaN where each was
 *     trained once
 */
public record SettingImportance(
    List<List<String>> settings,
    FunctionalAnova anova,
    List<Integer> recipes,
    List<Levels> levels,
    int beyond,
    double noise) {
  private static final int FEWEST = 4;
  private static final long SEED = 1;

  public SettingImportance {
    settings = List.copyOf(settings);
    recipes = List.copyOf(recipes);
    levels = List.copyOf(levels);
  }

  /**
   * Empty with fewer than 4 recipes that count, or with fewer than 2 settings that change, or if all values are the
   * same.
   */
  public static Optional<SettingImportance> of(PartResults part) {
    double[] all = part.rankingValues();
    int[] recipes = IntStream.range(0, all.length).filter(recipe -> Double.isFinite(all[recipe])).toArray();
    double[] values = Arrays.stream(recipes).mapToDouble(recipe -> all[recipe]).toArray();
    Map<Levels, List<String>> settings = settings(part, recipes);
    if (recipes.length < FEWEST || settings.size() < 2 || Arrays.stream(values).distinct().count() == 1) {
      return Optional.empty();
    }
    List<Levels> levels = List.copyOf(settings.keySet());
    boolean moreIsBetter = part.rankingMetric().direction() == Metric.Direction.HIGHER;
    double limit = Outliers.limit(values, moreIsBetter);
    double[] limited =
        Arrays.stream(values).map(value -> moreIsBetter ? Math.max(value, limit) : Math.min(value, limit)).toArray();
    return Optional.of(
        new SettingImportance(
            List.copyOf(settings.values()),
            FunctionalAnova.of(limited, levels, SEED),
            Arrays.stream(recipes).boxed().toList(),
            levels,
            (int) IntStream.range(0, values.length).filter(i -> values[i] != limited[i]).count(),
            noise(part, recipes, limited)));
  }

  /** The paths of each setting that changes; those that change together are one. */
  private static Map<Levels, List<String>> settings(PartResults part, int[] recipes) {
    List<Map<String, Object>> changes =
        Arrays.stream(recipes).mapToObj(recipe -> part.rows().get(recipe).candidate().changes()).toList();
    Set<String> paths = new LinkedHashSet<>();
    changes.forEach(change -> paths.addAll(change.keySet()));
    Map<List<Integer>, List<String>> together = new LinkedHashMap<>();
    Map<List<Integer>, Levels> levels = new LinkedHashMap<>();
    for (String path : paths) {
      Levels of = levels(changes, path);
      if (of.count() > 1) {
        List<Integer> pattern = of.count() == recipes.length ? of.of() : pattern(of);
        together.computeIfAbsent(pattern, key -> new ArrayList<>()).add(path);
        levels.putIfAbsent(pattern, of);
      }
    }
    Map<Levels, List<String>> settings = new LinkedHashMap<>();
    together.forEach((pattern, joined) -> settings.put(levels.get(pattern), joined));
    return settings;
  }

  /** The same for two settings of which each value goes with one of the other. */
  private static List<Integer> pattern(Levels levels) {
    List<Integer> distinct = levels.of().stream().distinct().toList();
    return levels.of().stream().map(distinct::indexOf).toList();
  }

  private static Levels levels(List<Map<String, Object>> changes, String path) {
    boolean isNumber =
        changes.stream()
            .filter(change -> change.containsKey(path))
            .allMatch(change -> change.get(path) instanceof Number);
    return isNumber
        ? Levels.ofNumbers(
            changes.stream()
                .mapToDouble(change -> change.get(path) instanceof Number number ? number.doubleValue() : Double.NaN)
                .toArray())
        : Levels.ofWords(
            changes.stream()
                .map(change -> change.containsKey(path) ? Objects.toString(change.get(path), "default") : "")
                .toList());
  }

  /** The mean variance of a recipe's mean, by the variance of the means. */
  private static double noise(PartResults part, int[] recipes, double[] values) {
    double[] own =
        Arrays.stream(recipes)
            .mapToObj(recipe -> part.rows().get(recipe).values(part.rankingPart(), part.rankingMetric()).orElseThrow())
            .filter(trainings -> trainings.size() > 1)
            .mapToDouble(trainings -> Math.pow(trainings.deviation().orElseThrow(), 2) / trainings.size())
            .toArray();
    double spread = Math.pow(Repeats.of(values).deviation().orElseThrow(), 2);
    return own.length == 0 ? Double.NaN : Math.min(1, Repeats.of(own).mean() / spread);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("method", anova.isExact() ? "analysis of variance of the full grid" : "functional ANOVA of a forest");
    map.put("recipes", recipes.size());
    map.put("outliers", beyond);
    List<Map<String, Object>> shares = new ArrayList<>();
    for (int i = 0; i < settings.size(); i++) {
      Effect effect = anova.effects().get(i);
      Map<String, Object> share = new LinkedHashMap<>();
      share.put("settings", settings.get(i));
      share.put("share", effect.share());
      share.put("interval_95", List.of(effect.interval().low(), effect.interval().high()));
      share.put("chance", effect.chance());
      share.put("more_than_chance", effect.isMoreThanChance());
      shares.add(share);
    }
    map.put("settings", shares);
    map.put("together", anova.together());
    if (Double.isFinite(noise)) {
      map.put("noise", noise);
    }
    return map;
  }
}
