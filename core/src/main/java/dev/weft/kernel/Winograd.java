package dev.weft.kernel;

/**
 * Winograd's transforms for convolutions with 3x3 kernels and strides of 1. A tile of {@code m x m} outputs is made
 * from {@code t x t} inputs, {@code t = m + 2}. For each pair of channel and filter it takes {@code t^2}
 * multiplications instead of {@code 9 m^2}:
 *
 * <pre>{@code
 * y = A^T [ (G w G^T) * (B^T x B) ] A        * number by number, summed over channels
 * }</pre>
 *
 * <p>Gradients are the adjoints, since that is linear in x and in w: {@code dM = A dy A^T}, {@code dx = B (dM * U) B^T}
 * and {@code dw = G^T (V * dM) G}. Here {@code U = G w G^T} and {@code V = B^T x B} are known from the forward pass.
 *
 * <p>The matrices are those of Toom and Cook: polynomials of degree m - 1 and 2 are multiplied by their values at t - 1
 * points and at infinity. Points near each other's inverses lose least precision. Measured with 16 channels, relative
 * to the largest output: for m = 3 the points 0, 1, -2, -1/2 err by 0.7e-6, and 0, 1, -1, 2 by 1.4e-6. For m = 4 the
 * points 0, 1, -1, 1/2, -2 err by 1.2e-6, and 0, 1, -1, 2, -2 by 3.1e-6.
 *
 * <p>After S. Winograd, Arithmetic Complexity of Computations (1980), and A. Lavin and S. Gray, Fast Algorithms for
 * Convolutional Neural Networks (2016).
 */
public final class Winograd {
  private static final double[] POINTS_2 = {0, 1, -1};
  private static final double[] POINTS_3 = {0, 1, -2, -0.5};
  private static final double[] POINTS_4 = {0, 1, -1, 0.5, -2};
  private static final Winograd[] OF = {
    new Winograd(2, POINTS_2), new Winograd(3, POINTS_3), new Winograd(4, POINTS_4)
  };

  private static final int LARGEST = 6;

  /** Channels whose tile is transformed at once, so that it stays in the first cache between the two axes. */
  private static final int CHUNK = 128;

  private static final ThreadLocal<float[]> HALFWAY =
      ThreadLocal.withInitial(() -> new float[LARGEST * LARGEST * CHUNK]);

  /** Which matrix stands on the left of a tile, and transposed on its right. */
  public enum Transform {
    /** B^T: (t, t) inputs to (t, t). */
    INPUT,
    /** G: (3, 3) weights to (t, t). */
    KERNEL,
    /** A^T: (t, t) to (m, m) outputs. */
    OUTPUT,
    /** B: (t, t) to the gradients of (t, t) inputs. */
    INPUT_BACKWARD,
    /** G^T: (t, t) to the gradients of (3, 3) weights. */
    KERNEL_BACKWARD,
    /** A: the gradients of (m, m) outputs to (t, t). */
    OUTPUT_BACKWARD
  }

  private final int m;
  private final float[][][] matrices;

  private Winograd(int m, double[] points) {
    this.m = m;
    int t = m + 2;
    float[][] input = new float[t][t];
    float[][] kernel = new float[t][3];
    float[][] output = new float[m][t];
    for (int k = 0; k < t; k++) {
      boolean infinity = k == t - 1;
      double[] others = new double[] {1};
      double norm = 1;
      for (int l = 0; l < t - 1; l++) {
        if (l != k) {
          others = timesRoot(others, points[l]);
          norm *= infinity ? 1 : points[k] - points[l];
        }
      }
      for (int j = 0; j < others.length; j++) {
        input[k][j] = (float) (Math.signum(norm) * others[j]);
      }
      for (int j = 0; j < 3; j++) {
        kernel[k][j] = (float) (infinity ? Math.max(0, j - 1) : Math.pow(points[k], j) / Math.abs(norm));
      }
      for (int i = 0; i < m; i++) {
        output[i][k] = (float) (infinity ? Math.max(0, i + 2 - m) : Math.pow(points[k], i));
      }
    }
    matrices = new float[][][] {input, kernel, output, transposed(input), transposed(kernel), transposed(output)};
  }

