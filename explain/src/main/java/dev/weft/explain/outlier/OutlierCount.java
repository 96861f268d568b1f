package dev.weft.explain.outlier;

import dev.weft.dataset.ImageSet;
import dev.weft.outlier.Unlikeness;
import dev.weft.statistics.Wilson;
import dev.weft.train.Model;
import java.util.Arrays;
import java.util.Optional;

/**
 * How many images of a set a model takes for unlike anything it learned.
 *
 * @param name of the set, for a person
 * @param unlike how many of how many
 * @param separation from the model's own test images; empty of these themselves
 */
public record OutlierCount(String name, Wilson unlike, Optional<Separation> separation) {
  private static final long SEED = 1;

  /** Asks a model about other images than its own. */
  public static OutlierCount of(
      Model model, Unlikeness unlikeness, String name, ImageSet set, double[] own, int threads) {
    double[] scores = unlikeness.scores(model, set, threads);
    return new OutlierCount(name, unlike(unlikeness, scores), Optional.of(Separation.of(own, scores, SEED)));
  }

  /** How many of these scores are above the threshold. */
  public static Wilson unlike(Unlikeness unlikeness, double[] scores) {
    return new Wilson((int) Arrays.stream(scores).filter(unlikeness::isUnlike).count(), scores.length);
  }
}
