package dev.weft.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/** Rows that Keras 3.15.1 on torch computed; the gradients are of y1 + 2 y2 + 3 y3 + 4 y4. */
class SparsemaxTest {
  private static final float[] X = {0.5f, 0.4f, 0.3f, -2, 0.1f, 0.1f, 0.1f, 0.1f, 5, 0, 0, 0};

  @Test
  void rowsAreKerass() {
    float[] y = new float[12];
    Sparsemax.forward(X, y, 4, 0, 3);
    assertArrayEquals(new float[] {0, 0, 0, 0, 0.1f, 0.1f, 0.1f, 0.1f, 1, 0, 0, 0}, y, 1e-6f);
  }

  @Test
  void gradientsAreKerassAlsoWhereValuesAreEqual() {
    float[] y = new float[12];
    float[] dx = new float[12];
    Sparsemax.forward(X, y, 4, 0, 3);
    Sparsemax.backward(X, y, new float[] {1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4}, dx, 4, 0, 3);
    assertArrayEquals(new float[] {0, 0, 0, 0, -9, -5.5f, -2, 1.5f, 0, 0, 0, 0}, dx, 1e-5f);
  }
}
