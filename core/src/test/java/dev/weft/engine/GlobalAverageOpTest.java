package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.empty;
import static dev.weft.engine.OneOp.run;
import static dev.weft.engine.OneOp.tensor;

import dev.weft.model.Shape;
import org.junit.jupiter.api.Test;

class GlobalAverageOpTest {
  @Test
  void averagesChannelByChannel() {
    Tensor x = tensor(Shape.of(1, 2, 2), 1, 10, 3, 30);
    Tensor y = empty(Shape.of(2), 1);
    run(workers -> new GlobalAverageOp(x, y, workers), 1, y, 4, 8);
    assertBegins(new float[] {2, 20}, y.values());
    assertBegins(new float[] {2, 4, 2, 4}, x.gradient());
  }
}
