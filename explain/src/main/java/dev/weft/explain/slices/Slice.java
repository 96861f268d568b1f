package dev.weft.explain.slices;

import dev.weft.statistics.FisherExact;
import dev.weft.statistics.Verdict;
import dev.weft.statistics.Wilson;

/**
 * What a network is worth on a group of test images.
 *
 * @param test against the other images of the same classes
 * @param p of the test, adjusted by Holm for all groups
 * @param wrong the mistakes of the group, those that the network was surest of first
 */
public record Slice(ImageGroup group, FisherExact test, double p, int[] wrong) {
  /** Whether it has more mistakes than chance gives. */
  public boolean isWorse() {
    return test.isWorse() && p < Verdict.ALPHA;
  }

  /** The images of the group that are right. */
  public Wilson accuracy() {
    return new Wilson(test.size() - test.inGroup(), test.size());
  }

  /** The images outside of it that are right. */
  public Wilson accuracyOutside() {
    return new Wilson(test.sizeOutside() - test.outside(), test.sizeOutside());
  }
}
