package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.empty;
import static dev.weft.engine.OneOp.run;
import static dev.weft.engine.OneOp.tensor;
import static dev.weft.engine.OneOp.weight;

import dev.weft.model.Conv2D;
import dev.weft.model.Shape;
import org.junit.jupiter.api.Test;

class Conv2DOpTest {
  private final Tensor x = tensor(Shape.of(2, 3, 1), 1, 2, 3, 4, 5, 6);
  private final Parameter kernel = weight(Shape.of(2, 2, 1, 1), 1000, 100, 10, 1);
  private final Parameter bias = weight(Shape.of(1), 0.5f);

  @Test
  void isTheProductOfEachWindowAndItsGradients() {
    Tensor y = empty(Shape.of(1, 2, 1), 1);
    Buffers buffers = Buffers.unshared(1);
    run(
        workers ->
            new Conv2DOp(
                Conv2D.of(1, 2),
                Windows.of(Conv2D.of(1, 2), x.shape(), y.shape()),
                new Convolution.Operands(x, y, buffers, kernel, bias, null, workers)),
        1,
        y,
        1,
        2);
    assertBegins(new float[] {1245.5f, 2356.5f}, y.values());
    assertBegins(new float[] {1000, 2100, 200, 10, 21, 2}, x.gradient());
    assertBegins(new float[] {1 + 2 * 2, 2 + 2 * 3, 4 + 2 * 5, 5 + 2 * 6}, kernel.gradient());
    assertBegins(new float[] {3}, bias.gradient());
  }

  @Test
  void aDilatedWindowLeavesPixelsOut() {
    Tensor wide = tensor(Shape.of(3, 3, 1), 1, 2, 3, 4, 5, 6, 7, 8, 9);
    Tensor y = empty(Shape.of(1, 1, 1), 1);
    Conv2D layer = Conv2D.of(1, 2).dilationRate(2);
    run(
        workers ->
            new Conv2DOp(
                layer,
                Windows.of(layer, wide.shape(), y.shape()),
                new Convolution.Operands(wide, y, Buffers.unshared(1), kernel, bias, null, workers)),
        1,
        y,
        1);
    assertBegins(new float[] {1379.5f}, y.values());
    assertBegins(new float[] {1000, 0, 100, 0, 0, 0, 10, 0, 1}, wide.gradient());
    assertBegins(new float[] {1, 3, 7, 9}, kernel.gradient());
  }

  @Test
  void aGroupSeesItsOwnChannels() {
    Tensor four = tensor(Shape.of(1, 1, 4), 1, 2, 3, 4);
    Tensor y = empty(Shape.of(1, 1, 2), 1);
    Parameter grouped = weight(Shape.of(1, 1, 2, 2), 10, 1000, 1, 100);
    Conv2D layer = Conv2D.of(2, 1).groups(2);
    run(
        workers ->
            new Conv2DOp(
                layer,
                Windows.of(layer, four.shape(), y.shape()),
                new Convolution.Operands(four, y, Buffers.unshared(1), grouped, null, null, workers)),
        1,
        y,
        1,
        2);
    assertBegins(new float[] {12, 3400}, y.values());
    assertBegins(new float[] {10, 1, 2000, 200}, four.gradient());
    assertBegins(new float[] {1, 2 * 3, 2, 2 * 4}, grouped.gradient());
  }
}
