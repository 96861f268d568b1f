package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.empty;
import static dev.weft.engine.OneOp.run;
import static dev.weft.engine.OneOp.tensor;
import static dev.weft.engine.OneOp.weight;

import dev.weft.model.Conv2D;
import dev.weft.model.Shape;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PooledConvolutionOpTest {
  private static final int FILTERS = 16;

  /** Filter f is f times the middle of the window, so that the largest of the four middles is found. */
  @Test
  void isAConvolutionOf3x3AndItsPooling() {
    Tensor x = tensor(Shape.of(4, 4, 1), 0, 0, 0, 0, 0, 1, 2, 0, 0, 4, 3, 0, 0, 0, 0, 0);
    Tensor y = empty(Shape.of(1, 1, FILTERS), 1);
    Parameter kernel = weight(Shape.of(3, 3, 1, FILTERS), new float[9 * FILTERS]);
    float[] expected = new float[FILTERS];
    for (int f = 0; f < FILTERS; f++) {
      kernel.values()[4 * FILTERS + f] = f;
      expected[f] = 4 * f;
    }
    float[] gradient = new float[FILTERS];
    gradient[1] = 10;
    run(
        workers ->
            new PooledConvolutionOp(Conv2D.of(FILTERS, 3), x, y, Buffers.unshared(1), kernel, null, null, workers),
        1,
        y,
        gradient);
    assertBegins(expected, y.values());
    float[] ofFilter1 = new float[9];
    IntStream.range(0, 9).forEach(pixel -> ofFilter1[pixel] = kernel.gradient()[pixel * FILTERS + 1]);
    assertBegins(new float[] {0, 10, 20, 0, 40, 30, 0, 0, 0}, ofFilter1);
  }
}
