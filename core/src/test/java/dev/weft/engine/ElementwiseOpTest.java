package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.empty;
import static dev.weft.engine.OneOp.run;
import static dev.weft.engine.OneOp.tensor;

import dev.weft.model.Shape;
import org.junit.jupiter.api.Test;

class ElementwiseOpTest {
  @Test
  void appliesAFunctionToEachValue() {
    Tensor x = tensor(Shape.of(2), -1, 2);
    Tensor y = empty(Shape.of(2), 1);
    run(workers -> new ElementwiseOp(Elementwise.leaky(0.5f), x, y, workers), 1, y, 10, 20);
    assertBegins(new float[] {-0.5f, 2}, y.values());
    assertBegins(new float[] {5, 20}, x.gradient());
  }
}
