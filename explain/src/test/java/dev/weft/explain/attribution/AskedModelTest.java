package dev.weft.explain.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.weft.model.Activation;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import dev.weft.train.Model;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AskedModelTest {
  /** Probabilities of a network of one layer, whose last score is ln 3 and whose others are 0. */
  private static float[] probabilities(int units, Activation function, Loss loss) {
    Dense dense = Dense.of(units).activation(function);
    Model model = Model.compile(Sequential.of(Input.of(1, 2, 1), Flatten.of(), dense), SGD.of(0.1), loss, 1);
    float[] kernel = model.weights("dense", "kernel");
    Arrays.fill(kernel, 0);
    kernel[units - 1] = (float) Math.log(3);
    try (AskedModel asked = new AskedModel(model, 1)) {
      return asked.probabilities(asked.inputs(new byte[] {-1, -1}));
    }
  }

  @Test
  void probabilitiesAreThoseOfTheNetwork() {
    float[] expected = {0.25f, 0.75f};
    assertArrayEquals(expected, probabilities(1, Activation.SIGMOID, Loss.BINARY_CROSSENTROPY), 1e-6f);
    assertArrayEquals(expected, probabilities(1, Activation.LINEAR, new Loss.BinaryCrossentropy(true, 0)), 1e-6f);
    assertArrayEquals(expected, probabilities(2, Activation.SOFTMAX, Loss.SPARSE_CATEGORICAL_CROSSENTROPY), 1e-6f);
    float[] eachItsOwn = {0.5f, 0.75f};
    assertArrayEquals(eachItsOwn, probabilities(2, Activation.SIGMOID, Loss.BINARY_CROSSENTROPY), 1e-6f);
  }

  @Test
  void scoresOfANetworkWithoutProbabilitiesGetTheirSoftmax() {
    assertArrayEquals(new float[] {0.25f, 0.75f}, probabilities(2, Activation.LINEAR, Loss.MEAN_SQUARED_ERROR), 1e-6f);
  }
}
