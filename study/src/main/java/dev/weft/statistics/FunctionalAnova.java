package dev.weft.statistics;

import dev.weft.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How much of the variation of a value each setting explains. A function f of all settings is divided into main effects
 * f(i), the mean over all other settings less the mean of all, and what settings do together:
 *
 * <pre>
 * share(i) = Var f(i) / Var f,  together = 1 - Σ share(i)
 * </pre>
 *
 * <p>Where the recipes are a full grid, each once, f is their values: the decomposition is exact. Else f is a forest of
 * {@link RegressionTree}s, each grown on another sample of the recipes.
 *
 * <p>Hutter, Hoos and Leyton-Brown, "An efficient approach for assessing hyperparameter importance" (2014).
 *
 * @param isExact whether it is that of a full grid
 * @param effects of each setting, in their order
 * @param together 0 to 1; of an exact one with what chance adds to each value
 * @param recipes how many there are
 */
public record FunctionalAnova(boolean isExact, List<Effect> effects, double together, int recipes) {
  /** Fewer recipes than that for each setting are few: the shares are rough. */
  public static final int FEW = 10;

  private static final int TREES = 64;
  private static final int TREES_OF_CHANCE = 8;
  private static final int SHUFFLES = 99;
  private static final int RESAMPLES = 1_000;

  /** A box has 1 of so many recipes at least. */
  private static final int MOST_BOXES = 40;

  /**
   * What one setting does by itself.
   *
   * @param share of the variation, 0 to 1
   * @param interval of the share: the middle 95 % of the trees, or of a grid's values with their residuals drawn anew
   * @param chance what the setting gets at most if its values are shuffled among the recipes; in 95 of 100 cases, no
   *     setting of all gets more
   * @param means of each level of the setting: how far above the mean of all its values lie
   */
  public record Effect(double share, Interval interval, double chance, List<Double> means) {
    /** Whether chance alone seldom gives so much. */
    public boolean isMoreThanChance() {
      return share > chance;
    }
  }

  public FunctionalAnova {
    effects = List.copyOf(effects);
  }

  /**
   * @param values of each recipe, 2 or more, finite
   * @param settings 2 or more, with a level for each recipe
   * @param seed any number; the same one gives the same shares
   * @throws IllegalArgumentException if there are fewer recipes or settings
   */
  public static FunctionalAnova of(double[] values, List<Levels> settings, long seed) {
    if (values.length < 2 || settings.size() < 2) {
      throw new IllegalArgumentException(
          "shares are those of 2 settings and 2 recipes at least; received %s and %s."
              .formatted(settings.size(), values.length));
    }
    double[] distances = Arrays.stream(values).map(value -> value - values[0]).toArray(); // equal ones are exactly 0
    return isGrid(settings, values.length) ? ofGrid(distances, settings, seed) : ofForest(distances, settings, seed);
  }

  /** Few recipes for so many settings. */
  public boolean isRough() {
    return recipes < FEW * effects.size();
  }

  private static boolean isGrid(List<Levels> settings, int recipes) {
    long combinations = settings.stream().mapToLong(Levels::count).reduce(1, (a, b) -> Math.min(a * b, recipes + 1L));
    return combinations == recipes
        && new HashSet<>(IntStream.range(0, recipes).mapToObj(recipe -> combination(settings, recipe, -1)).toList())
                .size()
            == recipes;
  }

  /** The levels of a recipe, but for one setting. */
  private static List<Integer> combination(List<Levels> settings, int recipe, int without) {
    return IntStream.range(0, settings.size())
        .filter(setting -> setting != without)
        .mapToObj(setting -> settings.get(setting).of().get(recipe))
        .toList();
  }

  // ---- a full grid

  private static FunctionalAnova ofGrid(double[] values, List<Levels> settings, long seed) {
    int[][] levels = settings.stream().map(FunctionalAnova::levels).toArray(int[][]::new);
    int[] counts = settings.stream().mapToInt(Levels::count).toArray();
    Boxes grid = boxes(levels, counts, values);
    double[][] resampled = resampledShares(values, grid, levels, counts, seed);
    List<Effect> effects = new ArrayList<>();
    for (int setting = 0; setting < counts.length; setting++) {
      double[] means = grid.effect(setting);
      effects.add(
          new Effect(
              grid.share(setting),
              Bootstrap.interval(resampled[setting]),
              chanceInGrid(values, settings, levels, counts, setting, seed),
              boxed(means)));
    }
    return of(true, effects, values.length);
  }

  private static FunctionalAnova of(boolean isExact, List<Effect> effects, int recipes) {
    double together = 1 - effects.stream().mapToDouble(Effect::share).sum();
    return new FunctionalAnova(isExact, effects, Math.max(0, together), recipes);
  }

  private static int[] levels(Levels setting) {
    return setting.of().stream().mapToInt(Integer::intValue).toArray();
  }

