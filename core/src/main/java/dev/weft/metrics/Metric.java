package dev.weft.metrics;

import dev.weft.source.DataPart;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A number that says what a network is worth: its name, which way is better, where it can lie. */
public enum Metric {
  /** The part of the images whose class was predicted. */
  ACCURACY,
  /** What the network is trained to make small, with the penalty of its regularizers. */
  LOSS(Direction.LOWER, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
  /** {@link LogLoss}. */
  LOG_LOSS(Direction.LOWER, 0, Double.POSITIVE_INFINITY),
  /** {@link ConfusionMatrix#f1(Average)} over all images. */
  F1_MICRO,
  /** {@link ConfusionMatrix#f1(Average)} over all classes. */
  F1_MACRO,
  /** {@link ConfusionMatrix#f1(Average)} over all classes by their images. */
  F1_WEIGHTED,
  /** {@link ConfusionMatrix#precision(Average)} over all classes. */
  PRECISION_MACRO,
  /** {@link ConfusionMatrix#recall(Average)} over all classes. */
  RECALL_MACRO,
  /** {@link RocAuc#oneVsOne(Average)} over all pairs of classes. */
  ROC_AUC_OVO,
  /** {@link RocAuc#oneVsOne(Average)} over all pairs of classes by their images. */
  ROC_AUC_OVO_WEIGHTED,
  /** {@link RocAuc#oneVsRest(Average)} over all classes. */
  ROC_AUC_OVR,
  /** {@link RocAuc#oneVsRest(Average)} over all classes by their images. */
  ROC_AUC_OVR_WEIGHTED,
  /** {@link TopK} of 3. */
  TOP_3,
  /** {@link TopK} of 5. */
  TOP_5,
  /** {@link BalancedAccuracy}. */
  BALANCED_ACCURACY,
  /** {@link CohenKappa}. */
  COHEN_KAPPA(Direction.HIGHER, -1, 1),
  /** {@link Matthews}. */
  MATTHEWS(Direction.HIGHER, -1, 1),
  /** {@link BrierScore#mean(Predictions)}. */
  BRIER(Direction.LOWER, 0, 2),
  /** {@link Reliability#expectedError} in 15 bins of equal width. */
  CALIBRATION_ERROR(Direction.LOWER, 0, 1),
  /** {@link Reliability#maximumError} in 15 bins of equal width. */
  MAX_CALIBRATION_ERROR(Direction.LOWER, 0, 1),
  /** The highest accuracy of an epoch; a training has it, an evaluation has not. */
  BEST_ACCURACY,
  /** The mean accuracy on corrupted images over all corruptions and severities; a robustness test has it. */
  CORRUPTED_ACCURACY,
  /** The mean accuracy on images that are attacked by projected gradient descent, over all radii; the same has it. */
  ADVERSARIAL_ACCURACY;

  private static final Set<Metric> NOT_OF_AN_EVALUATION =
      Set.of(BEST_ACCURACY, CORRUPTED_ACCURACY, ADVERSARIAL_ACCURACY);

  /** Which way is better. */
  public enum Direction {
    HIGHER,
    LOWER
  }

  private final Direction direction;
  private final double least;
  private final double most;

  Metric(Direction direction, double least, double most) {
    this.direction = direction;
    this.least = least;
    this.most = most;
  }

  /** A share, from 0 to 1. */
  Metric() {
    this(Direction.HIGHER, 0, 1);
  }

  /** Those that are of probabilities, and so not of scores. */
  public static final List<Metric> OF_PROBABILITIES =
      List.of(LOG_LOSS, BRIER, CALIBRATION_ERROR, MAX_CALIBRATION_ERROR);

  /** All that an evaluation may give, in the order in which they are reported. */
  public static List<Metric> ofAnEvaluation() {
    return Arrays.stream(values()).filter(metric -> !NOT_OF_AN_EVALUATION.contains(metric)).toList();
  }

  /** The metric with this {@link #key}; empty if there is none. */
  public static Optional<Metric> named(String key) {
    return Arrays.stream(values()).filter(metric -> metric.key().equals(key)).findFirst();
  }

  /** As files, options and tables name it: {@code f1_macro}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As a sentence or a page names it: {@code f1 macro}. */
  public String words() {
    return words(key());
  }

  /** The same of a key, be it that of a metric or of another number. */
  public static String words(String key) {
    return key.replace('_', ' ');
  }

  /** As a table names it on a part of the data: {@code test accuracy}. */
  public String words(DataPart part) {
    return part.word() + " " + words();
  }

  /** As the store names it on a part of the data: {@code test.accuracy}. */
  public String on(DataPart part) {
    return part.path(key());
  }

  public Direction direction() {
    return direction;
  }

  /** What it cannot fall below; negative infinity where it has no bound. */
  public double least() {
    return least;
  }

  /** What it cannot exceed; positive infinity where it has no bound. */
  public double most() {
    return most;
  }

  /** Whether {@code a} is better than {@code b}; NaN is not, nor is anything better than NaN. */
  public boolean better(double a, double b) {
    return direction == Direction.HIGHER ? a > b : a < b;
  }

  /** Its value among values by their keys; NaN where there is none. */
  public double in(Map<String, Double> values) {
    Double value = values.get(key());
    return value == null ? Double.NaN : value;
  }
}
