package dev.weft.explain.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Input;
import dev.weft.model.Layer;
import dev.weft.model.Loss;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import dev.weft.model.Shape;
import dev.weft.train.Model;
import org.junit.jupiter.api.Test;

class GradCamTest {
  private static final Shape IMAGE = Shape.of(2, 3, 1);

  /** What the pixels become: 0, 0.2 and so on to 1. */
  private static final byte[] PIXELS = {0, 51, 102, (byte) 153, (byte) 204, (byte) 255};

  /**
   * Two filters, the pixel and one minus the pixel; the score of class 1 is 6 times the mean of the first minus 3 times
   * that of the second.
   */
  private static Model handmade(Layer... end) {
    Layer[] layers = new Layer[2 + end.length];
    layers[0] = Input.of(2, 3, 1);
    layers[1] = Conv2D.of(2, 1);
    System.arraycopy(end, 0, layers, 2, end.length);
    Model model = Model.compile(Sequential.of(layers), SGD.of(0.1), Loss.MEAN_SQUARED_ERROR, 1);
    set(model.weights("conv2d", "kernel"), 1, -1);
    set(model.weights("conv2d", "bias"), 0, 1);
    return model;
  }

  private static void set(float[] weights, float... values) {
    System.arraycopy(values, 0, weights, 0, values.length);
  }

  private static Model averaged() {
    Model model = handmade(GlobalAveragePooling2D.of(), Dense.of(2));
    set(model.weights("dense", "kernel"), 0, 6, 0, -3);
    return model;
  }

  @Test
  void filtersCountByTheirMeanGradient() {
    try (ScoredNetwork network = ScoredNetwork.of(averaged(), IMAGE, 1)) {
      float[] expected = new float[6]; // gradients of each place: 6 / 6 and -3 / 6
      for (int i = 0; i < 6; i++) {
        expected[i] = Math.max(0, 1 * 0.2f * i - 0.5f * (1 - 0.2f * i));
      }
      assertArrayEquals(expected, GradCam.of().coarse(network, PIXELS, 1), 1e-6f);
      assertArrayEquals(expected, GradCam.of().attribute(network, PIXELS, 1).map(), 1e-6f);
    }
  }

  /** The first filter's outputs sum to 3: each positive gradient g = 1 weighs 1 / (2 + 3), and there are 6. */
  @Test
  void gradCamPlusPlusWeighsPositiveGradientsByTheirPlaces() {
    try (ScoredNetwork network = ScoredNetwork.of(averaged(), IMAGE, 1)) {
      float[] expected = new float[6];
      for (int i = 0; i < 6; i++) {
        expected[i] = 6f / 5 * 0.2f * i;
      }
      assertArrayEquals(expected, GradCam.plusPlus().coarse(network, PIXELS, 1), 1e-6f);
    }
  }

  /** Small gradients, as behind a mean over many places, must not vanish beside a constant. */
  @Test
  void gradCamPlusPlusOfSmallGradientsIsThatOfGradCam() {
    Model model = handmade(Flatten.of(), Dense.of(2));
    float[] kernel = model.weights("dense", "kernel");
    java.util.Arrays.fill(kernel, 0);
    for (int place = 0; place < 6; place++) {
      kernel[(place * 2) * 2 + 1] = 1e-6f;
      kernel[(place * 2 + 1) * 2 + 1] = 3e-6f;
    }
    try (ScoredNetwork network = ScoredNetwork.of(model, IMAGE, 1)) {
      float[] mean = GradCam.of().coarse(network, PIXELS, 1);
      float[] plus = GradCam.plusPlus().coarse(network, PIXELS, 1);
      for (int i = 0; i < 6; i++) {
        assertEquals(3 * mean[i], plus[i], 1e-9); // 6 places times g / 2, beside the mean g
      }
    }
  }

  @Test
  void aNodeWithoutPlacesIsRefused() {
    try (ScoredNetwork network = ScoredNetwork.of(averaged(), IMAGE, 1)) {
      GradCam dense = new GradCam("dense", false);
      assertThrows(IllegalArgumentException.class, () -> dense.attribute(network, PIXELS, 1));
      GradCam nothing = new GradCam("nothing", false);
      assertThrows(IllegalArgumentException.class, () -> nothing.attribute(network, PIXELS, 1));
    }
  }
}
