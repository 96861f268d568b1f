package dev.weft.calibration;

import dev.weft.metrics.Predictions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sets of classes that hold the true one for at least a wanted share of images like those it was made from, whatever
 * the network. An image's set is of all classes whose score is at most a threshold: of n images that the network did
 * not learn, the score of rank {@code ceil((n + 1) coverage)} of their true classes. See Angelopoulos and Bates, <a
 * href="https://arxiv.org/abs/2107.07511">A Gentle Introduction to Conformal Prediction</a> (2021).
 *
 * @param method how classes are scored
 * @param coverage the wanted share, above 0 and below 1
 * @param thresholds one for all classes, or one for each; infinite where there are too few images
 */
public record ConformalSets(Method method, double coverage, List<Double> thresholds) {
  /** How classes are scored; a small score is a likely class. */
  public enum Method {
    /** {@code 1 - p}: the smallest sets on average. Sadinle et al. (2019). */
    LAC,

    /** The probability of the class and of all likelier ones: larger sets for harder images. Romano et al. (2020). */
    APS,

    /** APS, and 0.01 for each class beyond the 5th: no large sets for unlikely classes. Angelopoulos et al. (2021). */
    RAPS
  }

  private static final double PENALTY = 0.01;
  private static final int FREE_RANKS = 5;

  /**
   * @throws IllegalArgumentException if the coverage is not between 0 and 1, or there is no threshold
   */
  public ConformalSets {
    thresholds = List.copyOf(thresholds);
    if (!(coverage > 0 && coverage < 1) || thresholds.isEmpty()) {
      throw new IllegalArgumentException(
          "conformal sets need a coverage between 0 and 1, and a threshold; received %s and %s."
              .formatted(coverage, thresholds));
    }
  }

  /** Sets that cover the wanted share of all images. */
  public static ConformalSets fit(Method method, double coverage, Predictions predictions) {
    double[] scores = scoresOfLabels(method, predictions);
    return new ConformalSets(method, coverage, List.of(threshold(scores, coverage)));
  }

  /** Sets that cover the wanted share of the images of each class. */
  public static ConformalSets fitByClass(Method method, double coverage, Predictions predictions) {
    double[] scores = scoresOfLabels(method, predictions);
    List<Double> thresholds =
        IntStream.range(0, predictions.classes())
            .mapToObj(label -> {
              int[] images = IntStream.range(0, scores.length).filter(i -> predictions.labels()[i] == label).toArray();
              return threshold(Arrays.stream(images).mapToDouble(i -> scores[i]).toArray(), coverage);
            })
            .toList();
    return new ConformalSets(method, coverage, thresholds);
  }

  private static double[] scoresOfLabels(Method method, Predictions predictions) {
    double[] scores = new double[predictions.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = scores(method, row(predictions, i))[predictions.labels()[i]];
    }
    return scores;
  }

  private static double[] row(Predictions predictions, int i) {
    int classes = predictions.classes();
    return Arrays.copyOfRange(predictions.probabilities(), i * classes, (i + 1) * classes);
  }

  private static double threshold(double[] scores, double coverage) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil((scores.length + 1) * coverage - 1e-9);
    return rank > scores.length ? Double.POSITIVE_INFINITY : sorted[rank - 1];
  }

  private static double[] scores(Method method, double[] probabilities) {
    double[] scores = new double[probabilities.length];
    if (method == Method.LAC) {
      Arrays.setAll(scores, label -> 1 - probabilities[label]);
      return scores;
    }
    List<Integer> order = likeliestFirst(probabilities);
    double sum = 0;
    for (int rank = 0; rank < order.size(); rank++) {
      sum += probabilities[order.get(rank)];
      double penalty = method == Method.RAPS ? PENALTY * Math.max(0, rank + 1 - FREE_RANKS) : 0;
      scores[order.get(rank)] = sum + penalty;
    }
    return scores;
  }

  private static List<Integer> likeliestFirst(double[] probabilities) {
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble(label -> -probabilities[label]))
        .toList();
  }

  /**
   * The classes of an image's set, the likeliest first; none where no class is likely enough.
   *
   * @param probabilities (classes), 0 to 1
   */
  public List<Integer> of(double[] probabilities) {
    double[] scores = scores(method, probabilities);
    return likeliestFirst(probabilities).stream().filter(label -> scores[label] <= threshold(label)).toList();
  }

  private double threshold(int label) {
    return thresholds.size() == 1 ? thresholds.getFirst() : thresholds.get(label);
  }

  /**
   * What sets come to on images.
   *
   * @param covered images whose set holds the true class
   * @param classes of all sets together
   * @param single sets of one class
   * @param empty sets without any
   */
  public record Outcome(int images, int covered, int classes, int single, int empty) {
    /** The share of images whose set holds the true class. */
    public double coverage() {
      return (double) covered / images;
    }

    /** Classes in a set on average. */
    public double size() {
      return (double) classes / images;
    }
  }

  /** What the sets come to on images with known classes. */
  public Outcome on(Predictions predictions) {
    int covered = 0;
    int classes = 0;
    int single = 0;
    int empty = 0;
    for (int i = 0; i < predictions.size(); i++) {
      List<Integer> set = of(row(predictions, i));
      covered += set.contains(predictions.labels()[i]) ? 1 : 0;
      classes += set.size();
      single += set.size() == 1 ? 1 : 0;
      empty += set.isEmpty() ? 1 : 0;
    }
    return new Outcome(predictions.size(), covered, classes, single, empty);
  }
}
