package dev.weft.algebra;

import dev.weft.SplitMix64;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The directions in which rows of numbers vary most, by principal component analysis: the eigenvectors of their
 * covariance with the largest eigenvalues. They are found by subspace iteration with a Rayleigh-Ritz step, from a start
 * that is always the same; the number of threads changes no bit.
 *
 * <p>Halko, Martinsson and Tropp, "Finding structure with randomness" (2011).
 *
 * @param mean (size)
 * @param axes (components, size), of length 1; the entry of the largest absolute value is positive
 * @param variances (components), of the rows along each axis, divided by their number less one; falling
 * @param total the variance in all directions
 */
public record PrincipalComponents(double[] mean, double[][] axes, double[] variances, double total) {
  /** More directions than are wanted make the wanted ones converge fast. */
  private static final int MORE = 10;

  private static final int MOST_ROUNDS = 42;
  private static final double STILL = 1e-5;
  private static final double NOTHING = 1e-10;

  /**
   * @param values (rows, size)
   * @param rows 2 or more
   * @param wanted how many components, 1 or more; fewer where there are fewer rows or numbers in a row
   */
  public static PrincipalComponents of(float[] values, int rows, int size, int wanted) {
    double[] mean = new double[size];
    for (int i = 0; i < values.length; i++) {
      mean[i % size] += ((double) values[i] - values[i % size]) / rows;
    }
    for (int i = 0; i < size; i++) {
      mean[i] += values[i]; // the first row's, so that rows which are all alike differ by nothing
    }
    float[][] centred = new float[rows][size];
    double total = 0;
    for (int i = 0; i < values.length; i++) {
      double difference = values[i] - mean[i % size];
      centred[i / size][i % size] = (float) difference;
      total += difference * difference;
    }
    int components = Math.min(wanted, Math.min(rows - 1, size));
    Iteration found = new Iteration(centred, size, Math.min(size, components + MORE));
    found.run(components);
    return new PrincipalComponents(
        mean,
        IntStream.range(0, components).mapToObj(found::axis).toArray(double[][]::new),
        Arrays.stream(found.squares).limit(components).map(square -> square / (rows - 1)).toArray(),
        total / (rows - 1));
  }

  /** How many there are. */
  public int components() {
    return axes.length;
  }

  /** The share of the variance that the first so many hold, 0 to 1; 1 where there is none at all. */
  public double share(int first) {
    return total == 0 ? 1 : Arrays.stream(variances).limit(first).sum() / total;
  }

  /**
   * Rows along the axes.
   *
   * @param values (rows, size)
   * @return (rows, components)
   */
  public float[] of(float[] values) {
    int size = mean.length;
    int rows = values.length / size;
    float[] places = new float[rows * axes.length];
    IntStream.range(0, rows)
        .parallel()
        .forEach(row -> {
          for (int axis = 0; axis < axes.length; axis++) {
            double sum = 0;
            for (int i = 0; i < size; i++) {
              sum += (values[row * size + i] - mean[i]) * axes[axis][i];
            }
            places[row * axes.length + axis] = (float) sum;
          }
        });
    return places;
  }

  /** A subspace that comes nearer to that of the largest eigenvectors with each round. */
  private static final class Iteration {
    private static final int BLOCK = 8;

    /** The eigenvalues are looked at after so many rounds. */
    private static final int ROUNDS = 3;

    private final float[][] columns;
    private final float[][] rows;
    private final double[][] axes;
    private double[] squares = {};

    Iteration(float[][] rows, int size, int directions) {
      this.rows = rows;
      columns = new float[size][rows.length];
      for (int row = 0; row < rows.length; row++) {
        for (int i = 0; i < size; i++) {
          columns[i][row] = rows[row][i];
        }
      }
      axes = new double[directions][size];
      SplitMix64 random = SplitMix64.of(1);
      for (int i = 0; i < size * directions; i++) {
        axes[i % directions][i / directions] = random.nextGaussian();
      }
      orthonormalize(axes);
    }

    /** Until the eigenvalues of the wanted directions stand still. */
    void run(int wanted) {
      double before = -1;
      for (int round = 1; ; round++) {
        double[][] images = product(product(axes, columns), rows);
        if (round % ROUNDS == 0) {
          turn(images);
          double now = Arrays.stream(squares).limit(wanted).sum();
          if (Math.abs(now - before) <= STILL * now || round >= MOST_ROUNDS) {
            return;
          }
          before = now;
        }
        System.arraycopy(images, 0, axes, 0, axes.length);
        orthonormalize(axes);
      }
    }

