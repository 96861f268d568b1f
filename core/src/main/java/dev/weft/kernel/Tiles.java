package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;
import static dev.weft.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** What is done in place to some columns of some rows of a matrix, right behind their product. */
public final class Tiles {
  private Tiles() {}

  /**
   * {@code y = -0} below 0, {@code most} from there on, else y.
   *
   * @param at where the first row's columns begin
   * @param stride from row to row
   */
  public static void clamp(float most, float[] y, int at, int stride, int rows, int columns) {
    int whole = Simd.SCALAR ? 0 : columns / L * L;
    if (whole > 0) {
      Vectors.clamp(most, y, at, stride, rows, whole);
    }
    for (int i = 0; whole < columns && i < rows; i++) {
      int row = at + i * stride;
      for (int j = row + whole; j < row + columns; j++) {
        y[j] = y[j] < 0 ? -0f : y[j] >= most ? most : y[j];
      }
    }
  }

  /** {@code y = y + x}, where x lies as y does. */
  public static void add(float[] x, float[] y, int at, int stride, int rows, int columns) {
    int whole = Simd.SCALAR ? 0 : columns / L * L;
    if (whole > 0) {
      Vectors.add(x, y, at, stride, rows, whole);
    }
    for (int i = 0; whole < columns && i < rows; i++) {
      int row = at + i * stride;
      for (int j = row + whole; j < row + columns; j++) {
        y[j] += x[j];
      }
    }
  }

  /** Apart, so that nothing of the vector module is touched where it is missing. */
  private static final class Vectors {
    static void clamp(float most, float[] y, int at, int stride, int rows, int whole) {
      FloatVector high = FloatVector.broadcast(F, most);
      FloatVector low = FloatVector.broadcast(F, -0f);
      for (int i = 0; i < rows; i++) {
        int row = at + i * stride;
        for (int j = 0; j < whole; j += L) {
          FloatVector v = FloatVector.fromArray(F, y, row + j);
          FloatVector up = v.blend(low, v.compare(VectorOperators.LT, 0));
          up.blend(high, v.compare(VectorOperators.GE, high)).intoArray(y, row + j);
        }
      }
    }

    static void add(float[] x, float[] y, int at, int stride, int rows, int whole) {
      for (int i = 0; i < rows; i++) {
        int row = at + i * stride;
        for (int j = 0; j < whole; j += L) {
          FloatVector v = FloatVector.fromArray(F, y, row + j);
          v.add(FloatVector.fromArray(F, x, row + j)).intoArray(y, row + j);
        }
      }
    }
  }
}
