package dev.weft.explain.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import dev.weft.keras.KerasFile;
import dev.weft.model.Activation;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.GlobalMaxPooling2D;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import dev.weft.model.Shape;
import dev.weft.train.Model;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class MapCheckerTest {
  private static final Path KERAS = Path.of("../interop/src/test/resources/dev/weft/keras");
  private static final Shape IMAGE = Shape.of(28, 28, 1);

  /** The first test image of MNIST, a seven. */
  private static byte[] seven() throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(KERAS.resolve("mnist-20-idx3-ubyte.gz")))) {
      in.skipNBytes(16);
      return in.readNBytes(784);
    }
  }

  @Test
  void integratedGradientsOfATrainedNetworkPass() throws IOException {
    Model model = KerasFile.read(KERAS.resolve("b-cnn.keras")).model();
    byte[] pixels = seven();
    try (ScoredNetwork network = ScoredNetwork.of(model, IMAGE, 2);
        AskedModel asked = new AskedModel(model, 2);
        MapChecker checker = MapChecker.of(model, asked, IMAGE, 1, 2)) {
      MapChecker.Noise noise = checker.noise(pixels, Ground.BLACK, 1);
      Attribution map = IntegratedGradients.of().attribute(network, pixels, 7);
      MapCheck check = checker.check(List.of(map), pixels, noise).getFirst();
      assertTrue(check.passes(), check.toString());
      assertTrue(check.curves().deletionArea() < check.deletionOfNoise() - 0.1, check.toString());
      assertTrue(check.curves().insertionArea() > check.insertionOfNoise() + 0.1, check.toString());
      assertEquals("", check.failure());
    }
  }

  @Test
  void aMapThatSaysNothingIsNoBetterThanNoise() throws IOException {
    Model model = KerasFile.read(KERAS.resolve("b-cnn.keras")).model();
    byte[] pixels = seven();
    try (AskedModel asked = new AskedModel(model, 2);
        MapChecker checker = MapChecker.of(model, asked, IMAGE, 1, 2)) {
      MapChecker.Noise noise = checker.noise(pixels, Ground.BLACK, 1);
      Attribution nothing = Attribution.of(new InputGradient(), 7, IMAGE, new float[784], new float[784]);
      MapCheck check = checker.check(List.of(nothing), pixels, noise).getFirst();
      assertFalse(check.beatsNoise(), check.toString());
      assertTrue(check.failure().startsWith("it orders pixels no better than noise"), check.failure());
    }
  }

  @Test
  void aMapLikeThatOfRandomWeightsFails() {
    PixelCurves good = new PixelCurves(new double[] {1, 0}, new double[] {1, 1}, 9);
    MapCheck check = new MapCheck(good, 0.5, 0.5, 0, 19, 0.9);
    assertFalse(check.passes());
    assertEquals("a network with random weights gives nearly the same map.", check.failure());
    assertTrue(new MapCheck(good, 0.5, 0.5, 0, 19, 0.3).passes());
  }

  @Test
  void rankCorrelationIsSpearmans() {
    float[] a = {1, 2, 3, 4};
    assertEquals(1, MapChecker.rankCorrelation(a, new float[] {10, 20, 25, 99}), 1e-12);
    assertEquals(-1, MapChecker.rankCorrelation(a, new float[] {4, 3, 2, 1}), 1e-12);
    assertEquals(0.9486832980505138, MapChecker.rankCorrelation(a, new float[] {1, 2, 2, 3}), 1e-12); // scipy
    assertEquals(0, MapChecker.rankCorrelation(a, new float[4]));
    assertEquals(0, MapChecker.rankCorrelation(a, new float[] {2, Float.NaN, 1, 3}), 0.5, "a map of no numbers ends");
  }

  /**
   * A network whose score of class 1 is how white the whitest 3 by 3 pixels are beyond three quarters, and images of
   * noise with one white patch: the patch alone decides.
   */
  private static final class Patches implements AutoCloseable {
    private static final Shape IMAGE = Shape.of(16, 20, 1);
    private final SplitMix64 random = SplitMix64.of(5);
    private final AskedModel asked;
    private final MapChecker checker;
    private byte[] pixels;
    private float[] truth;

    Patches() {
      Model model =
          Model.compile(
              Sequential.of(
                  Input.of(16, 20, 1),
                  Conv2D.of(1, 3).activation(Activation.RELU),
                  GlobalMaxPooling2D.of(),
                  Dense.of(2).activation(Activation.SOFTMAX)),
              SGD.of(0.1),
              Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
              1);
      Arrays.fill(model.weights("conv2d", "kernel"), 1 / 9f);
      model.weights("conv2d", "bias")[0] = -0.75f;
      System.arraycopy(new float[] {0, 40}, 0, model.weights("dense", "kernel"), 0, 2);
      asked = new AskedModel(model, 2);
      checker = MapChecker.of(model, asked, IMAGE, 1, 2);
    }

    void nextImage() {
      pixels = new byte[IMAGE.elements()];
      truth = new float[pixels.length];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) random.nextInt(128);
      }
      int top = random.nextInt(14);
      int left = random.nextInt(18);
      for (int i = 0; i < 9; i++) {
        int at = (top + i / 3) * 20 + left + i % 3;
        pixels[at] = (byte) 255;
        truth[at] = 1;
      }
    }

    float[] noise() {
      float[] map = new float[IMAGE.elements()];
      for (int i = 0; i < map.length; i++) {
        map[i] = random.nextInt(1000);
      }
      return map;
    }

    /** How much a pixel differs from the next two. */
    float[] edges() {
      float[] map = new float[IMAGE.elements()];
      for (int i = 0; i < map.length - 20; i++) {
        int value = pixels[i] & 0xff;
        map[i] = Math.abs(value - (pixels[i + 1] & 0xff)) + Math.abs(value - (pixels[i + 20] & 0xff));
      }
      return map;
    }

    MapCheck check(float[] map, float[] ofRandom) {
      return checker.check(1, map, ofRandom, checker.noise(pixels, Ground.BORDER, random.nextLong()));
    }

    @Override
    public void close() {
      checker.close();
      asked.close();
    }
  }

  @Test
  void theTruthPassesAndFakesFail() {
    int images = 30;
    int[] passed = new int[4];
    try (Patches patches = new Patches()) {
      for (int i = 0; i < images; i++) {
        patches.nextImage();
        passed[0] += patches.check(patches.truth, patches.noise()).passes() ? 1 : 0;
        passed[1] += patches.check(patches.noise(), patches.noise()).passes() ? 1 : 0;
        passed[2] += patches.check(patches.edges(), patches.edges()).passes() ? 1 : 0;
        passed[3] += patches.check(new float[320], patches.noise()).passes() ? 1 : 0;
      }
    }
    assertTrue(passed[0] >= 27, "the truth passes " + passed[0]);
    assertTrue(passed[1] <= 5, "noise passes " + passed[1]); // 1.5 of 30 in the mean; more than 5 once in 300 times
    assertEquals(0, passed[2], "edges do not depend on weights");
    assertEquals(0, passed[3], "a map that is the same everywhere says nothing");
  }
}
