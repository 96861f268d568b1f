package dev.weft.explain.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.keras.KerasFile;
import dev.weft.model.Shape;
import dev.weft.train.Model;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
    PixelCurves good = new PixelCurves(new double[] {1, 0}, new double[] {1, 1});
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
  }
}
