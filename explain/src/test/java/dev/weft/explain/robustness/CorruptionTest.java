package dev.weft.explain.robustness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import dev.weft.WeftException;
import dev.weft.keras.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CorruptionTest {
  private static final Path GOLDEN = Path.of("src/test/resources/robustness/corruptions.json");

  private static final Map<String, UnaryOperator<Raster>> WAYS =
      Map.of(
          "rotated by 20", image -> Movement.rotated(image, 20),
          "scaled by 0.7", image -> Movement.scaled(image, 0.7),
          "blurred by 1.1", image -> Blur.gaussian(image, 1.1),
          "contrast 3", image -> Tone.contrast(image, 3),
          "brightness 3", image -> Tone.brightness(image, 3),
          "zoom blur 3", image -> Blur.zoom(image, 3),
          "pixelate 5", image -> Pixelation.of(image, 5),
          "jpeg of quality 30", image -> Jpeg.compressed(image, 30));

  /** Of colours, JPEG rounds each step to whole numbers, and near halves fall either way. */
  @ParameterizedTest(name = "{0}: within {1} of grey, {2} of colours")
  @CsvSource({
    "rotated by 20, 1, 1",
    "scaled by 0.7, 1, 1",
    "blurred by 1.1, 1, 1",
    "contrast 3, 1, 1",
    "brightness 3, 1, 1",
    "zoom blur 3, 1, 1",
    "pixelate 5, 1, 1",
    "jpeg of quality 30, 2, 20"
  })
  void isAsNumPySciPyScikitImageOpenCvAndPillowHaveIt(String name, int grey, int colour) throws IOException {
    Map<String, Object> all = Json.read(Files.readAllBytes(GOLDEN), GOLDEN.toString());
    for (Object one : (List<?>) all.get("images")) {
      Map<?, ?> image = (Map<?, ?>) one;
      byte[] result = WAYS.get(name).apply(raster(image)).bytes();
      List<?> expected = (List<?>) ((Map<?, ?>) image.get("expected")).get(name);
      int tolerance = (Integer) image.get("channels") == 1 ? grey : colour;
      double sum = 0;
      for (int i = 0; i < result.length; i++) {
        assertEquals((Integer) expected.get(i), result[i] & 0xff, tolerance, name + " at " + i);
        sum += Math.abs((Integer) expected.get(i) - (result[i] & 0xff));
      }
      assertEquals(0, sum / result.length, 1.5, "the mean difference");
    }
  }

  private static Raster raster(Map<?, ?> image) {
    List<?> pixels = (List<?>) image.get("pixels");
    byte[] bytes = new byte[pixels.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = ((Integer) pixels.get(i)).byteValue();
    }
    return Raster.of(
        bytes, (Integer) image.get("height"), (Integer) image.get("width"), (Integer) image.get("channels"));
  }

  /** Grey, half black and half white, or the same of colours. */
  private static Raster halves(int height, int width, int channels) {
    float[] values = new float[height * width * channels];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / channels % width < width / 2 ? 0.25f : 0.75f;
    }
    return new Raster(height, width, channels, values);
  }

  @ParameterizedTest
  @EnumSource
  void takesImagesOfAnySize(Corruption corruption) {
    for (int[] size : new int[][] {{1, 1, 1}, {1, 7, 3}, {2, 2, 4}, {33, 5, 2}, {40, 64, 3}}) {
      for (int severity = 1; severity <= Corruption.SEVERITIES; severity++) {
        Raster result = corruption.of(halves(size[0], size[1], size[2]), severity, SplitMix64.of(3));
        assertEquals(size[0] * size[1] * size[2], result.bytes().length);
        for (float value : result.values()) {
          assertTrue(Float.isFinite(value), corruption.key());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesTheImageAsItIsAndMakesTheSameAgain(Corruption corruption) {
    Raster image = halves(29, 29, 1);
    float[] before = image.values().clone();
    byte[] first = corruption.of(image, 3, SplitMix64.of(5, "one", 2)).bytes();
    assertArrayEquals(before, image.values());
    assertArrayEquals(first, corruption.of(image, 3, SplitMix64.of(5, "one", 2)).bytes());
    assertFalse(Arrays.equals(first, image.bytes()), "it must change something");
  }

  @ParameterizedTest
  @EnumSource(
      names = {"GAUSSIAN_NOISE", "SHOT_NOISE", "IMPULSE_NOISE", "BRIGHTNESS", "CONTRAST", "FOG", "SPATTER", "STRIPE"})
  void changesMoreTheSevererItIs(Corruption corruption) {
    Raster image = halves(56, 56, 1);
    double last = 0;
    for (int severity = 1; severity <= Corruption.SEVERITIES; severity++) {
      double change = 0;
      byte[] result = corruption.of(image, severity, SplitMix64.of(8)).bytes();
      for (int i = 0; i < result.length; i++) {
        change += Math.abs((result[i] & 0xff) - 255 * image.values()[i]);
      }
      assertTrue(change > last, corruption.key() + " at severity " + severity);
      last = change;
    }
  }

  @Test
  void noiseHasItsMeanAndSpread() {
    Raster image = halves(200, 200, 1).with(new float[40_000]);
    Arrays.fill(image.values(), 0.5f);
    assertEquals(0.08, spread(Noise.gaussian(image, 2, SplitMix64.of(1)), 0.5), 0.002);
    assertEquals(Math.sqrt(0.5 / 40), spread(Noise.shot(image, 2, SplitMix64.of(1)), 0.5), 0.002);
    float[] impulse = Noise.impulse(image, 3, SplitMix64.of(1)).values();
    long hit = 0;
    for (float value : impulse) {
      hit += value == 0.5f ? 0 : 1;
    }
    assertEquals(0.09, hit / 40_000.0, 0.004);
  }

  private static double spread(Raster image, double mean) {
    double sum = 0;
    double squares = 0;
    for (float value : image.values()) {
      sum += value;
      squares += (value - mean) * (value - mean);
    }
    assertEquals(mean, sum / image.values().length, 0.003);
    return Math.sqrt(squares / image.values().length);
  }

  @Test
  void aRotationByAQuarterMovesEveryPixel() {
    Raster image = new Raster(3, 3, 1, new float[] {0, 1, 0, 0, 0, 0, 0, 0, 0});
    assertEquals(1, Movement.rotated(image, 90).values()[3], 1e-6, "what was on top is on the left");
    assertEquals(1, Movement.shifted(image, 1, 1).values()[5], 1e-6);
  }

  @Test
  void fifteenAreUsualOfGreyAndOfColour() {
    for (int channels : new int[] {1, 3}) {
      assertEquals(15, new HashSet<>(Corruption.usual(channels)).size());
    }
    WeftException unknown = assertThrows(WeftException.class, () -> Corruption.named("snow"));
    assertTrue(unknown.getMessage().contains("snow"), unknown.getMessage());
  }
}
