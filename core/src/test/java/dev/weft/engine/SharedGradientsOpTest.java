package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.weight;

import dev.weft.model.Shape;
import org.junit.jupiter.api.Test;

class SharedGradientsOpTest {
  @Test
  void addsTheGradientsOfLaterCalls() {
    Parameter first = weight(Shape.of(2), 0, 0);
    Parameter later = first.ofLaterCall(Buffers.unshared(1));
    first.gradient()[0] = 1;
    later.gradient()[0] = 10;
    later.gradient()[1] = 20;
    SharedGradientsOp op = new SharedGradientsOp();
    op.add(first, later);
    op.backward(1);
    assertBegins(new float[] {11, 20}, first.gradient());
  }
}
