package dev.weft.metrics;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a classifier predicts for images whose class is known.
 *
 * @param images each image's place in its data set
 * @param labels the true classes, 0 to {@code classes - 1}
 * @param probabilities (labels.length, classes), row-major
 * @param classes at least 2
 * @param epsilon the distance from 1 to the next number of the type that the probabilities were computed in
 */
public record Predictions(int[] images, int[] labels, double[] probabilities, int classes, double epsilon) {
  /**
   * @throws IllegalArgumentException if there is no image, if there are not {@code classes} probabilities for each, or
   *     if a label is not one of the classes
   */
  public Predictions {
    if (labels.length == 0 || classes < 2 || probabilities.length != (long) labels.length * classes) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "predictions are (images, classes) probabilities, of 1 image and 2 classes at least; received %d"
                  + " labels, %d classes and %d probabilities; pass one row of probabilities for each label.",
              labels.length,
              classes,
              probabilities.length));
    }
    if (images.length != labels.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "each of the images has a place in its data set; received %d places of %d images.",
              images.length,
              labels.length));
    }
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "a label is 0 to %d; received %d; number the classes from 0.", classes - 1, label));
      }
    }
  }

  /**
   * Probabilities in double precision, of the images 0, 1, 2 and so on.
   *
   * @throws IllegalArgumentException as the constructor does
   */
  public static Predictions of(int[] labels, double[] probabilities, int classes) {
    return new Predictions(counted(labels), labels, probabilities, classes, Math.ulp(1.0));
  }

  /**
   * Probabilities in single precision, as a network says them; the arithmetic on them is in double precision. The
   * images are 0, 1, 2 and so on.
   *
   * @throws IllegalArgumentException as the constructor does
   */
  public static Predictions of(int[] labels, float[] probabilities, int classes) {
    double[] widened = new double[probabilities.length];
    Arrays.setAll(widened, i -> probabilities[i]);
    return new Predictions(counted(labels), labels, widened, classes, Math.ulp(1f));
  }

  private static int[] counted(int[] labels) {
    return IntStream.range(0, labels.length).toArray();
  }

  /** The same of images with these places in their data set. */
  public Predictions of(int[] images) {
    return new Predictions(images, labels, probabilities, classes, epsilon);
  }

  /** The number of images. */
  public int size() {
    return labels.length;
  }

  /** The probability that image {@code i} is of the class. */
  public double probability(int i, int label) {
    return probabilities[i * classes + label];
  }

  /** A copy of the probabilities of image {@code i}, (classes). */
  public double[] probabilities(int i) {
    return Arrays.copyOfRange(probabilities, i * classes, (i + 1) * classes);
  }

  /** The probability of the most probable class of image {@code i}. */
  public double confidence(int i) {
    return probability(i, predicted(i));
  }

  /** All images, those of the largest {@link #confidence} first; of equal ones the first of them. */
  public int[] surestFirst() {
    double[] confidences = IntStream.range(0, size()).mapToDouble(this::confidence).toArray();
    return IntStream.range(0, size())
        .boxed()
        .sorted((a, b) -> Double.compare(confidences[b], confidences[a]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The most probable class of image {@code i}; the first of them where several are. */
  public int predicted(int i) {
    int best = 0;
    for (int label = 1; label < classes; label++) {
      if (probability(i, label) > probability(i, best)) {
        best = label;
      }
    }
    return best;
  }

  /** Whether the most probable class of image {@code i} is the true one. */
  public boolean isRight(int i) {
    return predicted(i) == labels[i];
  }

  /** The same of every image. */
  public boolean[] right() {
    boolean[] right = new boolean[size()];
    for (int i = 0; i < right.length; i++) {
      right[i] = isRight(i);
    }
    return right;
  }

  /** A sample that holds each image once. */
  int[] once() {
    int[] counts = new int[size()];
    Arrays.fill(counts, 1);
    return counts;
  }

  void requireOneEach(int[] counts) {
    if (counts.length != size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "a sample is one count for each of %d images; received %d.", size(), counts.length));
    }
  }
}
