package dev.weft.search;

import dev.weft.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** So many points of a space, each drawn by itself; the same seed draws the same points. */
public record RandomSearch(SearchSpace space, int trials, long seed) {
  /** Draws a point that is not wanted so often before it gives up. */
  private static final int MOST_TRIES = 1_000;

  /**
   * Fewer than {@code trials} where no more are found.
   *
   * @param isNew whether a point is wanted; asked of each that is drawn
   */
  public List<double[]> points(Predicate<double[]> isNew) {
    SplitMix64 random = SplitMix64.of(seed);
    List<double[]> points = new ArrayList<>();
    for (int tries = 0; points.size() < trials && tries < MOST_TRIES; tries++) {
      double[] point = space.draw(random);
      if (isNew.test(point)) {
        points.add(point);
        tries = 0;
      }
    }
    return points;
  }
}
