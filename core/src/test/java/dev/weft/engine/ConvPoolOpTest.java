package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.empty;
import static dev.weft.engine.OneOp.run;
import static dev.weft.engine.OneOp.tensor;
import static dev.weft.engine.OneOp.weight;

import dev.weft.model.Conv2D;
import dev.weft.model.MaxPooling2D;
import dev.weft.model.Shape;
import dev.weft.model.Size;
import org.junit.jupiter.api.Test;

class ConvPoolOpTest {
  /** Windows of 1x2 make 12, 23, 45 and 56; of these the pooling takes 56. */
  @Test
  void isAConvolutionAndItsPooling() {
    Tensor x = tensor(Shape.of(2, 3, 1), 1, 2, 3, 4, 5, 6);
    Tensor y = empty(Shape.of(1, 1, 1), 1);
    Parameter kernel = weight(Shape.of(1, 2, 1, 1), 10, 1);
    Parameter bias = weight(Shape.of(1), 0.5f);
    Conv2D layer = Conv2D.of(1, Size.of(1, 2));
    Shape between = layer.outputShape(x.shape());
    run(
        workers -> new ConvPoolOp(layer, between, MaxPooling2D.of(2), x, y, Buffers.unshared(1), kernel, bias, workers),
        1,
        y,
        2);
    assertBegins(new float[] {56.5f}, y.values());
    assertBegins(new float[] {10, 12}, kernel.gradient());
    assertBegins(new float[] {2}, bias.gradient());
  }
}
