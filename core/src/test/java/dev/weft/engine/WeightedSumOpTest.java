package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.empty;
import static dev.weft.engine.OneOp.run;
import static dev.weft.engine.OneOp.tensor;

import dev.weft.model.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightedSumOpTest {
  @Test
  void addsWhatItsWeightsSay() {
    Tensor a = tensor(Shape.of(2), 1, 2);
    Tensor b = tensor(Shape.of(2), 10, 20);
    Tensor y = empty(Shape.of(2), 1);
    run(workers -> new WeightedSumOp(List.of(a, b), new float[] {1, -1}, 2, y, workers), 1, y, 4, 8);
    assertBegins(new float[] {-4.5f, -9}, y.values());
    assertBegins(new float[] {2, 4}, a.gradient());
    assertBegins(new float[] {-2, -4}, b.gradient());
  }
}
