package dev.weft.explain.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.model.Activation;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.GlobalAveragePooling2D;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.Padding;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import dev.weft.model.Shape;
import dev.weft.train.Model;
import org.junit.jupiter.api.Test;

class ScoredNetworkTest {
  private static final Shape IMAGE = Shape.of(1, 2, 1);

  /** A network of one layer, whose score of the last class is ln 3 for a white image, and 0 for others. */
  private static Model single(int units) {
    Dense dense = Dense.of(units).activation(Activation.SIGMOID);
    Model model =
        Model.compile(Sequential.of(Input.of(1, 2, 1), Flatten.of(), dense), SGD.of(0.1), Loss.BINARY_CROSSENTROPY, 1);
    float[] kernel = model.weights("dense", "kernel");
    java.util.Arrays.fill(kernel, 0);
    kernel[units - 1] = (float) Math.log(3);
    return model;
  }

  @Test
  void aSingleScoreSpeaksForTheSecondClassAndAgainstTheFirst() {
    byte[] white = {-1, -1};
    try (ScoredNetwork network = ScoredNetwork.of(single(1), IMAGE, 1)) {
      assertEquals(2, network.classes());
      float third = (float) Math.log(3);
      assertArrayEquals(new float[] {-third, third}, network.scores(1, ScoredNetwork.of(network.inputs(white))), 1e-6f);
      assertArrayEquals(new float[] {-third, 0}, new InputGradient().attribute(network, white, 0).values(), 1e-6f);
      assertArrayEquals(new float[] {third, 0}, new InputGradient().attribute(network, white, 1).values(), 1e-6f);
    }
  }

  /** 3 channels of 200 x 200 pixels and 64 filters: too much for all samples at once. */
  @Test
  void aLargeNetworkIsAskedInParts() {
    Shape large = Shape.of(200, 200, 3);
    Conv2D wide = Conv2D.of(64, 1).padding(Padding.SAME);
    Model model =
        Model.compile(
            Sequential.of(Input.of(200, 200, 3), wide, GlobalAveragePooling2D.of(), Dense.of(2)),
            SGD.of(0.1),
            Loss.MEAN_SQUARED_ERROR,
            1);
    try (ScoredNetwork network = ScoredNetwork.of(model, large, 2)) {
      float[] image = network.inputs(new byte[large.elements()]);
      float[] scores =
          network.scores(
              9,
              (sample, into, at) -> {
                System.arraycopy(image, 0, into, at, image.length);
                into[at + sample] += 1000 * sample;
              },
              1);
      for (int sample = 0; sample < 9; sample++) {
        float[] alone = image.clone();
        alone[sample] += 1000 * sample;
        assertEquals(network.score(alone, 1), scores[sample]);
      }
    }
  }

  @Test
  void otherClassesAreRefused() {
    try (ScoredNetwork network = ScoredNetwork.of(single(2), IMAGE, 1)) {
      float[] black = network.inputs(new byte[2]);
      assertThrows(IllegalArgumentException.class, () -> network.score(black, 2));
      assertThrows(IllegalArgumentException.class, () -> network.score(black, -1));
    }
  }
}
