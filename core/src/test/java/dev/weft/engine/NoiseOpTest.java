package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.empty;
import static dev.weft.engine.OneOp.tensor;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.weft.model.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NoiseOpTest {
  private static final int N = 1000;
  private final Tensor x = tensor(Shape.of(N), filled());
  private final Tensor y = empty(Shape.of(N), 1);

  private static float[] filled() {
    float[] ones = new float[N];
    Arrays.fill(ones, 1);
    return ones;
  }

  private float[] forward(long step, boolean training) {
    try (WorkerPool workers = new WorkerPool(2)) {
      NoiseOp op = new NoiseOp(Noise.dropout(0.25), 7, x, y, workers);
      op.step(step);
      op.forward(1, training);
      System.arraycopy(filled(), 0, y.gradient(), 0, N);
      op.backward(1);
      return Arrays.copyOf(y.values(), N);
    }
  }

  @Test
  void dropsAQuarterAndKeepsTheMean() {
    float[] dropped = forward(0, true);
    int zeros = 0;
    for (float value : dropped) {
      assertEquals(value == 0 ? 0 : 1 / 0.75f, value);
      zeros += value == 0 ? 1 : 0;
    }
    assertEquals(250, zeros, 50);
    assertBegins(dropped, x.gradient());
  }

  @Test
  void dropsOthersInAnotherStepAndTheSameInTheSame() {
    assertFalse(Arrays.equals(forward(0, true), forward(1, true)));
    assertArrayEquals(forward(1, true), forward(1, true));
  }

  @Test
  void doesNothingInInference() {
    assertArrayEquals(filled(), forward(0, false));
  }
}