    /** {@code product[i, j] = sum_k left[i, k] * right[k, j]}, k in rising order. */
    private static double[][] product(double[][] left, float[][] right) {
      double[][] product = new double[left.length][right[0].length];
      IntStream.range(0, (left.length + BLOCK - 1) / BLOCK)
          .parallel()
          .forEach(block -> product(left, right, product, block * BLOCK, Math.min(left.length, (block + 1) * BLOCK)));
      return product;
    }

    /** Four k at a time, so that sums are loaded and stored a quarter as often. */
    private static void product(double[][] left, float[][] right, double[][] product, int from, int to) {
      int k = 0;
      for (; k + 3 < right.length; k += 4) {
        for (int i = from; i < to; i++) {
          double[] a = left[i];
          add(product[i], a[k], right[k], a[k + 1], right[k + 1], a[k + 2], right[k + 2], a[k + 3], right[k + 3]);
        }
      }
      for (; k < right.length; k++) {
        for (int i = from; i < to; i++) {
          add(product[i], left[i][k], right[k]);
        }
      }
    }

    /** Makes the directions those of the rows' variation within their subspace, the largest first. */
    private void turn(double[][] images) {
      double[][] products = new double[axes.length][axes.length];
      for (int i = 0; i < axes.length; i++) {
        for (int j = 0; j <= i; j++) {
          products[i][j] = products[j][i] = dot(axes[i], images[j]);
        }
      }
      SymmetricMatrix.Eigen eigen = SymmetricMatrix.eigen(products);
      squares = eigen.values();
      turn(axes, eigen.vectors());
      turn(images, eigen.vectors());
    }

    private static void turn(double[][] vectors, double[][] into) {
      double[][] before = vectors.clone();
      for (int i = 0; i < vectors.length; i++) {
        vectors[i] = new double[before[i].length];
        for (int j = 0; j < before.length; j++) {
          add(vectors[i], into[i][j], before[j]);
        }
      }
    }

    double[] axis(int direction) {
      double[] axis = axes[direction].clone();
      makeLargestPositive(axis);
      return axis;
    }
  }

  private static void add(
      double[] to, double f, float[] a, double g, float[] b, double h, float[] c, double i, float[] d) {
    for (int j = 0; j < to.length; j++) {
      to[j] += f * a[j] + g * b[j] + h * c[j] + i * d[j];
    }
  }

  private static void add(double[] to, double factor, float[] numbers) {
    for (int j = 0; j < to.length; j++) {
      to[j] += factor * numbers[j];
    }
  }

  /** Adds a factor times numbers. */
  private static void add(double[] to, double factor, double[] numbers) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * numbers[i];
    }
  }

  /** Gram and Schmidt's, twice over, as the first time leaves rounding. A direction of nothing becomes zeros. */
  private static void orthonormalize(double[][] vectors) {
    for (int i = 0; i < vectors.length; i++) {
      double before = Math.sqrt(dot(vectors[i], vectors[i]));
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          add(vectors[i], -dot(vectors[i], vectors[j]), vectors[j]);
        }
      }
      double length = Math.sqrt(dot(vectors[i], vectors[i]));
      double scale = length > NOTHING * before ? 1 / length : 0;
      for (int d = 0; d < vectors[i].length; d++) {
        vectors[i][d] *= scale;
      }
    }
  }

  /** By four sums, as one would wait for itself. */
  private static double dot(double[] a, double[] b) {
    double[] sums = new double[4];
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      sums[0] += a[i] * b[i];
      sums[1] += a[i + 1] * b[i + 1];
      sums[2] += a[i + 2] * b[i + 2];
      sums[3] += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      sums[0] += a[i] * b[i];
    }
    return sums[0] + sums[1] + sums[2] + sums[3];
  }

  private static void makeLargestPositive(double[] axis) {
    double largest = 0;
    for (double value : axis) {
      largest = Math.abs(value) > Math.abs(largest) ? value : largest;
    }
    for (int i = 0; largest < 0 && i < axis.length; i++) {
      axis[i] = -axis[i];
    }
  }
}
