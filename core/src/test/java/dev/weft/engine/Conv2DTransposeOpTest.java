package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.empty;
import static dev.weft.engine.OneOp.run;
import static dev.weft.engine.OneOp.tensor;
import static dev.weft.engine.OneOp.weight;

import dev.weft.model.Conv2DTranspose;
import dev.weft.model.Shape;
import org.junit.jupiter.api.Test;

class Conv2DTransposeOpTest {
  @Test
  void eachPixelAddsItsWindow() {
    Tensor x = tensor(Shape.of(1, 2, 1), 1, 2);
    Tensor y = empty(Shape.of(2, 3, 1), 1);
    Parameter kernel = weight(Shape.of(2, 2, 1, 1), 1, 10, 100, 1000);
    Parameter bias = weight(Shape.of(1), 0.5f);
    Buffers buffers = Buffers.unshared(1);
    run(
        workers -> new Conv2DTransposeOp(Conv2DTranspose.of(1, 2), x, y, buffers, kernel, bias, null, workers),
        1,
        y,
        1,
        2,
        3,
        4,
        5,
        6);
    assertBegins(new float[] {1.5f, 12.5f, 20.5f, 100.5f, 1200.5f, 2000.5f}, y.values());
    assertBegins(new float[] {1 + 20 + 400 + 5000, 2 + 30 + 500 + 6000}, x.gradient());
    assertBegins(new float[] {1 + 2 * 2, 2 + 2 * 3, 4 + 2 * 5, 5 + 2 * 6}, kernel.gradient());
    assertBegins(new float[] {21}, bias.gradient());
  }
}