  private static List<Double> boxed(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  /** A box for each recipe. */
  private static Boxes boxes(int[][] levels, int[] counts, double[] values) {
    Boxes boxes = new Boxes(levels, counts);
    for (int recipe = 0; recipe < values.length; recipe++) {
      int[] low = new int[counts.length];
      int[] high = new int[counts.length];
      for (int setting = 0; setting < counts.length; setting++) {
        low[setting] = levels[setting][recipe];
        high[setting] = low[setting] + 1;
      }
      boxes.add(low, high, values[recipe]);
    }
    return boxes;
  }

  /** Rising, for each setting: of the sums of the main effects, with the residuals of other recipes. */
  private static double[][] resampledShares(double[] values, Boxes grid, int[][] levels, int[] counts, long seed) {
    double[] fitted = new double[values.length];
    Arrays.fill(fitted, grid.mean());
    int free = values.length - 1;
    for (int setting = 0; setting < counts.length; setting++) {
      double[] effect = grid.effect(setting);
      for (int recipe = 0; recipe < values.length; recipe++) {
        fitted[recipe] += effect[levels[setting][recipe]];
      }
      free -= counts[setting] - 1;
    }
    double wider = Math.sqrt(values.length / (double) Math.max(1, free)); // residuals of a fit are too small
    SplitMix64 random = SplitMix64.of(seed, "residuals", 0);
    double[][] shares = new double[counts.length][RESAMPLES];
    double[] sample = new double[values.length];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      for (int recipe = 0; recipe < values.length; recipe++) {
        int other = random.below(values.length);
        sample[recipe] = fitted[recipe] + wider * (values[other] - fitted[other]);
      }
      Boxes boxes = boxes(levels, counts, sample);
      for (int setting = 0; setting < counts.length; setting++) {
        shares[setting][resample] = boxes.share(setting);
      }
    }
    Arrays.stream(shares).forEach(Arrays::sort);
    return shares;
  }

  /** Values are shuffled among recipes that differ in this setting alone. */
  private static double chanceInGrid(
      double[] values, List<Levels> settings, int[][] levels, int[] counts, int setting, long seed) {
    Map<List<Integer>, List<Integer>> alike = new LinkedHashMap<>();
    for (int recipe = 0; recipe < values.length; recipe++) {
      alike.computeIfAbsent(combination(settings, recipe, setting), key -> new ArrayList<>()).add(recipe);
    }
    SplitMix64 random = SplitMix64.of(seed, "shuffle", setting);
    double[] shares = new double[RESAMPLES];
    double[] shuffled = new double[values.length];
    for (int shuffle = 0; shuffle < RESAMPLES; shuffle++) {
      for (List<Integer> group : alike.values()) {
        int[] order = group.stream().mapToInt(Integer::intValue).toArray();
        random.shuffle(order);
        for (int i = 0; i < order.length; i++) {
          shuffled[group.get(i)] = values[order[i]];
        }
      }
      shares[shuffle] = boxes(levels, counts, shuffled).share(setting);
    }
    return most(shares, counts.length);
  }

  /** What one of so many settings exceeds in 5 of 100 cases, if each exceeds it as often. */
  private static double most(double[] shares, int settings) {
    Arrays.sort(shares);
    return Bootstrap.quantile(shares, 1 - Verdict.ALPHA / settings);
  }

  // ---- a forest

  private static FunctionalAnova ofForest(double[] values, List<Levels> settings, long seed) {
    List<Boxes> forest = forest(values, settings, TREES, SplitMix64.of(seed, "forest", 0));
    List<Effect> effects = new ArrayList<>();
    for (int setting = 0; setting < settings.size(); setting++) {
      int which = setting;
      double[] shares = forest.stream().mapToDouble(tree -> tree.share(which)).sorted().toArray();
      effects.add(
          new Effect(
              mean(shares),
              Bootstrap.interval(shares),
              chanceInForest(values, settings, setting, seed),
              means(forest, settings.get(setting), values, setting)));
    }
    return of(false, effects, values.length);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static List<Boxes> forest(double[] values, List<Levels> settings, int trees, SplitMix64 random) {
    int[][] levels = settings.stream().map(setting -> setting.ranked(values)).toArray(int[][]::new);
    int[] counts = settings.stream().mapToInt(Levels::count).toArray();
    int fewest = Math.max(2, values.length / MOST_BOXES);
    List<Boxes> forest = new ArrayList<>();
    for (int tree = 0; tree < trees; tree++) {
      forest.add(RegressionTree.grown(levels, counts, values, fewest, random));
    }
    return forest;
  }

  /** The mean of the trees' effects, by the setting's own levels. */
  private static List<Double> means(List<Boxes> forest, Levels setting, double[] values, int which) {
    double[] sum = new double[setting.count()];
    for (Boxes tree : forest) {
      double[] effect = tree.effect(which);
      Arrays.setAll(sum, level -> sum[level] + effect[level] / forest.size());
    }
    int[] ranked = setting.ranked(values);
    double[] means = new double[setting.count()];
    for (int recipe = 0; recipe < ranked.length; recipe++) {
      means[setting.of().get(recipe)] = sum[ranked[recipe]];
    }
    return boxed(means);
  }

  /** The setting is shuffled among the recipes, all others stay. */
  private static double chanceInForest(double[] values, List<Levels> settings, int setting, long seed) {
    SplitMix64 random = SplitMix64.of(seed, "shuffle", setting);
    double[] shares = new double[SHUFFLES];
    List<Levels> shuffled = new ArrayList<>(settings);
    for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
      shuffled.set(setting, settings.get(setting).shuffled(random));
      shares[shuffle] =
          forest(values, shuffled, TREES_OF_CHANCE, random).stream().mapToDouble(tree -> tree.share(setting)).sum()
              / TREES_OF_CHANCE;
    }
    return most(shares, settings.size());
  }
}
