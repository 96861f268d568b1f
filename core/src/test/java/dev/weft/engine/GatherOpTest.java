package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.empty;
import static dev.weft.engine.OneOp.run;
import static dev.weft.engine.OneOp.tensor;

import dev.weft.model.Shape;
import org.junit.jupiter.api.Test;

class GatherOpTest {
  @Test
  void takesEachValueFromItsPlace() {
    Tensor x = tensor(Shape.of(3), 1, 2, 3, 4, 5, 6);
    Tensor y = empty(Shape.of(3), 2);
    run(workers -> new GatherOp(new int[] {2, -1, 0}, x, y, workers), 2, y, 1, 2, 3, 4, 5, 6);
    assertBegins(new float[] {3, 0, 1, 6, 0, 4}, y.values());
    assertBegins(new float[] {3, 0, 1, 6, 0, 4}, x.gradient());
  }
}
