package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.empty;
import static dev.weft.engine.OneOp.run;
import static dev.weft.engine.OneOp.tensor;

import dev.weft.model.Shape;
import org.junit.jupiter.api.Test;

class PairOpTest {
  private static final Tensor A = tensor(Shape.of(3), 1, 5, 4);
  private static final Tensor B = tensor(Shape.of(3), 2, 3, 4);

  private static Tensor of(PairOp.Function function) {
    Tensor y = empty(Shape.of(3), 1);
    run(workers -> new PairOp(function, A, B, y, workers), 1, y, 10, 20, 30);
    return y;
  }

  @Test
  void multiplies() {
    assertBegins(new float[] {2, 15, 16}, of(PairOp.Function.MULTIPLY).values());
    assertBegins(new float[] {20, 60, 120}, A.gradient());
    assertBegins(new float[] {10, 100, 120}, B.gradient());
  }

  @Test
  void takesTheLarger() {
    assertBegins(new float[] {2, 5, 4}, of(PairOp.Function.MAXIMUM).values());
    assertBegins(new float[] {0, 20}, A.gradient());
    assertBegins(new float[] {10, 0}, B.gradient());
  }

  @Test
  void takesTheSmaller() {
    assertBegins(new float[] {1, 3, 4}, of(PairOp.Function.MINIMUM).values());
    assertBegins(new float[] {10, 0}, A.gradient());
    assertBegins(new float[] {0, 20}, B.gradient());
  }
}
