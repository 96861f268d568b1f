package dev.weft.statistics;

import dev.weft.SplitMix64;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A setting of many recipes as levels: its values or, of more than 32 numbers, ranges of about as many recipes each. A
 * level counts by the part of the recipes that have it. So a number that was drawn by orders of magnitude is judged by
 * orders of magnitude.
 *
 * @param of each recipe, from 0
 * @param count of levels, 1 or more
 * @param isOrdered whether levels follow each other, as numbers do and words do not
 */
public record Levels(List<Integer> of, int count, boolean isOrdered) {
  private static final int MOST = 32;

  public Levels {
    of = List.copyOf(of);
  }

  /** Of numbers, rising; NaN is the first level, that of recipes without the setting. */
  public static Levels ofNumbers(double... values) {
    double[] rising = Arrays.stream(values).map(Levels::missingFirst).sorted().toArray();
    double[] distinct = Arrays.stream(rising).distinct().toArray();
    int[] ranges =
        Arrays.stream(distinct)
            .mapToInt(value -> distinct.length <= MOST ? 0 : MOST * first(rising, value) / rising.length)
            .toArray();
    int[] level = new int[distinct.length];
    for (int i = 1; i < level.length; i++) {
      level[i] = level[i - 1] + (distinct.length <= MOST || ranges[i] > ranges[i - 1] ? 1 : 0);
    }
    return new Levels(
        Arrays.stream(values).mapToObj(value -> level[first(distinct, missingFirst(value))]).toList(),
        level[level.length - 1] + 1,
        true);
  }

  private static double missingFirst(double value) {
    return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
  }

  /** The first place of a value. */
  private static int first(double[] rising, double value) {
    int place = Arrays.binarySearch(rising, value);
    while (place > 0 && rising[place - 1] == value) {
      place--;
    }
    return place;
  }

  /** Of words, a level each; an empty one is that of recipes without the setting. */
  public static Levels ofWords(List<String> words) {
    List<String> distinct = words.stream().distinct().toList();
    return new Levels(words.stream().map(distinct::indexOf).toList(), distinct.size(), false);
  }

  /** The level of each recipe; those of words by the mean of these values, so that a cut divides better from worse. */
  int[] ranked(double[] values) {
    int[] levels = of.stream().mapToInt(Integer::intValue).toArray();
    if (isOrdered) {
      return levels;
    }
    double[] means = new double[count];
    int[] counts = new int[count];
    for (int i = 0; i < levels.length; i++) {
      means[levels[i]] += values[i];
      counts[levels[i]]++;
    }
    int[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingDouble(level -> means[level] / counts[level]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] rank = new int[count];
    for (int i = 0; i < count; i++) {
      rank[order[i]] = i;
    }
    return Arrays.stream(levels).map(level -> rank[level]).toArray();
  }

  /** The same levels of other recipes. */
  Levels shuffled(SplitMix64 random) {
    int[] levels = of.stream().mapToInt(Integer::intValue).toArray();
    random.shuffle(levels);
    return new Levels(Arrays.stream(levels).boxed().toList(), count, isOrdered);
  }
}
