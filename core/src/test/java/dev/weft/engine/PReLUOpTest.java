package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.empty;
import static dev.weft.engine.OneOp.run;
import static dev.weft.engine.OneOp.tensor;
import static dev.weft.engine.OneOp.weight;

import dev.weft.model.Shape;
import org.junit.jupiter.api.Test;

class PReLUOpTest {
  @Test
  void learnsTheSlopesBelowZero() {
    Tensor x = tensor(Shape.of(2), -1, 2, -3, -4);
    Tensor y = empty(Shape.of(2), 2);
    Parameter alpha = weight(Shape.of(2), 0.5f, 0.25f);
    run(workers -> new PReLUOp(x, y, alpha, workers), 2, y, 1, 1, 2, 4);
    assertBegins(new float[] {-0.5f, 2, -1.5f, -1}, y.values());
    assertBegins(new float[] {0.5f, 1, 1, 1}, x.gradient());
    assertBegins(new float[] {-1 - 2 * 3, -4 * 4}, alpha.gradient());
  }
}
