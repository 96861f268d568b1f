package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.empty;
import static dev.weft.engine.OneOp.run;
import static dev.weft.engine.OneOp.tensor;
import static dev.weft.engine.OneOp.weight;

import dev.weft.model.Shape;
import org.junit.jupiter.api.Test;

class DenseOpTest {
  @Test
  void isTheMatrixProductAndItsGradients() {
    Tensor x = tensor(Shape.of(2), 1, 2, 3, 4);
    Tensor y = empty(Shape.of(1), 2);
    Parameter kernel = weight(Shape.of(2, 1), 10, -1);
    Parameter bias = weight(Shape.of(1), 0.5f);
    Buffers buffers = Buffers.unshared(2);
    run(workers -> new DenseOp(x, y, buffers, kernel, bias, Elementwise.leaky(0), workers), 2, y, 1, 2);
    assertBegins(new float[] {8.5f, 26.5f}, y.values());
    assertBegins(new float[] {10, -1, 20, -2}, x.gradient());
    assertBegins(new float[] {1 + 2 * 3, 2 + 2 * 4}, kernel.gradient());
    assertBegins(new float[] {3}, bias.gradient());
  }
}
