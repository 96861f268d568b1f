package dev.weft.dataset;

import dev.weft.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Shares out whole groups of images. What is chosen is as near to what is wanted of each class as exchanging one group,
 * or one for another, can bring it.
 */
final class GroupSplit {
  /** With more groups than this, single ones are small enough, and exchanging two of them is not tried. */
  private static final int FEW = 100;

  private final int[][] members; // of each group, in the order of its first image
  private final int[][] counts; // (groups, classes)
  private final int[] totals; // (classes)
  private final int[] labels; // (images)
  private final int classes;

  /**
   * @param stratified whether the classes count; otherwise all images are alike
   */
  GroupSplit(ImageSet set, boolean stratified) {
    Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < set.size(); i++) {
      groups.computeIfAbsent(set.group(i), group -> new ArrayList<>()).add(i);
    }
    members = groups.values().stream().map(one -> one.stream().mapToInt(i -> i).toArray()).toArray(int[][]::new);
    classes = stratified ? set.classes() : 1;
    labels = IntStream.range(0, set.size()).map(i -> stratified ? set.label(i) : 0).toArray();
    counts = new int[members.length][classes];
    totals = new int[classes];
    for (int g = 0; g < members.length; g++) {
      for (int i : members[g]) {
        counts[g][labels[i]]++;
        totals[labels[i]]++;
      }
    }
  }

  /** How many groups there are. */
  int groups() {
    return members.length;
  }

  /** The images of the first groups, about as many as wanted; never all. */
  int[] first(int wanted) {
    return leading(IntStream.range(0, members.length).toArray(), wanted);
  }

  /** The images of the last groups, about as many as wanted; never all. */
  int[] last(int wanted) {
    return leading(IntStream.range(0, members.length).map(g -> members.length - 1 - g).toArray(), wanted);
  }

  private int[] leading(int[] order, int wanted) {
    int taken = 0;
    int images = 0;
    while (taken < order.length - 1
        && (taken == 0 || Math.abs(images + members[order[taken]].length - wanted) < Math.abs(images - wanted))) {
      images += members[order[taken++]].length;
    }
    return images(Arrays.stream(order, 0, taken));
  }

  /**
   * The images of some groups.
   *
   * @param wanted (classes): how many images of each class, or of all in one
   */
  int[] chosen(int[] wanted, long seed) {
    int[] order = IntStream.range(0, members.length).toArray();
    SplitMix64.of(seed, "groups", members.length).shuffle(order);
    boolean[] isChosen = new boolean[members.length];
    int[] taken = new int[classes];
    int many = 0;
    for (int g : order) {
      if (many < members.length - 1 && gain(g, false, wanted, taken) > 0) {
        move(g, isChosen, taken);
        many++;
      }
    }
    if (many == 0) {
      move(least(order), isChosen, taken);
      many++;
    }
    improve(order, isChosen, wanted, taken, many);
    return images(IntStream.range(0, members.length).filter(g -> isChosen[g]));
  }

  private int least(int[] order) {
    return Arrays.stream(order).boxed().min(Comparator.comparingInt(g -> members[g].length)).orElseThrow();
  }

  /** Moves single groups, and exchanges two, while that helps. */
  private void improve(int[] order, boolean[] isChosen, int[] wanted, int[] taken, int many) {
    boolean moved = true;
    int chosen = many;
    while (moved) {
      moved = false;
      for (int g : order) {
        int after = chosen + (isChosen[g] ? -1 : 1);
        if (after > 0 && after < members.length && gain(g, isChosen[g], wanted, taken) > 0) {
          move(g, isChosen, taken);
          chosen = after;
          moved = true;
        }
      }
      moved |= members.length <= FEW && exchange(order, isChosen, wanted, taken);
    }
  }

  private boolean exchange(int[] order, boolean[] isChosen, int[] wanted, int[] taken) {
    for (int out : order) {
      for (int in : order) {
        if (isChosen[out] && !isChosen[in]) {
          long gain = gain(out, true, wanted, taken);
          move(out, isChosen, taken);
          if (gain + gain(in, false, wanted, taken) > 0) {
            move(in, isChosen, taken);
            return true;
          }
          move(out, isChosen, taken);
        }
      }
    }
    return false;
  }

  /** By how much moving a group brings what is taken nearer to what is wanted. */
  private long gain(int g, boolean isChosen, int[] wanted, int[] taken) {
    long gain = 0;
    long before = 0;
    long after = 0;
    for (int c = 0; c < classes; c++) {
      int change = isChosen ? -counts[g][c] : counts[g][c];
      before += taken[c] - wanted[c];
      after += taken[c] + change - wanted[c];
      gain += distance(c, taken[c], wanted[c]) - distance(c, taken[c] + change, wanted[c]);
    }
    return gain + Math.abs(before) - Math.abs(after);
  }

  /** A class that is wanted and missing, or taken whole, counts much. */
  private long distance(int label, int taken, int wanted) {
    long missing = classes > 1 && taken == 0 && wanted > 0 ? labels.length : 0;
    long emptied = classes > 1 && taken > 0 && taken == totals[label] ? 2L * labels.length : 0;
    return Math.abs(taken - wanted) + missing + emptied;
  }

  private void move(int g, boolean[] isChosen, int[] taken) {
    int sign = isChosen[g] ? -1 : 1;
    for (int c = 0; c < classes; c++) {
      taken[c] += sign * counts[g][c];
    }
    isChosen[g] = !isChosen[g];
  }

  /** The images of one of so many folds: the largest groups are dealt first, each to where its classes are rarest. */
  int[] fold(int fold, int of, long seed) {
    int[] order = IntStream.range(0, members.length).toArray();
    SplitMix64.of(seed, "group folds", of).shuffle(order);
    int[] largestFirst =
        Arrays.stream(order)
            .boxed()
            .sorted(Comparator.comparingInt(g -> -members[g].length))
            .mapToInt(g -> g)
            .toArray();
    long[][] inFold = new long[of][classes];
    long[] sizes = new long[of];
    int[] foldOf = new int[members.length];
    for (int g : largestFirst) {
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int f = 0; f < of; f++) {
        double cost = crowding(g, inFold[f], sizes[f]);
        if (cost < least) {
          least = cost;
          best = f;
        }
      }
      foldOf[g] = best;
      sizes[best] += members[g].length;
      for (int c = 0; c < classes; c++) {
        inFold[best][c] += counts[g][c];
      }
    }
    return images(IntStream.range(0, members.length).filter(g -> foldOf[g] == fold));
  }

  /** How much of a group's classes, and of all, a fold has; 0 for an empty one. */
  private double crowding(int g, long[] inFold, long size) {
    double crowding = (double) size * members[g].length / labels.length;
    for (int c = 0; c < classes; c++) {
      crowding += counts[g][c] == 0 ? 0 : (double) inFold[c] * counts[g][c] / totals[c];
    }
    return crowding;
  }

  private int[] images(IntStream groups) {
    return groups.flatMap(g -> Arrays.stream(members[g])).toArray();
  }
}
