package dev.weft.engine;

import static dev.weft.engine.OneOp.assertBegins;
import static dev.weft.engine.OneOp.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.model.Loss;
import dev.weft.model.Shape;
import org.junit.jupiter.api.Test;

class LossOpTest {
  @Test
  void sumsLossesAndWritesTheGradientOfTheirMean() {
    Tensor outputs = tensor(Shape.of(2), 1, 0.5f, 0, 1);
    LossOp op = new LossOp(Loss.MEAN_SQUARED_ERROR, outputs, null, false, false);
    assertEquals(0.125 + 1, op.run(2, new int[] {0, 0}, null, null, 1), 1e-6);
    assertBegins(new float[] {0, 0.25f, -0.5f, 0.5f}, outputs.gradient());
    assertEquals(1, op.correct(2, new int[] {0, 0}));
  }

  @Test
  void weightsSamples() {
    Tensor outputs = tensor(Shape.of(2), 1, 0.5f, 0, 1);
    LossOp op = new LossOp(Loss.MEAN_SQUARED_ERROR, outputs, null, false, false);
    assertEquals(2 * 0.125, op.run(2, new int[] {0, 0}, new float[] {2, 0}, null, 1), 1e-6);
    assertBegins(new float[] {0, 0.5f, 0, 0}, outputs.gradient());
  }

  @Test
  void mixesLossesOfTwoLabelsAsThatOfASoftLabel() {
    Tensor outputs = tensor(Shape.of(2), 0.8f, 0.2f);
    LossOp op = new LossOp(Loss.CATEGORICAL_CROSSENTROPY, outputs, null, false, false);
    SecondLabels second = new SecondLabels(new int[] {1}, new float[] {0.3f});
    double soft = -0.7 * Math.log(0.8) - 0.3 * Math.log(0.2);
    assertEquals(soft, op.run(1, new int[] {0}, new float[] {0.7f}, second, 1), 1e-6);
    assertBegins(new float[] {1 - 0.7f / 0.8f, 1 - 0.3f / 0.2f}, outputs.gradient());
  }
}
