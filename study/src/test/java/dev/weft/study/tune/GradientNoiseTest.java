package dev.weft.study.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import dev.weft.dataset.ImageSet;
import dev.weft.model.Activation;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import dev.weft.train.Fit;
import dev.weft.train.Model;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientNoiseTest {
  private static final int SIZE = 400;

  /** Gradients of batches: a fixed gradient of square 4, and noise of trace 4 B of each image. */
  private static double[][] gradients(double scale, int batch, int count, SplitMix64 random) {
    double[][] gradients = new double[count][SIZE];
    for (double[] gradient : gradients) {
      for (int i = 0; i < SIZE; i++) {
        gradient[i] = 2 / Math.sqrt(SIZE) + Math.sqrt(4 * scale / SIZE / batch) * random.nextGaussian();
      }
    }
    return gradients;
  }

  @Test
  void findsTheScaleOfGradientsOfKnownNoise() {
    SplitMix64 random = SplitMix64.of(1);
    double sum = 0;
    int covered = 0;
    for (int i = 0; i < 100; i++) {
      GradientNoise noise = GradientNoise.of(gradients(100, 32, 16, random), 32);
      sum += noise.scale();
      covered += noise.interval().contains(100) ? 1 : 0;
    }
    assertEquals(100, sum / 100, 6);
    assertTrue(covered >= 88, covered + " of 100 intervals hold it");
  }

  @Test
  void noiseAloneHasNoEnd() {
    double[][] gradients = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
    assertEquals(Double.POSITIVE_INFINITY, GradientNoise.of(gradients, 8).scale());
  }

  /** One pixel x, one weight w, mean squared error to the label y: the gradient of an image is 2 x (w x + b - y). */
  @Test
  void takesTheGradientsOfTheNetworkAndLeavesItsWeightsAlone() {
    byte[] pixels = {10, 20, 30, 40, 50, 60};
    int[] labels = {0, 1, 0, 1, 1, 0};
    ImageSet images = ImageSet.of(pixels, labels, 1, 1, 1, List.of("a", "b"));
    Graph network = Sequential.of(Input.of(1, 1, 1), Flatten.of(), Dense.of(1).activation(Activation.SIGMOID));
    Model model = Model.compile(network, SGD.of(0.1), Loss.BINARY_CROSSENTROPY, 1);
    float w = model.variables().get(0).values()[0];
    double[][] gradients = new double[6][];
    for (int i = 0; i < 6; i++) {
      double x = (pixels[i] & 0xff) / 255.0;
      double error = 1 / (1 + Math.exp(-w * x)) - labels[i];
      gradients[i] = new double[] {error * x, error};
    }
    GradientNoise measured = GradientNoise.of(model, images, Fit.epochs(1), 1, 6, 1);
    assertEquals(GradientNoise.of(gradients, 1).scale(), measured.scale(), 1e-3 * measured.scale());
    assertEquals(w, model.variables().get(0).values()[0]);
  }
}
