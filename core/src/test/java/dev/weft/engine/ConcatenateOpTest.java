package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.empty;
import static dev.weft.engine.OneOp.run;
import static dev.weft.engine.OneOp.tensor;

import dev.weft.model.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConcatenateOpTest {
  @Test
  void putsInputsOneBehindTheOther() {
    Tensor a = tensor(Shape.of(2, 1), 1, 2);
    Tensor b = tensor(Shape.of(2, 2), 3, 4, 5, 6);
    Tensor y = empty(Shape.of(2, 3), 1);
    run(workers -> new ConcatenateOp(1, List.of(a, b), y, workers), 1, y, 10, 20, 30, 40, 50, 60);
    assertBegins(new float[] {1, 3, 4, 2, 5, 6}, y.values());
    assertBegins(new float[] {10, 40}, a.gradient());
    assertBegins(new float[] {20, 30, 50, 60}, b.gradient());
  }

  @Test
  void alongTheFirstAxis() {
    Tensor a = tensor(Shape.of(1, 2), 1, 2);
    Tensor b = tensor(Shape.of(1, 2), 3, 4);
    Tensor y = empty(Shape.of(2, 2), 1);
    run(workers -> new ConcatenateOp(0, List.of(a, b), y, workers), 1, y, 10, 20, 30, 40);
    assertBegins(new float[] {1, 2, 3, 4}, y.values());
    assertBegins(new float[] {30, 40}, b.gradient());
  }
}
