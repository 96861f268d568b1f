package dev.weft.explain.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import dev.weft.model.Activation;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import dev.weft.model.Shape;
import dev.weft.train.Model;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a map must be whatever the network: axioms of Sundararajan et al. (2017), with random weights and images. */
class AttributionMethodTest {
  /** Neither square nor grey. */
  private static final Shape IMAGE = Shape.of(6, 5, 3);

  private static Model model(Graph network, long seed) {
    return Model.compile(network, SGD.of(0.1), Loss.MEAN_SQUARED_ERROR, seed);
  }

  private static Model linear(long seed) {
    return model(Sequential.of(Input.of(6, 5, 3), Flatten.of(), Dense.of(4)), seed);
  }

  private static Model curved(long seed, Activation function) {
    return model(
        Sequential.of(
            Input.of(6, 5, 3),
            Conv2D.of(8, 3).activation(function),
            Flatten.of(),
            Dense.of(16).activation(function),
            Dense.of(4).activation(Activation.SOFTMAX)),
        seed);
  }

  private static byte[] image(long seed) {
    byte[] pixels = new byte[IMAGE.elements()];
    SplitMix64 random = SplitMix64.of(seed);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random.nextInt(256);
    }
    return pixels;
  }

  private static float[] weightsOf(Model linear, int label) {
    float[] kernel = linear.weights("dense", "kernel");
    float[] weights = new float[IMAGE.elements()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = kernel[i * 4 + label];
    }
    return weights;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aLinearScoreIsSharedOutExactly(long seed) {
    Model model = linear(seed);
    byte[] pixels = image(seed);
    try (ScoredNetwork network = ScoredNetwork.of(model, IMAGE, 2)) {
      float[] weights = weightsOf(model, 2);
      assertArrayEquals(weights, new InputGradient().attribute(network, pixels, 2).values());
      assertArrayEquals(weights, SmoothGrad.of().attribute(network, pixels, 2).values(), 1e-6f);
      float[] inputs = network.inputs(pixels);
      float[] ground = network.inputs(Ground.BORDER.of(pixels, IMAGE));
      float[] shares = new float[weights.length];
      float[] ofPixels = new float[30];
      for (int i = 0; i < shares.length; i++) {
        shares[i] = weights[i] * (inputs[i] - ground[i]);
        ofPixels[i / 3] += shares[i];
      }
      Attribution integrated = new IntegratedGradients(3, Ground.BORDER).attribute(network, pixels, 2);
      assertArrayEquals(shares, integrated.values(), 1e-6f);
      assertArrayEquals(ofPixels, integrated.map(), 1e-5f);
      assertEquals(0, integrated.difference().orElseThrow(), 1e-5);
      assertArrayEquals(ofPixels, new Occlusion(1, 1, Ground.BORDER).attribute(network, pixels, 2).map(), 1e-5f);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void integratedGradientsAddUpToTheChangeOfTheScore(long seed) {
    byte[] pixels = image(seed);
    for (Activation function : List.of(Activation.TANH, Activation.RELU)) {
      try (ScoredNetwork network = ScoredNetwork.of(curved(seed, function), IMAGE, 2)) {
        for (int label = 0; label < 4; label++) {
          double change =
              network.score(network.inputs(pixels), label) - network.score(network.inputs(new byte[90]), label);
          double error = 0;
          for (int steps : new int[] {4, 256}) {
            Attribution shares = new IntegratedGradients(steps, Ground.BLACK).attribute(network, pixels, label);
            double sum = 0;
            for (float share : shares.values()) {
              sum += share;
            }
            error = sum - change;
            assertEquals(error, shares.difference().orElseThrow(), 1e-5);
          }
          assertEquals(0, error, function == Activation.TANH ? 1e-4 : 2e-2, function + " of class " + label);
        }
      }
    }
  }

  /** Sensitivity: what changes the score alone gets all of the change, and what the network does not read gets none. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void onlyWhatDiffersFromTheGroundHasAShare(long seed) {
    SplitMix64 random = SplitMix64.of(seed);
    int changed = random.nextInt(90);
    byte[] pixels = new byte[90];
    pixels[changed] = (byte) 255;
    try (ScoredNetwork network = ScoredNetwork.of(curved(seed, Activation.TANH), IMAGE, 2)) {
      float[] shares = new IntegratedGradients(64, Ground.BLACK).attribute(network, pixels, 1).values();
      double change = network.score(network.inputs(pixels), 1) - network.score(network.inputs(new byte[90]), 1);
      assertTrue(Math.abs(change) > 1e-3);
      for (int i = 0; i < 90; i++) {
        assertEquals(i == changed ? change : 0, shares[i], 1e-4);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatTheNetworkDoesNotReadHasNoShare(long seed) {
    Model model = linear(seed);
    float[] kernel = model.weights("dense", "kernel");
    for (int i = 0; i < 12; i++) {
      kernel[i] = 0; // the first pixel's three channels
    }
    byte[] pixels = image(seed);
    try (ScoredNetwork network = ScoredNetwork.of(model, IMAGE, 2)) {
      for (AttributionMethod method :
          List.of(new InputGradient(), SmoothGrad.of(), IntegratedGradients.of(), new Occlusion(1, 1, Ground.MEAN))) {
        assertEquals(0, method.attribute(network, pixels, 3).map()[0], 1e-6, method.title());
      }
    }
  }

  /** Without a largest and a smallest number there is no noise, and without a colour of its own nothing to cover. */
  @ParameterizedTest
  @ValueSource(ints = {0, 77, 255})
  void anImageOfOneColourIsExplained(int value) {
    byte[] pixels = new byte[90];
    java.util.Arrays.fill(pixels, (byte) value);
    try (ScoredNetwork network = ScoredNetwork.of(curved(1, Activation.RELU), IMAGE, 2)) {
      float[] gradient = new InputGradient().attribute(network, pixels, 0).map();
      assertArrayEquals(gradient, SmoothGrad.of().attribute(network, pixels, 0).map(), 1e-6f);
      assertArrayEquals(new float[30], IntegratedGradients.of().attribute(network, pixels, 0).map());
      assertArrayEquals(new float[30], Occlusion.of(IMAGE).attribute(network, pixels, 0).map());
    }
  }
}
