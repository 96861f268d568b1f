package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.empty;
import static dev.weft.engine.OneOp.run;
import static dev.weft.engine.OneOp.tensor;

import dev.weft.model.Padding;
import dev.weft.model.Shape;
import dev.weft.model.Size;
import org.junit.jupiter.api.Test;

class PoolOpTest {
  private static Tensor of(boolean average, Tensor x) {
    Tensor y = empty(Shape.of(1, 1, 1), 1);
    run(workers -> new PoolOp(average, Size.of(2), Size.of(2), Padding.VALID, x, y, workers), 1, y, 4);
    return y;
  }

  @Test
  void takesTheLargestOfEachWindow() {
    Tensor x = tensor(Shape.of(2, 2, 1), 1, 7, 3, 5);
    assertBegins(new float[] {7}, of(false, x).values());
    assertBegins(new float[] {0, 4, 0, 0}, x.gradient());
  }

  @Test
  void averagesEachWindow() {
    Tensor x = tensor(Shape.of(2, 2, 1), 1, 7, 3, 5);
    assertBegins(new float[] {4}, of(true, x).values());
    assertBegins(new float[] {1, 1, 1, 1}, x.gradient());
  }
}
