package dev.weft.diagnostics;

import dev.weft.metrics.Predictions;
import dev.weft.run.Warning;
import dev.weft.source.DataPart;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The accuracy is no better than that of always saying the commonest class.
 *
 * <p>Of n images, k are classified correctly, and the commonest class has a share s of them. By the exact binomial
 * test, k or more would come by chance with the probability P(X >= k), X being binomial with n and s. The warning is
 * given where that is 0.05 or more. It is not given where all images are of one class.
 *
 * @param set {@code test} or {@code validation}
 * @param images how many there are
 * @param right how many are classified correctly
 * @param commonest the class with the most images
 * @param ofCommonest how many of them there are
 * @param predicted the class that the network says most often
 * @param timesSaid how often it says that
 * @param p of the exact binomial test
 */
public record NothingLearned(
    String set, int images, int right, String commonest, int ofCommonest, String predicted, int timesSaid, double p)
    implements Warning {
  private static final double ALPHA = 0.05;

  /** Whether predictions show it; of classes with these names. */
  static Optional<Warning> in(DataPart part, Predictions predictions, List<String> classNames) {
    Counts counts = Counts.of(predictions);
    int most = Counts.largest(counts.labels());
    int predicted = Counts.largest(counts.predicted());
    int ofCommonest = counts.labels()[most];
    int images = predictions.size();
    if (ofCommonest == images) {
      return Optional.empty();
    }
    double p = BinomialDistribution.of(images, (double) ofCommonest / images).survivalProbability(counts.right() - 1);
    return p < ALPHA
        ? Optional.empty()
        : Optional.of(
            new NothingLearned(
                part.adjective(),
                images,
                counts.right(),
                classNames.get(most),
                ofCommonest,
                classNames.get(predicted),
                counts.predicted()[predicted],
                p));
  }

  @Override
  public String name() {
    return "nothing_learned";
  }

  @Override
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "nothing was learned that shows: of the %,d %s images %.4f are classified correctly, no more than by always"
            + " saying %s (%.4f; exact binomial test, p = %.2g)%s.",
        images,
        set,
        (double) right / images,
        commonest,
        (double) ofCommonest / images,
        p,
        timesSaid == images
            ? String.format(Locale.ROOT, "; all are taken for %s", predicted)
            : String.format(Locale.ROOT, "; %,d are taken for %s", timesSaid, predicted));
  }
}
