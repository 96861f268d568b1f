package dev.weft.calibration;

import dev.weft.metrics.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sets of classes that hold the true one for at least a wanted share of images like those it was made from, whatever
 * the network. An image's set is of all classes whose score is at most a threshold: of n images that the network did
 * not learn, the score of rank {@code ceil((n + 1) coverage)} of their true classes. The likeliest class scores 0 and
 * so is in every set: none is empty. See Angelopoulos and Bates, <a href="https://arxiv.org/abs/2107.07511">A Gentle
 * Introduction to Conformal Prediction</a> (2021).
 *
 * @param method how classes are scored
 * @param coverage the wanted share, above 0 and below 1
 * @param thresholds at least 0; one for all classes, or one for each; infinite where there are too few images
 */
public record ConformalSets(Method method, double coverage, List<Double> thresholds) {
  /** How classes but the likeliest are scored; a small score is a likely class. */
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
  private static final int MOST_NAMED = 5;

  /**
   * @throws IllegalArgumentException if the coverage is not between 0 and 1, or there is no threshold or one below 0
   */
  public ConformalSets {
    thresholds = List.copyOf(thresholds);
    if (!(coverage > 0 && coverage < 1)
        || thresholds.isEmpty()
        || !thresholds.stream().allMatch(threshold -> threshold >= 0)) {
      throw new IllegalArgumentException(
          "conformal sets need a coverage between 0 and 1, and thresholds from 0 on; received %s and %s."
              .formatted(coverage, thresholds));
    }
  }

  /** Sets that cover the wanted share of all images. */
  public static ConformalSets fit(Method method, double coverage, Predictions predictions) {
    return ofAll(method, coverage, scoresOfLabels(method, predictions));
  }

  /** Sets that cover the wanted share of the images of each class. */
  public static ConformalSets fitByClass(Method method, double coverage, Predictions predictions) {
    return ofEachClass(method, coverage, scoresOfLabels(method, predictions), predictions);
  }

  /**
   * Sets for several shares of all images, and by class for the first or the next smaller that there are images for.
   */
  static List<ConformalSets> fit(Method method, List<Double> coverages, Predictions predictions) {
    double[] scores = scoresOfLabels(method, predictions);
    List<ConformalSets> sets = new ArrayList<>();
    coverages.forEach(coverage -> sets.add(ofAll(method, coverage, scores)));
    coverages.stream()
        .filter(coverage -> coverage <= coverages.getFirst())
        .sorted(Comparator.reverseOrder())
        .map(coverage -> ofEachClass(method, coverage, scores, predictions))
        .filter(ConformalSets::hasEnoughImages)
        .findFirst()
        .ifPresent(sets::add);
    return sets;
  }

  private static ConformalSets ofAll(Method method, double coverage, double[] scores) {
    return new ConformalSets(method, coverage, List.of(threshold(Arrays.stream(scores).sorted().toArray(), coverage)));
  }

  private static ConformalSets ofEachClass(Method method, double coverage, double[] scores, Predictions predictions) {
    int[] labels = predictions.labels();
    return new ConformalSets(
        method,
        coverage,
        IntStream.range(0, predictions.classes())
            .mapToObj(label -> {
              IntStream images = IntStream.range(0, scores.length).filter(i -> labels[i] == label);
              return threshold(images.mapToDouble(i -> scores[i]).sorted().toArray(), coverage);
            })
            .toList());
  }

  /** The score of each image's true class. */
  private static double[] scoresOfLabels(Method method, Predictions predictions) {
    double[] scores = new double[predictions.size()];
    for (int i = 0; i < scores.length; i++) {
      double[] probabilities = predictions.probabilities(i);
      scores[i] = scores(method, probabilities, likeliestFirst(probabilities))[predictions.labels()[i]];
    }
    return scores;
  }

  private static double threshold(double[] rising, double coverage) {
    int rank = rank(coverage, rising.length);
    return rank > rising.length ? Double.POSITIVE_INFINITY : rising[rank - 1];
  }

