package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.empty;
import static dev.weft.engine.OneOp.run;
import static dev.weft.engine.OneOp.tensor;

import dev.weft.model.Activation;
import dev.weft.model.Shape;
import org.junit.jupiter.api.Test;

class SoftmaxOpTest {
  private static final float THIRD = 1 / 3f;
  private static final float LOG_2 = (float) Math.log(2);
  private final Tensor x = tensor(Shape.of(2), 0, LOG_2);
  private final Tensor y = empty(Shape.of(2), 1);

  @Test
  void isEachExponentialsPart() {
    run(workers -> new SoftmaxOp(Activation.SOFTMAX, x, y, workers), 1, y, 1, 0);
    assertBegins(new float[] {THIRD, 2 * THIRD}, y.values());
    assertBegins(new float[] {THIRD * 2 * THIRD, -THIRD * 2 * THIRD}, x.gradient());
  }

  @Test
  void orItsLogarithm() {
    run(workers -> new SoftmaxOp(Activation.LOG_SOFTMAX, x, y, workers), 1, y, 1, 0);
    assertBegins(new float[] {(float) Math.log(THIRD), (float) Math.log(2 * THIRD)}, y.values());
    assertBegins(new float[] {1 - THIRD, -2 * THIRD}, x.gradient());
  }
}
