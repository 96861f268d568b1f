package dev.weft.search;

import dev.weft.SplitMix64;
import dev.weft.config.Setting;
import dev.weft.search.Distribution.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings that a search varies. A point of it has a coordinate for each: see {@link Distribution}. A setting that
 * stands below one value of a choice counts only where this value is chosen; elsewhere its coordinate is NaN.
 *
 * @param dimensions a choice before those that stand below its values
 */
public record SearchSpace(List<Dimension> dimensions) {
  /**
   * One setting.
   *
   * @param path of the setting; empty for the choice of a variant
   * @param choice the place of the dimension below whose value it stands, or -1
   * @param value the place of that value
   */
  public record Dimension(String path, Distribution from, int choice, int value) {}

  public SearchSpace {
    dimensions = List.copyOf(dimensions);
  }

  /** Collects dimensions in the order in which values are drawn. */
  public static final class Builder {
    private final List<Dimension> dimensions = new ArrayList<>();

    /** Adds a choice of variants, whose place {@link SearchSpace#variant} gives. */
    public Builder variants(List<String> names) {
      dimensions.add(new Dimension("", new Choice(List.copyOf(names)), -1, -1));
      return this;
    }

    /**
     * Adds a setting.
     *
     * @param setting a distribution, or a list of values
     * @throws dev.weft.config.ConfigException if it is neither, or if a range is empty
     */
    public Builder add(String path, Setting setting) {
      add(path, setting, -1, -1);
      return this;
    }

    /** Adds a setting of one variant. */
    public Builder add(String path, Setting setting, int variant) {
      add(path, setting, 0, variant);
      return this;
    }

    private void add(String path, Setting setting, int choice, int value) {
      Setting list = isDistribution(setting.value()) ? setting.child("Choice") : setting;
      if (!(list.value() instanceof List<?> values) || values.isEmpty()) {
        dimensions.add(new Dimension(path, setting.as(Distribution.class), choice, value));
        return;
      }
      int place = dimensions.size();
      dimensions.add(null); // those below its values follow it
      List<Object> plain = new ArrayList<>();
      for (Setting entry : list.entries()) {
        plain.add(isDistribution(entry.value()) ? wrong(entry) : plain(path, entry, place, plain.size()));
      }
      dimensions.set(place, new Dimension(path, new Choice(plain), choice, value));
    }

    private static Object wrong(Setting entry) {
      throw entry.error(
          "a value of a list is no distribution; give the setting one distribution, or a list of values.");
    }

    /** A value without its distributions, each of which becomes a dimension. */
    private Object plain(String path, Setting value, int choice, int place) {
      if (value.value() instanceof Map<?, ?>) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Setting child : value.children()) {
          Object inside = inside(path + "." + child.key(), child, choice, place);
          if (!isDistribution(child.value())) {
            map.put(child.key(), inside);
          }
        }
        boolean isKind = map.size() == 1 && Map.of().equals(map.values().iterator().next());
        return isKind ? map.keySet().iterator().next() : map; // Adam, not Adam: {}
      }
      if (value.value() instanceof List<?>) {
        List<Object> list = new ArrayList<>();
        for (Setting entry : value.entries()) {
          list.add(inside(path + "." + list.size(), entry, choice, place));
        }
        return list;
      }
      return value.value();
    }

    private Object inside(String path, Setting setting, int choice, int place) {
      if (!isDistribution(setting.value())) {
        return plain(path, setting, choice, place);
      }
      add(path, setting, choice, place);
      return null;
    }

    public SearchSpace build() {
      return new SearchSpace(dimensions);
    }
  }

  /** Whether a value of a file is a distribution, right or wrong. */
  public static boolean isDistribution(Object value) {
    return value instanceof Map<?, ?> map
        && map.size() == 1
        && Distribution.NAMES.contains(String.valueOf(map.keySet().iterator().next()));
  }

  /** How many points there are; empty where they cannot be counted. */
  public Optional<Long> count() {
    if (dimensions.stream().anyMatch(dimension -> dimension.from.count() == 0)) {
      return Optional.empty();
    }
    return Optional.of((long) Math.min(count(-1, -1), Long.MAX_VALUE));
  }

  /** Of the settings below one value of a choice. */
  private double count(int choice, int value) {
    double product = 1;
    for (int i = 0; i < dimensions.size(); i++) {
      Dimension one = dimensions.get(i);
      if (one.choice == choice && one.value == value) {
        double sum = 0;
        for (int k = 0; one.from instanceof Choice && k < one.from.count(); k++) {
          sum += count(i, k);
        }
        product *= one.from instanceof Choice ? sum : one.from.count();
      }
    }
    return product;
  }

  /** Whether a dimension counts at a point. */
  boolean isActive(int dimension, double[] point) {
    Dimension one = dimensions.get(dimension);
    return one.choice < 0 || point[one.choice] == one.value;
  }

  /** A point drawn at random. */
  public double[] draw(SplitMix64 random) {
    double[] point = new double[dimensions.size()];
    for (int i = 0; i < point.length; i++) {
      point[i] = isActive(i, point) ? dimensions.get(i).from.draw(random) : Double.NaN;
    }
    return point;
  }

  /** The settings at a point by their paths, in an order in which they can be made. */
  public Map<String, Object> settings(double[] point) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (int i = 0; i < point.length; i++) {
      Dimension dimension = dimensions.get(i);
      if (!Double.isNaN(point[i]) && !dimension.path.isEmpty()) {
        settings.put(dimension.path, dimension.from.at(point[i]));
      }
    }
    return settings;
  }

  /** The place of the variant at a point, 0 where there is no choice of variants. */
  public int variant(double[] point) {
    return !dimensions.isEmpty() && dimensions.getFirst().path.isEmpty() ? (int) point[0] : 0;
  }

  /**
   * Points that together have each value of each choice and both ends of each range, to find out what cannot be before
   * anything is trained.
   */
  public List<double[]> extremes(SplitMix64 random) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < dimensions.size(); i++) {
      Distribution from = dimensions.get(i).from;
      double[] ends = {0, Math.nextDown(1.0)};
      long count = from instanceof Choice choice ? choice.count() : ends.length;
      for (int end = 0; end < count; end++) {
        points.add(with(i, from instanceof Choice ? end : ends[end], random));
      }
    }
    return points;
  }

  /** A point drawn at random but for one coordinate, and for the choices below which it stands. */
  private double[] with(int dimension, double coordinate, SplitMix64 random) {
    double[] set = new double[dimensions.size()];
    Arrays.fill(set, Double.NaN);
    set[dimension] = coordinate;
    for (Dimension one = dimensions.get(dimension); one.choice >= 0; one = dimensions.get(one.choice)) {
      set[one.choice] = one.value;
    }
    for (int i = 0; i < set.length; i++) {
      if (Double.isNaN(set[i])) {
        set[i] = isActive(i, set) ? dimensions.get(i).from.draw(random) : Double.NaN;
      }
    }
    return set;
  }
}