  /** Of how many images a threshold is the rank; more than there are where these are too few. */
  static int rank(double coverage, int images) {
    return (int) Math.ceil((images + 1) * coverage - 1e-9);
  }

  private static double[] scores(Method method, double[] probabilities, int[] order) {
    double[] scores = new double[probabilities.length];
    double sum = probabilities[order[0]];
    for (int rank = 1; rank < scores.length; rank++) {
      int label = order[rank];
      sum += probabilities[label];
      scores[label] =
          switch (method) {
            case LAC -> 1 - probabilities[label];
            case APS -> sum;
            case RAPS -> sum + PENALTY * Math.max(0, rank + 1 - FREE_RANKS);
          };
    }
    return scores;
  }

  /** By insertion: classes are few, and of every image they are sorted for every set. */
  private static int[] likeliestFirst(double[] probabilities) {
    int[] order = new int[probabilities.length];
    for (int label = 0; label < order.length; label++) {
      int place = label;
      for (; place > 0 && probabilities[order[place - 1]] < probabilities[label]; place--) {
        order[place] = order[place - 1];
      }
      order[place] = label;
    }
    return order;
  }

  /** Whether they cover the wanted share of the images of each class. */
  public boolean isByClass() {
    return thresholds.size() > 1;
  }

  /** Whether there were images enough for a threshold of each class; otherwise some class is in every set. */
  public boolean hasEnoughImages() {
    return thresholds.stream().allMatch(Double::isFinite);
  }

  /**
   * The classes of an image's set, the likeliest first.
   *
   * @param probabilities (classes), 0 to 1
   */
  public List<Integer> of(double[] probabilities) {
    int[] order = likeliestFirst(probabilities);
    double[] scores = scores(method, probabilities, order);
    return IntStream.of(order).filter(label -> scores[label] <= threshold(label)).boxed().toList();
  }

  private double threshold(int label) {
    return isByClass() ? thresholds.get(label) : thresholds.getFirst();
  }

  /**
   * What sets come to on images.
   *
   * @param covered images whose set holds the true class
   * @param classes of all sets together
   * @param single sets of one class
   */
  public record Outcome(int images, int covered, int classes, int single) {
    /** The share of images whose set holds the true class. */
    public double coverage() {
      return (double) covered / images;
    }

    /** Classes in a set on average. */
    public double size() {
      return (double) classes / images;
    }
  }

  /** The sets of images with known classes. */
  public List<List<Integer>> of(Predictions predictions) {
    return IntStream.range(0, predictions.size()).mapToObj(i -> of(predictions.probabilities(i))).toList();
  }

  /** What the sets come to on images with known classes. */
  public Outcome on(Predictions predictions) {
    int covered = 0;
    int classes = 0;
    int single = 0;
    for (int i = 0; i < predictions.size(); i++) {
      List<Integer> set = of(predictions.probabilities(i));
      covered += set.contains(predictions.labels()[i]) ? 1 : 0;
      classes += set.size();
      single += set.size() == 1 ? 1 : 0;
    }
    return new Outcome(predictions.size(), covered, classes, single);
  }

  /** Whether a set of so many of the classes says nothing to a person: more than five, or all. */
  public static boolean isUseless(int size, int classes) {
    return size > MOST_NAMED || size == classes;
  }

  /** A set for a person: {@code 4 or 9}, or {@code cannot tell} of more than five classes, or of all. */
  public static String inWords(List<String> set, int classes) {
    if (isUseless(set.size(), classes)) {
      return "cannot tell";
    }
    String all = String.join(", ", set);
    int last = all.length() - set.getLast().length();
    return set.size() == 1 ? all : all.substring(0, last - 2) + " or " + set.getLast();
  }

  /** What a person reads behind a prediction: {@code (unsure; 4 or 9)}; empty where there is no doubt. */
  public static String doubt(boolean unsure, List<String> set, int classes) {
    List<String> doubts = new ArrayList<>(unsure ? List.of("unsure") : List.of());
    if (set.size() > 1) {
      doubts.add(inWords(set, classes));
    }
    return doubts.isEmpty() ? "" : " (" + String.join("; ", doubts) + ")";
  }
}
