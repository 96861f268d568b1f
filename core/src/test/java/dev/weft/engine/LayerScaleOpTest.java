package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.empty;
import static dev.weft.engine.OneOp.run;
import static dev.weft.engine.OneOp.tensor;
import static dev.weft.engine.OneOp.weight;

import dev.weft.model.Shape;
import org.junit.jupiter.api.Test;

class LayerScaleOpTest {
  @Test
  void multipliesEachChannelByItsFactor() {
    Tensor x = tensor(Shape.of(2, 2), 1, 2, 3, 4);
    Tensor y = empty(Shape.of(2, 2), 1);
    Parameter gamma = weight(Shape.of(2), 10, 100);
    run(workers -> new LayerScaleOp(x, y, 1, gamma, workers), 1, y, 1, 1, 2, 2);
    assertBegins(new float[] {10, 200, 30, 400}, y.values());
    assertBegins(new float[] {10, 100, 20, 200}, x.gradient());
    assertBegins(new float[] {1 + 2 * 3, 2 + 2 * 4}, gamma.gradient());
  }
}
