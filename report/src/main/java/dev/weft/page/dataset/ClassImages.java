package dev.weft.page.dataset;

import dev.weft.dataset.ImageSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The images of one class, and how they differ from their mean. Values are from 0, black, to 1, white. With x the
 * values of an image and m those of the mean image, over the f values of an image:
 *
 * <pre>
 * distance = √(Σ (x - m)² / f)
 * </pre>
 *
 * All sums are of whole numbers or in a fixed order, so they do not depend on the number of threads.
 *
 * @param images their indices in the set, rising
 * @param mean (height, width, channels); empty where the class has no image
 * @param deviation the standard deviation of each value; (height, width, channels)
 * @param byDistance the images, the nearest to the mean first
 * @param distance the mean distance of an image from the mean image; NaN where there is none
 */
record ClassImages(int[] images, float[] mean, float[] deviation, int[] byDistance, double distance) {
  private static final double WHITE = 255;

  /** Of each class of a set. */
  static List<ClassImages> of(ImageSet set) {
    return indices(set, set.classes()).parallel().map(images -> of(set, images)).toList();
  }

  /** The images of each class, rising; of an empty set none for each of so many classes. */
  static Stream<int[]> indices(ImageSet set, int classes) {
    int[][] images = new int[classes][];
    int[] counts = Arrays.copyOf(set.classCounts(), classes);
    Arrays.setAll(images, label -> new int[counts[label]]);
    int[] filled = new int[classes];
    for (int i = 0; i < set.size(); i++) {
      int label = set.label(i);
      images[label][filled[label]++] = i;
    }
    return Arrays.stream(images);
  }

  private static ClassImages of(ImageSet set, int[] images) {
    if (images.length == 0) {
      return new ClassImages(images, new float[0], new float[0], images, Double.NaN);
    }
    long[] sums = new long[set.features()];
    long[] squares = new long[set.features()];
    for (int i : images) {
      byte[] image = set.image(i);
      for (int at = 0; at < image.length; at++) {
        int value = image[at] & 0xff;
        sums[at] += value;
        squares[at] += (long) value * value;
      }
    }
    float[] mean = new float[sums.length];
    float[] deviation = new float[sums.length];
    for (int at = 0; at < sums.length; at++) {
      double bytes = (double) sums[at] / images.length;
      mean[at] = (float) (bytes / WHITE);
      double variance = (double) squares[at] / images.length - bytes * bytes;
      deviation[at] = (float) (Math.sqrt(Math.max(0, variance)) / WHITE);
    }
    return byDistance(set, images, mean, deviation);
  }

  private static ClassImages byDistance(ImageSet set, int[] images, float[] mean, float[] deviation) {
    double[] distances = Arrays.stream(images).mapToDouble(i -> distance(set.image(i), mean)).toArray();
    int[] nearest =
        IntStream.range(0, images.length)
            .boxed()
            .sorted(Comparator.comparingDouble(place -> distances[place]))
            .mapToInt(place -> images[place])
            .toArray();
    double all = Arrays.stream(distances).sum() / images.length;
    return new ClassImages(images, mean, deviation, nearest, all);
  }

  private static double distance(byte[] image, float[] mean) {
    double squares = 0;
    for (int at = 0; at < image.length; at++) {
      double difference = (image[at] & 0xff) / WHITE - mean[at];
      squares += difference * difference;
    }
    return Math.sqrt(squares / image.length);
  }

  boolean isEmpty() {
    return images.length == 0;
  }

  /** The distance of two mean images. */
  double distance(ClassImages other) {
    double squares = 0;
    for (int at = 0; at < mean.length; at++) {
      double difference = (double) mean[at] - other.mean[at];
      squares += difference * difference;
    }
    return Math.sqrt(squares / mean.length);
  }

  /** Those nearest to the mean, the nearest first. */
  int[] typical(int most) {
    return Arrays.copyOf(byDistance, Math.min(most, byDistance.length));
  }

  /** Those farthest from the mean, the farthest first; none that is among as many typical ones. */
  int[] unusual(int most) {
    int count = Math.max(0, Math.min(most, byDistance.length - most));
    return IntStream.range(0, count).map(i -> byDistance[byDistance.length - 1 - i]).toArray();
  }
}
