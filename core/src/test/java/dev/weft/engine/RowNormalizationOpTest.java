package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.empty;
import static dev.weft.engine.OneOp.run;
import static dev.weft.engine.OneOp.tensor;
import static dev.weft.engine.OneOp.weight;

import dev.weft.model.LayerNormalization;
import dev.weft.model.Shape;
import org.junit.jupiter.api.Test;

class RowNormalizationOpTest {
  /** Mean 2 and variance 1: the row 1, 3 becomes -1, 1. */
  @Test
  void normalizesEachRow() {
    Tensor x = tensor(Shape.of(2, 2), 1, 3, 10, 30);
    Tensor y = empty(Shape.of(2, 2), 1);
    Parameter gamma = weight(Shape.of(2), 2, 3);
    Parameter beta = weight(Shape.of(2), 0.5f, 0);
    LayerNormalization layer = LayerNormalization.of().epsilon(1e-12);
    run(workers -> RowNormalizationOp.of(layer, x, y, 1, gamma, beta, workers), 1, y, 1, 0, 0, 1);
    assertBegins(new float[] {-1.5f, 3, -1.5f, 3}, y.values());
    assertBegins(new float[] {-1, 1}, gamma.gradient());
    assertBegins(new float[] {1, 1}, beta.gradient());
    assertBegins(new float[] {0, 0, 0, 0}, x.gradient());
  }
}
