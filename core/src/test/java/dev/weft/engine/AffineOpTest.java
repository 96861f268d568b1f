package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.empty;
import static dev.weft.engine.OneOp.run;
import static dev.weft.engine.OneOp.tensor;

import dev.weft.model.Normalization;
import dev.weft.model.Rescaling;
import dev.weft.model.Shape;
import org.junit.jupiter.api.Test;

class AffineOpTest {
  @Test
  void rescales() {
    Tensor x = tensor(Shape.of(2), 1, 2, 3, 4);
    Tensor y = empty(Shape.of(2), 2);
    run(workers -> AffineOp.of(Rescaling.of(0.5, -1), x, y, workers), 2, y, 1, 2, 3, 4);
    assertBegins(new float[] {-0.5f, 0, 0.5f, 1}, y.values());
    assertBegins(new float[] {0.5f, 1, 1.5f, 2}, x.gradient());
  }

  @Test
  void normalizesByGivenMeanAndVariance() {
    Tensor x = tensor(Shape.of(2), 1, 5);
    Tensor y = empty(Shape.of(2), 1);
    run(workers -> AffineOp.of(Normalization.of(3, 4), x, y, null, null, workers), 1, y, 1, 2);
    assertBegins(new float[] {-1, 1}, y.values());
    assertBegins(new float[] {0.5f, 1}, x.gradient());
  }
}
