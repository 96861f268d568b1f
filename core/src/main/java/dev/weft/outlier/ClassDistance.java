package dev.weft.outlier;

import dev.weft.algebra.PrincipalComponents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far what a layer takes for an image is from what it took for learned images of any class: the least distance of
 * Mahalanobis from the mean of a class. All classes share one covariance: the main directions around the means have
 * their own variances, all others one. The values are divided by their length, whose logarithm is one number more.
 *
 * <p>Lee et al., <a href="https://arxiv.org/abs/1807.03888">A Simple Unified Framework for Detecting
 * Out-of-Distribution Samples</a> (2018); Mueller and Hein, <a
 * href="https://arxiv.org/abs/2505.18032">Mahalanobis++</a> (2025); Tipping and Bishop, "Probabilistic Principal
 * Component Analysis" (1999).
 */
public final class ClassDistance {
  private static final int MOST_DIRECTIONS = 32;

  /** Of many classes with many numbers each there is one mean, that of all images. */
  private static final int MOST_OF_MEANS = 250_000;

  /** A shorter value counts as this part of the mean length. */
  private static final double SHORTEST = 1e-3;

  /** The least variance, as a part of the mean of all. */
  private static final double LEAST_VARIANCE = 1e-3;

  private final Fit fit;

  /**
   * (numbers, directions and classes): what each number adds to the products with all directions, and with the means
   * times the inverse covariance.
   */
  private final float[] factors;

  private final int columns;
  private final double[] precisions;

  /** Of each class its mean's product with itself by the inverse covariance. */
  private final double[] squares;

  /**
   * What was learned from images.
   *
   * @param divided whether the values are divided by their length
   * @param length the mean length of the values
   * @param means (classes, or 1, and size); size + 1 if divided
   * @param directions (directions, size), of length 1 and at right angles; size + 1 if divided
   * @param variances (directions), above 0
   * @param rest the variance in each other direction, above 0
   */
  public record Fit(
      boolean divided, double length, float[][] means, float[][] directions, double[] variances, double rest) {}

  /**
   * @throws IllegalArgumentException if the numbers do not fit each other, or one is not in its range
   */
  public ClassDistance(Fit fit) {
    this.fit = fit;
    requireRanges();
    precisions = new double[fit.directions.length];
    for (int i = 0; i < precisions.length; i++) {
      precisions[i] = 1 / fit.variances[i] - 1 / fit.rest;
    }
    int size = fit.means[0].length;
    columns = fit.directions.length + fit.means.length;
    factors = new float[size * columns];
    squares = new double[fit.means.length];
    for (int column = 0; column < columns; column++) {
      int mean = column - precisions.length;
      double[] weighted = mean < 0 ? null : weighted(fit.means[mean]);
      for (int number = 0; number < size; number++) {
        factors[number * columns + column] = mean < 0 ? fit.directions[column][number] : (float) weighted[number];
        squares[Math.max(0, mean)] += mean < 0 ? 0 : weighted[number] * fit.means[mean][number];
      }
    }
  }

  /** A vector times the inverse covariance. */
  private double[] weighted(float[] vector) {
    double[] weighted = new double[vector.length];
    Arrays.setAll(weighted, i -> vector[i] / fit.rest);
    for (int i = 0; i < precisions.length; i++) {
      double along = dot(vector, fit.directions[i]) * precisions[i];
      for (int number = 0; number < weighted.length; number++) {
        weighted[number] += along * fit.directions[i][number];
      }
    }
    return weighted;
  }

