package dev.weft.explain.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import dev.weft.model.Shape;
import dev.weft.train.Model;
import org.junit.jupiter.api.Test;

class OcclusionTest {
  private static final Shape IMAGE = Shape.of(3, 3, 1);

  /** The score of class 1 is the sum of pixel times its place, the other one's is 0. */
  private static Model places() {
    Model model =
        Model.compile(
            Sequential.of(Input.of(3, 3, 1), Flatten.of(), Dense.of(2)), SGD.of(0.1), Loss.MEAN_SQUARED_ERROR, 1);
    float[] kernel = model.weights("dense", "kernel");
    for (int i = 0; i < 9; i++) {
      kernel[2 * i] = 0;
      kernel[2 * i + 1] = i;
    }
    return model;
  }

  private static byte[] white() {
    byte[] pixels = new byte[9];
    java.util.Arrays.fill(pixels, (byte) 255);
    return pixels;
  }

  @Test
  void aPixelGetsWhatItsWindowsTakeAway() {
    try (ScoredNetwork network = ScoredNetwork.of(places(), IMAGE, 1)) {
      Occlusion single = new Occlusion(1, 1, Ground.BLACK);
      assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8}, single.attribute(network, white(), 1).map(), 1e-5f);
      Occlusion wide = new Occlusion(2, 1, Ground.BLACK);
      assertArrayEquals(new float[] {8, 12, 20, 24}, wide.drops(network, white(), 1), 1e-4f);
      assertArrayEquals(
          new float[] {8, 10, 12, 14, 16, 18, 20, 22, 24}, wide.attribute(network, white(), 1).map(), 1e-4f);
    }
  }

  @Test
  void theLastWindowMayBeCutOff() {
    try (ScoredNetwork network = ScoredNetwork.of(places(), IMAGE, 1)) {
      Occlusion occlusion = new Occlusion(2, 2, Ground.BLACK);
      assertArrayEquals(new float[] {8, 7, 13, 8}, occlusion.drops(network, white(), 1), 1e-4f);
    }
  }

  @Test
  void aGroundLikeTheImageTakesNothingAway() {
    try (ScoredNetwork network = ScoredNetwork.of(places(), IMAGE, 1)) {
      for (Ground ground : new Ground[] {Ground.BORDER, Ground.MEAN, Ground.WHITE}) {
        float[] drops = new Occlusion(2, 1, ground).drops(network, white(), 1);
        assertArrayEquals(new float[4], drops, 1e-5f, ground.key());
      }
    }
  }

  @Test
  void wrongSizesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Occlusion(0, 1, Ground.BLACK));
    assertThrows(IllegalArgumentException.class, () -> new Occlusion(2, 3, Ground.BLACK));
    try (ScoredNetwork network = ScoredNetwork.of(places(), IMAGE, 1)) {
      Occlusion occlusion = new Occlusion(1, 1, Ground.BLACK);
      assertThrows(IllegalArgumentException.class, () -> occlusion.attribute(network, new byte[8], 1));
      assertThrows(IllegalArgumentException.class, () -> new InputGradient().attribute(network, white(), 2));
    }
    assertEquals(new Occlusion(7, 3, Ground.BORDER), Occlusion.of(Shape.of(28, 30, 3)));
  }
}