  /** The coefficients of {@code p(x) * (x - root)}. */
  private static double[] timesRoot(double[] p, double root) {
    double[] product = new double[p.length + 1];
    for (int i = 0; i < p.length; i++) {
      product[i] -= root * p[i];
      product[i + 1] += p[i];
    }
    return product;
  }

  private static float[][] transposed(float[][] matrix) {
    float[][] transposed = new float[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < transposed.length; j++) {
        transposed[j][i] = matrix[i][j];
      }
    }
    return transposed;
  }

  /**
   * @param m outputs along one side of a tile: 2, 3 or 4
   */
  public static Winograd of(int m) {
    return OF[m - 2];
  }

  /** Inputs along one side of a tile. */
  public int side() {
    return m + 2;
  }

  /** The matrix of a transform, (rows, columns). */
  float[][] matrix(Transform transform) {
    return matrices[transform.ordinal()];
  }

  /**
   * {@code b = T a T^T} for each of n channels, which lie side by side: a[i, j] is at {@code ao + i * rows + j *
   * columns}, b[i, j] at {@code bo + i * bRows + j * bColumns}. The two must not overlap.
   */
  public void apply(
      Transform transform,
      float[] a,
      int ao,
      int rows,
      int columns,
      float[] b,
      int bo,
      int bRows,
      int bColumns,
      int n) {
    int out = matrix(transform).length;
    int in = matrix(transform)[0].length;
    float[] halfway = HALFWAY.get();
    for (int c = 0; c < n; c += CHUNK) {
      int chunk = Math.min(CHUNK, n - c);
      for (int j = 0; j < in; j++) {
        lines(transform, a, ao + j * columns + c, rows, halfway, j * CHUNK, in * CHUNK, chunk);
      }
      for (int i = 0; i < out; i++) {
        lines(transform, halfway, i * in * CHUNK, CHUNK, b, bo + i * bRows + c, bColumns, chunk);
      }
    }
  }

  private void lines(Transform transform, float[] a, int ao, int as, float[] b, int bo, int bs, int n) {
    lines(transform, a, ao, 0, as, b, bo, 0, bs, 1, n);
  }

  /**
   * One axis of tiles that lie side by side: {@code b[i] = sum_j T[i, j] a[j]} for each of n channels. a[j] of tile t
   * is at {@code ao + t * at + j * as}, b[i] at {@code bo + t * bt + i * bs}. Channels that fill no vector end in one
   * that begins earlier.
   */
  public void lines(
      Transform transform, float[] a, int ao, int at, int as, float[] b, int bo, int bt, int bs, int tiles, int n) {
    if (Simd.SCALAR || n < Lanes.L) {
      for (int t = 0; t < tiles; t++) {
        reference(transform, a, ao + t * at, as, b, bo + t * bt, bs, n);
      }
      return;
    }
    WinogradTransforms.apply(transform, m, a, ao, at, as, b, bo, bt, bs, tiles, n);
    if (n % Lanes.L != 0) {
      int last = n - Lanes.L;
      WinogradTransforms.apply(transform, m, a, ao + last, at, as, b, bo + last, bt, bs, tiles, Lanes.L);
    }
  }

  /** {@link WinogradTransforms} one number at a time: its specification, and what runs without SIMD. */
  void reference(Transform transform, float[] a, int ao, int as, float[] b, int bo, int bs, int n) {
    float[][] matrix = matrix(transform);
    for (int c = 0; c < n; c++) {
      for (int i = 0; i < matrix.length; i++) {
        float sum = -0f;
        for (int j = 0; j < matrix[i].length; j++) {
          if (matrix[i][j] != 0) {
            sum = Math.fma(matrix[i][j], a[ao + j * as + c], sum);
          }
        }
        b[bo + i * bs + c] = sum;
      }
    }
  }

  /** {@code y += x}, n numbers each. */
  public static void add(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    if (!Simd.SCALAR) {
      i = WinogradTransforms.add(x, xo, y, yo, n);
    }
    for (; i < n; i++) {
      y[yo + i] += x[xo + i];
    }
  }
}
