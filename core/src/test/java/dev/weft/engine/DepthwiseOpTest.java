package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.empty;
import static dev.weft.engine.OneOp.run;
import static dev.weft.engine.OneOp.tensor;
import static dev.weft.engine.OneOp.weight;

import dev.weft.model.DepthwiseConv2D;
import dev.weft.model.Shape;
import dev.weft.model.Size;
import org.junit.jupiter.api.Test;

class DepthwiseOpTest {
  @Test
  void eachChannelHasItsOwnWindow() {
    Tensor x = tensor(Shape.of(1, 2, 2), 1, 2, 3, 4);
    Tensor y = empty(Shape.of(1, 1, 2), 1);
    Parameter kernel = weight(Shape.of(1, 2, 2, 1), 1, 10, 100, 1000);
    Windows windows = Windows.of(DepthwiseConv2D.of(1).kernelSize(Size.of(1, 2)), x.shape(), y.shape());
    run(
        workers ->
            new DepthwiseOp(windows, new Convolution.Operands(x, y, Buffers.unshared(1), kernel, null, null, workers)),
        1,
        y,
        1,
        2);
    assertBegins(new float[] {301, 4020}, y.values());
    assertBegins(new float[] {1, 20, 100, 2000}, x.gradient());
    assertBegins(new float[] {1, 4, 3, 8}, kernel.gradient());
  }

  @Test
  void aMultiplierRepeatsEachChannel() {
    Tensor x = tensor(Shape.of(1, 1, 2), 1, 2);
    Tensor y = empty(Shape.of(1, 1, 4), 1);
    Parameter kernel = weight(Shape.of(1, 1, 2, 2), 1, 10, 100, 1000);
    Parameter bias = weight(Shape.of(4), 0.5f, 0, 0, 0);
    Windows windows = Windows.of(DepthwiseConv2D.of(1).depthMultiplier(2), x.shape(), y.shape());
    run(
        workers ->
            new DepthwiseOp(windows, new Convolution.Operands(x, y, Buffers.unshared(1), kernel, bias, null, workers)),
        1,
        y,
        1,
        2,
        3,
        4);
    assertBegins(new float[] {1.5f, 10, 200, 2000}, y.values());
    assertBegins(new float[] {1 + 20, 300 + 4000}, x.gradient());
    assertBegins(new float[] {1, 2, 6, 8}, kernel.gradient());
    assertBegins(new float[] {1, 2, 3, 4}, bias.gradient());
  }
}