  private void requireRanges() {
    boolean fits = fit.length > 0 && fit.rest > 0 && Double.isFinite(fit.length) && Double.isFinite(fit.rest);
    int numbers = fit.means.length == 0 ? 0 : fit.means[0].length;
    fits &= numbers > 0 && size() > 0 && fit.variances.length == fit.directions.length;
    for (double variance : fit.variances) {
      fits &= variance > 0 && Double.isFinite(variance);
    }
    for (float[][] rows : List.of(fit.means, fit.directions)) {
      for (float[] row : rows) {
        fits &= row.length == numbers;
        for (float number : row) {
          fits &= Float.isFinite(number);
        }
      }
    }
    if (!fits) {
      throw new IllegalArgumentException("the numbers of a distance must be finite, its variances above 0.");
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /**
   * Learns it.
   *
   * @param rows of each image a row in which the values stand
   * @param from where they begin in each row
   * @param size how many
   * @param labels the class of each image
   * @param divided whether the values are divided by their length
   */
  static ClassDistance fit(float[][] rows, int from, int size, int[] labels, int classes, boolean divided) {
    double length = 0;
    for (float[] row : rows) {
      length += length(row, from, size) / rows.length;
    }
    double unit = length > 0 ? length : 1;
    int numbers = divided ? size + 1 : size;
    boolean each = (long) classes * numbers <= MOST_OF_MEANS;
    int[] groups = each ? labels : new int[labels.length];
    double[][] values = new double[rows.length][numbers];
    for (int i = 0; i < rows.length; i++) {
      fill(rows[i], from, size, divided, unit, values[i]);
    }
    float[][] means = means(values, groups, each ? classes : 1);
    float[] around = new float[Math.multiplyExact(rows.length, numbers)];
    for (int i = 0; i < rows.length; i++) {
      for (int number = 0; number < numbers; number++) {
        around[i * numbers + number] = (float) (values[i][number] - means[groups[i]][number]);
      }
    }
    return new ClassDistance(fit(around, numbers, divided, unit, occurring(means, groups)));
  }

  /** The variance that is left of all directions is shared by the others. */
  private static Fit fit(float[] around, int size, boolean divided, double length, float[][] means) {
    int wanted = Math.min(MOST_DIRECTIONS, size - 1);
    PrincipalComponents components = PrincipalComponents.of(around, around.length / size, size, wanted);
    double least = Math.max(LEAST_VARIANCE * components.total() / size, Float.MIN_NORMAL);
    double rest = components.total();
    double[] variances = components.variances().clone();
    for (int i = 0; i < variances.length; i++) {
      rest -= variances[i];
    }
    rest = Math.max(least, rest / Math.max(1, size - variances.length));
    float[][] directions = new float[variances.length][size];
    for (int i = 0; i < variances.length; i++) {
      variances[i] = Math.max(rest, variances[i]);
      for (int number = 0; number < size; number++) {
        directions[i][number] = (float) components.axes()[i][number];
      }
    }
    return new Fit(divided, length, means, directions, variances, rest);
  }

  private static float[][] means(double[][] values, int[] groups, int count) {
    double[][] sums = new double[count][values[0].length];
    int[] counts = new int[count];
    for (int i = 0; i < values.length; i++) {
      counts[groups[i]]++;
      for (int number = 0; number < values[i].length; number++) {
        sums[groups[i]][number] += values[i][number];
      }
    }
    float[][] means = new float[count][values[0].length];
    for (int group = 0; group < count; group++) {
      for (int number = 0; number < means[group].length; number++) {
        means[group][number] = (float) (sums[group][number] / Math.max(1, counts[group]));
      }
    }
    return means;
  }

  /** The means of classes that have an image. */
  private static float[][] occurring(float[][] means, int[] groups) {
    boolean[] occurs = new boolean[means.length];
    for (int group : groups) {
      occurs[group] = true;
    }
    List<float[]> occurring = new ArrayList<>();
    for (int group = 0; group < means.length; group++) {
      if (occurs[group]) {
        occurring.add(means[group]);
      }
    }
    return occurring.toArray(float[][]::new);
  }

  private static double length(float[] row, int from, int size) {
    double sum = 0;
    for (int i = from; i < from + size; i++) {
      sum += (double) row[i] * row[i];
    }
    return Math.sqrt(sum);
  }

  /** Values in units of the mean length; or divided by their own, with the logarithm of its share of the mean one. */
  private static void fill(float[] row, int from, int size, boolean divided, double unit, double[] into) {
    double length = divided ? length(row, from, size) : unit;
    double factor = length > 0 ? 1 / length : 0;
    for (int i = 0; i < size; i++) {
      into[i] = row[from + i] * factor;
    }
    if (divided) {
      into[size] = Math.log(Math.max(SHORTEST, length / unit));
    }
  }

  /** What was learned. */
  public Fit fit() {
    return fit;
  }

  /** How many numbers it is of. */
  public int size() {
    return fit.means[0].length - (fit.divided ? 1 : 0);
  }

  /**
   * The distance of values, 0 or more.
   *
   * @param row in which they stand
   * @param from where they begin
   */
  public double of(float[] row, int from) {
    double[] value = new double[fit.means[0].length];
    fill(row, from, size(), fit.divided, fit.length, value);
    double sum = 0;
    for (double number : value) {
      sum += number * number;
    }
    sum /= fit.rest;
    double[] products = products(value);
    for (int direction = 0; direction < precisions.length; direction++) {
      sum += products[direction] * products[direction] * precisions[direction];
    }
    double least = Double.POSITIVE_INFINITY;
    for (int mean = 0; mean < squares.length; mean++) {
      least = Math.min(least, sum - 2 * products[precisions.length + mean] + squares[mean]);
    }
    return Math.sqrt(Math.max(0, least));
  }

  /** The products with all factors. Zeros, which images and rectified values have many of, cost nothing. */
  private double[] products(double[] value) {
    int[] places = new int[value.length];
    int count = 0;
    for (int number = 0; number < value.length; number++) {
      if (value[number] != 0) {
        places[count++] = number;
      }
    }
    double[] products = new double[columns];
    int i = 0;
    for (; i + 3 < count; i += 4) {
      add(value, places[i], places[i + 1], places[i + 2], places[i + 3], products);
    }
    for (; i < count; i++) {
      double factor = value[places[i]];
      int at = places[i] * columns;
      for (int column = 0; column < columns; column++) {
        products[column] += factor * factors[at + column];
      }
    }
    return products;
  }

  private void add(double[] value, int a, int b, int c, int d, double[] products) {
    double va = value[a];
    double vb = value[b];
    double vc = value[c];
    double vd = value[d];
    int ra = a * columns;
    int rb = b * columns;
    int rc = c * columns;
    int rd = d * columns;
    for (int column = 0; column < columns; column++) {
      products[column] +=
          va * factors[ra + column] + vb * factors[rb + column] + vc * factors[rc + column] + vd * factors[rd + column];
    }
  }
}
