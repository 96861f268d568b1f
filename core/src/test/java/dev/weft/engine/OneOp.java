package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.weft.model.Initializer;
import dev.weft.model.Regularizer;
import dev.weft.model.Shape;
import dev.weft.model.Weight;
import java.util.Arrays;
import java.util.function.Function;

/** Small tensors and weights for the test of an op by itself, whose numbers can be worked out by hand. */
final class OneOp {
  private static final float TOLERANCE = 1e-5f;

  private OneOp() {}

  /** A batch of values, with a gradient. */
  static Tensor tensor(Shape shape, float... values) {
    Tensor tensor = empty(shape, values.length / shape.elements());
    System.arraycopy(values, 0, tensor.values(), 0, values.length);
    return tensor;
  }

  static Tensor empty(Shape shape, int batch) {
    return Buffers.unshared(batch).tensor(shape, true);
  }

  static Parameter weight(Shape shape, float... values) {
    Weight weight = new Weight("weight", shape, Initializer.ZEROS, Regularizer.NONE, true);
    return Parameter.of(new Variable("layer", weight, values), true, Buffers.unshared(1));
  }

  /** Runs an op forward in training, gives its output a gradient, and runs it backward. */
  static void run(Function<WorkerPool, Op> making, int samples, Tensor y, float... gradient) {
    try (WorkerPool workers = new WorkerPool(2)) {
      Op op = making.apply(workers);
      for (int unit = 0; unit < op.packs(); unit++) {
        op.pack(unit);
      }
      op.forward(samples, true);
      System.arraycopy(gradient, 0, y.gradient(), 0, gradient.length);
      op.backward(samples);
    }
  }

  /** The first numbers of an array, which may be longer. */
  static void assertBegins(float[] expected, float[] actual) {
    assertArrayEquals(expected, Arrays.copyOf(actual, expected.length), TOLERANCE);
  }
}
