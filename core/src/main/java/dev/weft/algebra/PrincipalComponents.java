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

  private static final int MOST_ROUNDS = 40;
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
    float[] centred = new float[values.length];
    double total = 0;
    for (int i = 0; i < values.length; i++) {
      double difference = values[i] - mean[i % size];
      centred[i] = (float) difference;
      total += difference * difference;
    }
    int components = Math.min(wanted, Math.min(rows - 1, size));
    Iteration found = new Iteration(centred, rows, size, Math.min(size, components + MORE));
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

  /**
   * A subspace that comes nearer to that of the largest eigenvectors with each round. Its directions stand side by
   * side, (size, directions), so that the loops over them are over neighbouring numbers.
   */
  private static final class Iteration {
    private static final int BLOCK = 32;

    private final float[] centred;
    private final int rows;
    private final int size;
    private final int directions;
    private double[] axes;
    private double[] squares;

    Iteration(float[] centred, int rows, int size, int directions) {
      this.centred = centred;
      this.rows = rows;
      this.size = size;
      this.directions = directions;
      axes = new double[size * directions];
      SplitMix64 random = SplitMix64.of(1);
      Arrays.setAll(axes, i -> random.nextGaussian());
      orthonormalize(axes, size, directions);
    }

    /** Until the eigenvalues of the wanted directions stand still. */
    void run(int wanted) {
      double before = -1;
      double[] along = along();
      for (int round = 0; round < MOST_ROUNDS; round++) {
        back(along);
        orthonormalize(axes, size, directions);
        along = along();
        double[][] vectors = eigenvectors(along);
        axes = rotated(axes, size, vectors);
        along = rotated(along, rows, vectors);
        double now = Arrays.stream(squares).limit(wanted).sum();
        if (Math.abs(now - before) <= STILL * now) {
          return;
        }
        before = now;
      }
    }

    /** Where each row stands along each direction: (rows, directions). */
    private double[] along() {
      double[] along = new double[rows * directions];
      IntStream.range(0, rows)
          .parallel()
          .forEach(row -> {
            for (int i = 0; i < size; i++) {
              add(along, row * directions, centred[row * size + i], axes, i * directions, directions);
            }
          });
      return along;
    }

    /** Makes each direction the sum of the rows, each times its place along it. */
    private void back(double[] along) {
      Arrays.fill(axes, 0);
      IntStream.range(0, (size + BLOCK - 1) / BLOCK)
          .parallel()
          .forEach(block -> {
            int end = Math.min(size, (block + 1) * BLOCK);
            for (int row = 0; row < rows; row++) {
              for (int i = block * BLOCK; i < end; i++) {
                add(axes, i * directions, centred[row * size + i], along, row * directions, directions);
              }
            }
          });
    }

    /** Those of the rows' variation within the subspace, the largest first. */
    private double[][] eigenvectors(double[] along) {
      double[] products = new double[directions * directions];
      for (int row = 0; row < rows; row++) {
        for (int i = 0; i < directions; i++) {
          add(products, i * directions, along[row * directions + i], along, row * directions, directions);
        }
      }
      double[][] matrix = new double[directions][];
      Arrays.setAll(matrix, i -> Arrays.copyOfRange(products, i * directions, (i + 1) * directions));
      SymmetricMatrix.Eigen eigen = SymmetricMatrix.eigen(matrix);
      squares = eigen.values();
      return eigen.vectors();
    }

    /** The same rows, of (rows, directions), along other directions. */
    private double[] rotated(double[] numbers, int count, double[][] vectors) {
      double[] rotated = new double[numbers.length];
      double[] columns = new double[directions * directions];
      for (int i = 0; i < columns.length; i++) {
        columns[i] = vectors[i % directions][i / directions];
      }
      IntStream.range(0, count)
          .parallel()
          .forEach(row -> {
            for (int i = 0; i < directions; i++) {
              add(rotated, row * directions, numbers[row * directions + i], columns, i * directions, directions);
            }
          });
      return rotated;
    }

    double[] axis(int direction) {
      double[] axis = new double[size];
      Arrays.setAll(axis, i -> axes[i * directions + direction]);
      makeLargestPositive(axis);
      return axis;
    }
  }

  /** Adds to so many numbers a factor times others. */
  private static void add(double[] to, int at, double factor, double[] from, int start, int count) {
    for (int i = 0; i < count; i++) {
      to[at + i] += factor * from[start + i];
    }
  }

  /** Gram and Schmidt's, twice over, as the first time leaves rounding. A direction of nothing becomes zeros. */
  private static void orthonormalize(double[] axes, int size, int directions) {
    double[][] vectors = new double[directions][size];
    for (int i = 0; i < axes.length; i++) {
      vectors[i % directions][i / directions] = axes[i];
    }
    for (int i = 0; i < directions; i++) {
      double before = Math.sqrt(dot(vectors[i], vectors[i]));
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          add(vectors[i], 0, -dot(vectors[i], vectors[j]), vectors[j], 0, size);
        }
      }
      double length = Math.sqrt(dot(vectors[i], vectors[i]));
      double scale = length > NOTHING * before ? 1 / length : 0;
      for (int d = 0; d < size; d++) {
        axes[d * directions + i] = vectors[i][d] *= scale;
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
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
