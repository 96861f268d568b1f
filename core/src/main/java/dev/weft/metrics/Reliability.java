package dev.weft.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often predictions are right, beside how sure they are: images in bins by the probability of their predicted
 * class. From the bins come the expected calibration error {@code sum_b n_b / n |accuracy_b - confidence_b|} and the
 * maximum one, the largest {@code |accuracy_b - confidence_b|}. See Naeini et al., <a
 * href="https://doi.org/10.1609/aaai.v29i1.9602">Obtaining Well Calibrated Probabilities Using Bayesian Binning</a>
 * (2015).
 *
 * @param bins those that have images, by rising probability
 */
public record Reliability(List<Bin> bins) {
  /** How many bins are usual. */
  public static final int BINS = 15;

  /**
   * @param low the least probability of its images, or the lower border
   * @param high the largest probability of its images, or the upper border
   * @param images how many there are
   * @param right how many of them are right
   * @param confidence the mean probability of the predicted classes
   */
  public record Bin(double low, double high, int images, int right, double confidence) {
    public double accuracy() {
      return (double) right / images;
    }

    /** How much larger the accuracy is than the probability, -1 to 1: below 0 where the network is too sure. */
    public double gap() {
      return accuracy() - confidence;
    }
  }

  public Reliability {
    bins = List.copyOf(bins);
  }

  /**
   * Bins of equal width, {@code (i / bins, (i + 1) / bins]}.
   *
   * @param bins at least 1
   */
  public static Reliability ofEqualWidth(Predictions predictions, int bins) {
    List<List<Integer>> images = new ArrayList<>();
    for (int i = 0; i < bins; i++) {
      images.add(new ArrayList<>());
    }
    for (int i = 0; i < predictions.size(); i++) {
      images.get(bin(predictions.confidence(i), bins)).add(i);
    }
    List<Bin> filled = new ArrayList<>();
    for (int i = 0; i < bins; i++) {
      if (!images.get(i).isEmpty()) {
        filled.add(bin(predictions, images.get(i), (double) i / bins, (i + 1.0) / bins));
      }
    }
    return new Reliability(filled);
  }

  /**
   * Bins of equally many images, the first ones with one more where they do not divide; images of equal probability are
   * in the order of the predictions.
   *
   * @param bins at least 1
   */
  public static Reliability ofEqualMass(Predictions predictions, int bins) {
    List<Integer> order =
        IntStream.range(0, predictions.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> predictions.confidence(i)))
            .toList();
    List<Bin> filled = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < bins; i++) {
      int to = from + order.size() / bins + (i < order.size() % bins ? 1 : 0);
      if (to > from) {
        double low = predictions.confidence(order.get(from));
        filled.add(bin(predictions, order.subList(from, to), low, predictions.confidence(order.get(to - 1))));
      }
      from = to;
    }
    return new Reliability(filled);
  }

  static int bin(double confidence, int bins) {
    return Math.clamp((int) Math.ceil(confidence * bins) - 1, 0, bins - 1);
  }

  private static Bin bin(Predictions predictions, List<Integer> images, double low, double high) {
    int right = 0;
    double sum = 0;
    for (int i : images) {
      right += predictions.isRight(i) ? 1 : 0;
      sum += predictions.confidence(i);
    }
    return new Bin(low, high, images.size(), right, sum / images.size());
  }

  /** 0 to 1; the smaller, the better. */
  public double expectedError() {
    int images = bins.stream().mapToInt(Bin::images).sum();
    return bins.stream().mapToDouble(bin -> bin.images * Math.abs(bin.gap())).sum() / images;
  }

  /** 0 to 1; the smaller, the better. */
  public double maximumError() {
    return bins.stream().mapToDouble(bin -> Math.abs(bin.gap())).max().orElseThrow();
  }
}
