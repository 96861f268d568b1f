package dev.weft.statistics;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * Fisher's exact test of whether a group of images has more mistakes, or fewer, than the other images of the same
 * classes. Of class c, K(c) of N(c) images are mistakes, and n(c) are in the group. If the group does not matter, its
 * mistakes of each class are hypergeometric, and a is the sum of those:
 *
 * <pre>
 * p = Σ P(A = k) over all k with P(A = k) ≤ P(A = a),  A = Σ over c of Hypergeometric(N(c), K(c), n(c))
 * </pre>
 *
 * With one class it is Fisher's test of a table of two by two; with several it is the exact form of the test of Mantel
 * and Haenszel. A group of harder classes is not called worse for its classes.
 *
 * <p>Fisher, "The logic of inductive inference" (1935); Mehta, Patel and Gray, "Computing an exact confidence interval
 * for the common odds ratio in several 2 by 2 contingency tables" (1985).
 *
 * @param mistakes (classes), those in the group
 * @param images (classes), all images of the group
 * @param allMistakes (classes), those in the group and outside
 * @param allImages (classes), all images in the group and outside
 */
public record FisherExact(int[] mistakes, int[] images, int[] allMistakes, int[] allImages)
    implements SignificanceTest {
  /** Probabilities that are so nearly alike are alike, as in R and SciPy. */
  private static final double ALIKE = 1 + 1e-7;

  /**
   * @throws IllegalArgumentException if the lengths differ, or if a class has counts that cannot be
   */
  public FisherExact {
    int classes = mistakes.length;
    if (images.length != classes || allMistakes.length != classes || allImages.length != classes) {
      throw new IllegalArgumentException("the group and all images are counted by the same classes.");
    }
    for (int c = 0; c < classes; c++) {
      int rightOutside = allImages[c] - allMistakes[c] - (images[c] - mistakes[c]);
      if (mistakes[c] < 0 || mistakes[c] > images[c] || mistakes[c] > allMistakes[c] || rightOutside < 0) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a group is a part of all images; received %d of %d and %d of %d.",
                mistakes[c],
                images[c],
                allMistakes[c],
                allImages[c]));
      }
    }
  }

  /** Of a group of rows. */
  public static FisherExact of(int[] rows, int[] labels, boolean[] wrong, int classes) {
    int[] mistakes = new int[classes];
    int[] images = new int[classes];
    for (int row : rows) {
      images[labels[row]]++;
      mistakes[labels[row]] += wrong[row] ? 1 : 0;
    }
    int[] allMistakes = new int[classes];
    int[] allImages = new int[classes];
    for (int row = 0; row < labels.length; row++) {
      allImages[labels[row]]++;
      allMistakes[labels[row]] += wrong[row] ? 1 : 0;
    }
    return new FisherExact(mistakes, images, allMistakes, allImages);
  }

  /** The mistakes in the group. */
  public int inGroup() {
    return Arrays.stream(mistakes).sum();
  }

  /** The mistakes outside the group. */
  public int outside() {
    return Arrays.stream(allMistakes).sum() - inGroup();
  }

  /** The images of the group. */
  public int size() {
    return Arrays.stream(images).sum();
  }

  /** The images outside the group. */
  public int sizeOutside() {
    return Arrays.stream(allImages).sum() - size();
  }

  /** How many mistakes the group would have if it had its share of those of each class. */
  public double expected() {
    return IntStream.range(0, images.length)
        .filter(c -> images[c] > 0)
        .mapToDouble(c -> (double) images[c] * allMistakes[c] / allImages[c])
        .sum();
  }

  /** Whether chance has no say: no class has images, and mistakes and right ones, inside and outside. */
  public boolean isDecided() {
    return IntStream.range(0, images.length).allMatch(c -> lowest(c) == highest(c));
  }

  /** Whether the group has more mistakes than expected. */
  public boolean isWorse() {
    return inGroup() > expected();
  }

  private int lowest(int c) {
    return Math.max(0, images[c] + allMistakes[c] - allImages[c]);
  }

  private int highest(int c) {
    return Math.min(images[c], allMistakes[c]);
  }

  @Override
  public double p() {
    int least = IntStream.range(0, images.length).map(this::lowest).sum();
    double[] sums = {1};
    for (int c = 0; c < images.length; c++) {
      if (lowest(c) < highest(c)) {
        sums = sums(sums, probabilities(c));
      }
    }
    double seen = sums[inGroup() - least] * ALIKE;
    return Math.min(1, Arrays.stream(sums).filter(probability -> probability <= seen).sum());
  }

  private double[] probabilities(int c) {
    HypergeometricDistribution mistakesOfClass = HypergeometricDistribution.of(allImages[c], allMistakes[c], images[c]);
    return IntStream.rangeClosed(lowest(c), highest(c)).mapToDouble(mistakesOfClass::probability).toArray();
  }

  /** The probabilities of the sums of two independent counts. */
  private static double[] sums(double[] a, double[] b) {
    double[] sums = new double[a.length + b.length - 1];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        sums[i + j] += a[i] * b[j];
      }
    }
    return sums;
  }

  @Override
  public String name() {
    return "Fisher's exact test within classes";
  }

  /** {@code "45 of 200 images are mistakes, 22.1 expected of these classes"}. */
  @Override
  public String finding() {
    return String.format(
        Locale.ROOT, "%,d of %,d images are mistakes, %,.1f expected of these classes", inGroup(), size(), expected());
  }
}
