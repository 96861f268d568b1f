package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.empty;
import static dev.weft.engine.OneOp.run;
import static dev.weft.engine.OneOp.tensor;
import static dev.weft.engine.OneOp.weight;

import dev.weft.model.BatchNormalization;
import dev.weft.model.Shape;
import org.junit.jupiter.api.Test;

class BatchNormalizationOpTest {
  /** Means 2 and 20, variances 1 and 100. */
  @Test
  void normalizesEachChannelOverTheBatch() {
    Tensor x = tensor(Shape.of(2), 1, 10, 3, 30);
    Tensor y = empty(Shape.of(2), 2);
    Parameter gamma = weight(Shape.of(2), 2, 3);
    Parameter beta = weight(Shape.of(2), 0.5f, 0);
    Parameter mean = weight(Shape.of(2), 0, 0);
    Parameter variance = weight(Shape.of(2), 1, 1);
    BatchNormalization layer = BatchNormalization.of().momentum(0.5).epsilon(1e-12);
    run(
        workers ->
            new BatchNormalizationOp(
                layer,
                false,
                x,
                y,
                Buffers.unshared(2),
                new NormalizationFactors.Weights(gamma, beta, mean, variance),
                BatchNormalizationOp.Behind.NOTHING,
                workers),
        2,
        y,
        1,
        0,
        0,
        1);
    assertBegins(new float[] {-1.5f, -3, 2.5f, 3}, y.values());
    assertBegins(new float[] {-1, 1}, gamma.gradient());
    assertBegins(new float[] {1, 1}, beta.gradient());
    assertBegins(new float[] {1, 10}, mean.values());
    assertBegins(new float[] {1, 50.5f}, variance.values());
  }
}
