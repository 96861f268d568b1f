package dev.weft.dataset;

import dev.weft.SplitMix64;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A set of images in two parts that share no image, and no {@linkplain ImageSet#group group}.
 *
 * @param first the images to validate on, wherever in the set they come from
 * @param rest the images to train on
 */
public record Split(ImageSet first, ImageSet rest) {

  static Split first(ImageSet set, int n) {
    if (set.hasGroups()) {
      requireBoth(set, n, n);
      return of(set, groups(set, false).first(n), n);
    }
    return at(set, n, n);
  }

  static Split last(ImageSet set, double fraction) {
    if (set.hasGroups()) {
      return of(set, groups(set, false).last(count(set, fraction)), fraction);
    }
    int from = set.size() - count(set, fraction);
    Split reversed = at(set, from, fraction);
    return new Split(reversed.rest, reversed.first);
  }

  static Split random(ImageSet set, double fraction, long seed) {
    if (set.hasGroups()) {
      return of(set, groups(set, false).chosen(new int[] {count(set, fraction)}, seed), fraction);
    }
    int[] order = IntStream.range(0, set.size()).toArray();
    SplitMix64.of(seed, "random split", 0).shuffle(order);
    return of(set, Arrays.copyOf(order, count(set, fraction)), fraction);
  }

  static Split stratified(ImageSet set, double fraction, long seed) {
    return chosen(set, quotas(set.classCounts(), count(set, fraction)), fraction, seed);
  }

  /**
   * A share held out for testing: stratified, but each class of at least two images has one on both sides, as far as
   * groups allow. Where every class has a single image, those held out are chosen at random.
   */
  static Split heldOut(ImageSet set, double fraction, long seed) {
    requireBoth(set, Math.min(1, set.size() - 1), fraction);
    int[] counts = set.classCounts();
    int[] quota = quotas(counts, count(set, fraction));
    Arrays.setAll(quota, c -> counts[c] < 2 ? 0 : Math.clamp(quota[c], 1, counts[c] - 1));
    if (Arrays.stream(quota).sum() == 0) {
      return random(set, fraction, seed);
    }
    return chosen(set, quota, fraction, seed);
  }

  static ImageSet sample(ImageSet set, int count, long seed) {
    if (count < 1 || count > set.size()) {
      throw new IllegalArgumentException("a choice is of 1 to " + set.size() + " images; received " + count + ".");
    }
    int[] chosen = members(set, quotas(set.classCounts(), count), seed);
    return set.subset(Arrays.stream(chosen).sorted().toArray());
  }

  private static Split chosen(ImageSet set, int[] quota, double fraction, long seed) {
    int[] chosen = set.hasGroups() ? groups(set, true).chosen(quota, seed) : members(set, quota, seed);
    return of(set, chosen, fraction);
  }

  /** So many images of each class. */
  private static int[] members(ImageSet set, int[] quota, long seed) {
    IntStream.Builder chosen = IntStream.builder();
    int[][] byClass = byClass(set);
    for (int c = 0; c < quota.length; c++) {
      SplitMix64.of(seed, "stratified split", c).shuffle(byClass[c]);
      Arrays.stream(byClass[c], 0, quota[c]).forEach(chosen);
    }
    return chosen.build().toArray();
  }

  private static int[][] byClass(ImageSet set) {
    int[] counts = set.classCounts();
    int[][] members = new int[counts.length][];
    Arrays.setAll(members, c -> new int[counts[c]]);
    for (int i = set.size() - 1; i >= 0; i--) {
      members[set.label(i)][--counts[set.label(i)]] = i;
    }
    return members;
  }

  /**
   * @throws IllegalArgumentException if all images are of one group
   */
  private static GroupSplit groups(ImageSet set, boolean stratified) {
    GroupSplit groups = new GroupSplit(set, stratified);
    if (groups.groups() < 2) {
      throw new IllegalArgumentException(
          "groups stay whole, so a split needs two of them at least; all " + set.size() + " images are of one.");
    }
    return groups;
  }

  static Split fold(ImageSet set, int fold, int of, boolean stratified, long seed) {
    if (of < 2 || of > set.size() || fold < 0 || fold >= of) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "there are 2 folds or more, at most one for each of the %d images, numbered from 0; received fold %d of"
                  + " %d.",
              set.size(),
              fold,
              of));
    }
    if (set.hasGroups()) {
      GroupSplit groups = groups(set, stratified);
      if (groups.groups() < of) {
        throw new IllegalArgumentException(
            "groups stay whole, so each fold needs one at least; received "
                + of
                + " folds of "
                + groups.groups()
                + " groups.");
      }
      return of(set, groups.fold(fold, of, seed), fold);
    }
    int[] order = IntStream.range(0, set.size()).toArray();
    SplitMix64.of(seed, "folds", of).shuffle(order);
    if (stratified) {
      order = Arrays.stream(order).boxed().sorted(Comparator.comparingInt(set::label)).mapToInt(i -> i).toArray();
    }
    int[] dealt = order;
    int[] chosen = IntStream.range(0, set.size()).filter(i -> i % of == fold).map(i -> dealt[i]).toArray();
    return of(set, chosen, fold);
  }

  /** How many images to validate on, counted as Keras's {@code validation_split} does. */
  private static int count(ImageSet set, double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "the fraction to validate on is more than 0 and less than 1; received " + fraction + ".");
    }
    return set.size() - (int) Math.floor(set.size() * (1.0 - fraction));
  }

  /** Shares {@code total} out in proportion to the counts: rounded down, then one more for the largest remainders. */
  private static int[] quotas(int[] counts, int total) {
    long size = Arrays.stream(counts).sum();
    int[] quota = Arrays.stream(counts).map(n -> (int) ((long) n * total / size)).toArray();
    IntStream.range(0, counts.length)
        .boxed()
        .sorted(Comparator.comparingLong(c -> -((long) counts[c] * total % size)))
        .limit(total - Arrays.stream(quota).sum())
        .forEach(c -> quota[c]++);
    return quota;
  }

  private static Split of(ImageSet set, int[] chosen, Number asked) {
    boolean[] isChosen = new boolean[set.size()];
    for (int i : chosen) {
      isChosen[i] = true;
    }
    requireBoth(set, chosen.length, asked);
    return new Split(
        set.subset(IntStream.range(0, set.size()).filter(i -> isChosen[i]).toArray()),
        set.subset(IntStream.range(0, set.size()).filter(i -> !isChosen[i]).toArray()));
  }

  private static Split at(ImageSet set, int index, Number asked) {
    requireBoth(set, index, asked);
    return new Split(set.range(0, index), set.range(index, set.size()));
  }

  private static void requireBoth(ImageSet set, int oneSide, Number asked) {
    if (oneSide < 1 || oneSide >= set.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a split leaves images both to validate and to train on; received %s of %d images.",
              asked,
              set.size()));
    }
  }
}
