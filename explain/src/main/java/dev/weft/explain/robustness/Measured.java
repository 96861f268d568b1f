package dev.weft.explain.robustness;

import dev.weft.statistics.Interval;
import dev.weft.statistics.Wilson;
import java.util.BitSet;
import java.util.List;

/**
 * What a network makes of test images under one condition.
 *
 * @param images how many
 * @param right for each image whether its class was predicted; not to be changed
 * @param flips of the images that are right without the condition and wrong under it those that the network is surest
 *     of, the surest first; none of attacks
 */
public record Measured(Condition condition, int images, BitSet right, List<Flip> flips) {
  /** How many flips are kept. */
  static final int MOST_FLIPS = 12;

  public Measured {
    flips = List.copyOf(flips);
  }

  /**
   * An image that a condition makes the network mistake.
   *
   * @param image its index in the test part
   * @param predicted the class that it is taken for
   * @param probability that the network gives that class; a score where it gives no probabilities
   */
  public record Flip(int image, int predicted, double probability) {}

  public double accuracy() {
    return new Wilson(right.cardinality(), images).accuracy();
  }

  /** The 95 % interval of the accuracy, Wilson's. */
  public Interval interval() {
    return new Wilson(right.cardinality(), images).interval();
  }
}
