package dev.weft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.model.Initializer;
import dev.weft.model.Regularizer;
import dev.weft.model.Shape;
import dev.weft.model.Weight;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdaptiveClippingTest {
  private static Parameter parameter(Shape shape, double gradients) {
    Random random = new Random(1);
    Weight weight = new Weight("kernel", shape, new Initializer.Zeros(), Regularizer.NONE, true);
    Variable variable = new Variable("layer", weight, new float[shape.elements()]);
    Parameter parameter = Parameter.of(variable, true);
    for (int i = 0; i < variable.values().length; i++) {
      variable.values()[i] = (float) random.nextGaussian();
      parameter.gradient()[i] = (float) (gradients * random.nextGaussian() * (1 + i % 3));
    }
    return parameter;
  }

  private static double norm(float[] values, int unit, int units, int length) {
    double sum = 0;
    for (int i = unit; i < length; i += units) {
      sum += (double) values[i] * values[i];
    }
    return Math.sqrt(sum);
  }

  /** The rule of Brock and others, 2021: {@code g limit max(|w|, 0.001) / |g|} where |g| is above that. */
  @Test
  void theGradientOfEachUnitIsAtMostAPartOfItsWeights() {
    for (Shape shape : new Shape[] {Shape.of(5, 3), Shape.of(3, 3, 2, 3), Shape.of(7)}) {
      Parameter parameter = parameter(shape, 0.3);
      int length = shape.elements();
      int units = shape.rank() == 1 ? 1 : shape.last();
      float[] before = parameter.gradient().clone();
      new AdaptiveClipping(parameter).clip(0.5);
      for (int unit = 0; unit < units; unit++) {
        double most = 0.5 * norm(parameter.values(), unit, units, length);
        double norm = norm(before, unit, units, length);
        double scale = norm > most ? most / norm : 1;
        for (int i = unit; i < length; i += units) {
          assertEquals(before[i] * scale, parameter.gradient()[i], 1e-6);
        }
      }
    }
  }

  @Test
  void smallGradientsStay() {
    Parameter parameter = parameter(Shape.of(5, 3), 1e-3);
    float[] before = parameter.gradient().clone();
    new AdaptiveClipping(parameter).clip(0.5);
    for (int i = 0; i < before.length; i++) {
      assertEquals(before[i], parameter.gradient()[i]);
    }
  }
}
