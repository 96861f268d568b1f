package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.run;
import static dev.weft.engine.OneOp.tensor;

import dev.weft.model.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class FanOutOpTest {
  @Test
  void addsTheGradientsOfAllReaders() {
    Tensor value = tensor(Shape.of(2), 7, 8);
    Tensor first = Buffers.unshared(1).withOwnGradient(value);
    Tensor second = Buffers.unshared(1).withOwnGradient(value);
    second.gradient()[0] = 10;
    second.gradient()[1] = 20;
    run(workers -> new FanOutOp(value, List.of(first, second), workers), 1, first, 1, 2);
    assertBegins(new float[] {11, 22}, value.gradient());
  }
}
