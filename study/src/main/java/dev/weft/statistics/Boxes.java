package dev.weft.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * A function of the levels of several settings that is constant on boxes. The boxes are disjoint, and together they
 * hold every combination of levels. A level weighs as often as recipes have it, and settings are independent.
 */
final class Boxes {
  /** Of each setting, the part of the recipes below each level. */
  private final double[][] below;

  private final List<int[]> lows = new ArrayList<>();
  private final List<int[]> highs = new ArrayList<>();
  private final List<Double> values = new ArrayList<>();

  /**
   * @param levels of each setting, each recipe
   * @param counts of levels of each setting
   */
  Boxes(int[][] levels, int[] counts) {
    below = new double[counts.length][];
    for (int setting = 0; setting < counts.length; setting++) {
      below[setting] = new double[counts[setting] + 1];
      for (int level : levels[setting]) {
        below[setting][level + 1] += 1.0 / levels[setting].length;
      }
      for (int level = 0; level < counts[setting]; level++) {
        below[setting][level + 1] += below[setting][level];
      }
    }
  }

  /** Adds the box from {@code low} to {@code high} - 1 of each setting. */
  void add(int[] low, int[] high, double value) {
    lows.add(low);
    highs.add(high);
    values.add(value);
  }

  private double width(int box, int setting) {
    return below[setting][highs.get(box)[setting]] - below[setting][lows.get(box)[setting]];
  }

  private double size(int box) {
    double size = 1;
    for (int setting = 0; setting < below.length; setting++) {
      size *= width(box, setting);
    }
    return size;
  }

  double mean() {
    double sum = 0;
    for (int box = 0; box < values.size(); box++) {
      sum += size(box) * values.get(box);
    }
    return sum;
  }

  double variance() {
    double mean = mean();
    double sum = 0;
    for (int box = 0; box < values.size(); box++) {
      double distance = values.get(box) - mean;
      sum += size(box) * distance * distance;
    }
    return sum;
  }

  /** The main effect of a setting: the mean over all others at each of its levels, less the mean of all. */
  double[] effect(int setting) {
    double[] effect = new double[below[setting].length - 1];
    for (int box = 0; box < values.size(); box++) {
      double part = values.get(box) * size(box) / width(box, setting);
      for (int level = lows.get(box)[setting]; level < highs.get(box)[setting]; level++) {
        effect[level] += part;
      }
    }
    double mean = mean();
    for (int level = 0; level < effect.length; level++) {
      effect[level] -= mean;
    }
    return effect;
  }

  /** The part of the variance that a setting's main effect has, 0 to 1; 0 of a constant function. */
  double share(int setting) {
    double variance = variance();
    double[] effect = effect(setting);
    double sum = 0;
    for (int level = 0; level < effect.length; level++) {
      sum += (below[setting][level + 1] - below[setting][level]) * effect[level] * effect[level];
    }
    return variance == 0 ? 0 : Math.min(1, sum / variance);
  }
}
