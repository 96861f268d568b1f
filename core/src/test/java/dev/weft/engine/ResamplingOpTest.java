package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.empty;
import static dev.weft.engine.OneOp.run;
import static dev.weft.engine.OneOp.tensor;

import dev.weft.kernel.Resampling;
import dev.weft.model.Shape;
import org.junit.jupiter.api.Test;

class ResamplingOpTest {
  /** The second output is the mean of both inputs. */
  @Test
  void mixesNumbersAlongOneAxis() {
    Resampling halfway =
        new Resampling(2, new int[] {0, 1, 3}, new int[] {0, 0, 1}, new float[] {1, 0.5f, 0.5f}, new float[2]);
    Tensor x = tensor(Shape.of(1, 2, 2), 1, 10, 3, 30);
    Tensor y = empty(Shape.of(1, 2, 2), 1);
    run(workers -> new ResamplingOp(1, halfway, x, y, workers), 1, y, 1, 2, 4, 8);
    assertBegins(new float[] {1, 10, 2, 20}, y.values());
    assertBegins(new float[] {1 + 2, 2 + 4, 2, 4}, x.gradient());
  }
}
