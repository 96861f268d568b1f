package dev.weft.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Augmentations against Keras's layers; fixtures.py says how keras.txt was made. */
class AugmentationTest {
  private static final float TOLERANCE = 0.01f;
  private static final int TRIES = 16;

  /** A layer with arguments, and what it makes of an image. */
  record Case(
      String kind, ImageShape shape, Map<String, Object> arguments, Map<String, Object> given, float[] expected) {
    @Override
    public String toString() {
      return kind + " " + shape + " " + arguments + (given.isEmpty() ? "" : " given " + given);
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(AugmentationTest.class.getResourceAsStream("keras.txt"), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] numbers = lines.readLine().split(" ");
        float[] expected = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
          expected[i] = Float.parseFloat(numbers[i]);
        }
        String[] parts = line.split(" given ?");
        String[] words = parts[0].split(" (?![^\\[]*\\])");
        ImageShape shape =
            new ImageShape(Integer.parseInt(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]));
        Map<String, Object> given = parts.length == 1 ? Map.of() : read(parts[1].split(" (?![^\\[]*\\])"));
        cases.add(new Case(words[0], shape, read(Arrays.copyOfRange(words, 4, words.length)), given, expected));
      }
    }
    return cases;
  }

  private static Map<String, Object> read(String[] words) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (String word : words) {
      String[] sides = word.split("=");
      arguments.put(sides[0], value(sides[1]));
    }
    return arguments;
  }

  private static Object value(String text) {
    if (text.startsWith("[")) {
      return Stream.of(text.substring(1, text.length() - 1).split(" ")).map(Double::valueOf).toList();
    }
    return text.matches("-?[0-9.]+") ? (Object) Double.valueOf(text) : text;
  }

  /** Pixel i is (37 i + 11 i^2) mod 256. */
  private static float[] image(ImageShape shape) {
    float[] image = new float[shape.features()];
    for (int i = 0; i < image.length; i++) {
      image[i] = (37 * i + 11 * i * i) % 256;
    }
    return image;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void doesWhatKerasDoes(Case keras) {
    List<float[]> results =
        keras.given().isEmpty() || keras.kind().equals("RandomGrayscale")
            ? IntStream.range(0, TRIES).mapToObj(sample -> drawn(keras, sample)).toList()
            : List.of(given(keras));
    double nearest = results.stream().mapToDouble(result -> distance(keras.expected(), result)).min().orElseThrow();
    assertTrue(nearest < TOLERANCE, () -> "differs by " + nearest);
  }

  private static double distance(float[] expected, float[] found) {
    assertEquals(expected.length, found.length);
    return IntStream.range(0, expected.length).mapToDouble(i -> Math.abs(expected[i] - found[i])).max().orElseThrow();
  }

  private static float[] drawn(Case keras, int sample) {
    float[] image = image(keras.shape());
    Augmenter.of(List.of(read(keras)), keras.shape()).apply(image, 0, 1, 0, sample);
    return image;
  }

  private static Augmentation read(Case keras) {
    return Config.read(Augmentation.class, Map.of(keras.kind(), keras.arguments()));
  }

  /** With the numbers that Keras drew. */
  private static float[] given(Case keras) {
    ImageShape shape = keras.shape();
    float[] image = image(shape);
    switch (keras.kind()) {
      case "RandomContrast" -> ((RandomContrast) read(keras)).change(image, 0, shape, number(keras, "contrast"));
      case "Solarization" ->
          ((Solarization) read(keras))
              .change(image, 0, shape, (float) number(keras, "addition"), (float) number(keras, "threshold"));
      case "AutoContrast" -> AutoContrast.change(image, 0, shape, ValueRange.BYTES);
      case "Equalization" -> new Equalization(ValueRange.BYTES).change(image, 0, shape);
      case "RandomErasing" ->
          ((RandomErasing) read(keras))
              .cover(
                  image,
                  0,
                  shape,
                  number(keras, "left"),
                  number(keras, "right"),
                  number(keras, "top"),
                  number(keras, "bottom"),
                  new float[] {200, 200, 200},
                  SplitMix64.of(0));
      case "RandomPerspective" -> seenFromAside(keras, image);
      case "RandomElasticTransform" -> bent(keras, image);
      default -> throw new IllegalArgumentException(keras.kind());
    }
    return image;
  }

  private static double number(Case keras, String name) {
    return (Double) keras.given().get(name);
  }

  private static void seenFromAside(Case keras, float[] image) {
    RandomPerspective perspective = (RandomPerspective) read(keras);
    List<Double> times = (List<Double>) keras.given().get("times");
    Homography homography = new Homography(keras.shape());
    for (int corner = 0; corner < Homography.CORNERS; corner++) {
      homography.place(corner, times.get(2 * corner), times.get(2 * corner + 1));
    }
    Warp warp = new Warp(keras.shape(), FillMode.CONSTANT, perspective.fillValue(), perspective.interpolation());
    homography.readThrough(warp);
    warp.apply(image, 0);
  }

  /** The normal numbers are those that fixtures.py puts in the place of Keras's. */
  private static void bent(Case keras, float[] image) {
    RandomElasticTransform elastic = (RandomElasticTransform) read(keras);
    RandomElasticTransform.Bending bending = elastic.new Bending(keras.shape());
    double distortion = number(keras, "distortion");
    bending.scaled(distortion);
    double sigma = 0.05 * distortion * Math.min(keras.shape().height(), keras.shape().width());
    for (int i = 0; i < bending.dx.length; i++) {
      double normal = (13 * i + 7 * i * i) % 41 / 10.0 - 2;
      bending.dx[i] = (float) (normal * sigma);
      bending.dy[i] = (float) ((normal + 0.35) * sigma);
    }
    bending.apply(image, 0);
  }

  // ---- what is drawn

  /** On a ramp of 101 pixels a value says where it was read; the ranges were measured of Keras's own draws. */
  @ParameterizedTest(name = "{0} {1} draws from {2} to {3}")
  @CsvSource({
    "RandomBrightness, 0.2, -51, 51",
    "RandomBrightness, -0.2, -51, 51",
    "RandomTranslation, 0.2, -20.2, 20.2",
    "RandomZoom, 0.1, -2.5, 2.5",
    "RandomContrast, 0.2, 0, 5"
  })
  void drawsEvenlyFromItsRange(String kind, double factor, double low, double high) {
    ImageShape shape = new ImageShape(1, 101, 1);
    Augmenter augmenter = Augmenter.of(List.of(Config.read(Augmentation.class, Map.of(kind, factor))), shape);
    double[] drawn = new double[4000];
    for (int sample = 0; sample < drawn.length; sample++) {
      float[] ramp = new float[101];
      for (int i = 0; i < ramp.length; i++) {
        ramp[i] = 60 + i;
      }
      augmenter.apply(ramp, 0, 7, 3, sample);
      drawn[sample] = ramp[75] - 135;
    }
    assertEvenly(drawn, low, high);
  }

  @ParameterizedTest(name = "{0} at rate {1} changes {2} of the images")
  @CsvSource({"RandomInvert, 1, 0.5", "RandomInvert, 0.4, 0.2", "RandomErasing, 1, 0.5", "RandomGrayscale, 0.3, 0.3"})
  void changesAsOftenAsKeras(String kind, double factor, double share) {
    ImageShape shape = new ImageShape(8, 8, 3);
    Augmenter augmenter =
        Augmenter.of(List.of(Config.read(Augmentation.class, Map.of(kind, Map.of("factor", factor)))), shape);
    int changed = 0;
    for (int sample = 0; sample < 4000; sample++) {
      float[] image = image(shape);
      augmenter.apply(image, 0, 7, 3, sample);
      changed += Arrays.equals(image, image(shape)) ? 0 : 1;
    }
    assertEquals(share, changed / 4000.0, 0.03);
  }

  /** Kolmogorov and Smirnov's greatest distance from the uniform distribution, with its bound at 1 in 1000. */
  private static void assertEvenly(double[] drawn, double low, double high) {
    double[] sorted = drawn.clone();
    Arrays.sort(sorted);
    double distance = 0;
    for (int i = 0; i < sorted.length; i++) {
      double share = (sorted[i] - low) / (high - low);
      distance =
          Math.max(
              distance,
              Math.max(Math.abs(share - (double) i / sorted.length), Math.abs(share - (i + 1.0) / sorted.length)));
    }
    assertTrue(distance < 1.95 / Math.sqrt(sorted.length), "distance " + distance);
  }

  @ParameterizedTest(name = "factor {0} of {1} stands for {2} to {3}")
  @CsvSource({"0.2, around, -0.2, 0.2", "-0.2, around, -0.2, 0.2", "0.2, fromZero, 0, 0.2"})
  void oneNumberStandsForARange(double one, String reading, double low, double high) {
    Factor factor = Factor.of(one);
    assertEquals(new Range(low, high), reading.equals("around") ? factor.around() : factor.fromZero());
    assertEquals(new Range(0.1, 0.3), Factor.of(0.3, 0.1).around());
    assertEquals(new Range(0.1, 0.3), Factor.of(0.3, 0.1).fromZero());
  }

  // ---- files

  @Test
  void readsShorthands() {
    assertEquals(
        RandomTranslation.of(Factor.of(0.1)), Config.read(Augmentation.class, Map.of("RandomTranslation", 0.1)));
    assertEquals(
        RandomRotation.of(Factor.of(0.05, 0.1)),
        Config.read(Augmentation.class, Map.of("random_rotation", List.of(0.1, 0.05))));
    assertEquals(RandomGaussianBlur.of(), Config.read(Augmentation.class, "GaussianBlur"));
    assertEquals(RandomErasing.of(), Config.read(Augmentation.class, "cutout"));
    assertEquals(RandomCrop.of(4), Config.read(Augmentation.class, Map.of("RandomCrop", 4)));
  }

  @Test
  void readsWhatItWrites() {
    for (Case keras : assertions()) {
      Augmentation augmentation = read(keras);
      assertEquals(augmentation, Config.read(Augmentation.class, Config.write(augmentation)));
    }
  }

  private static List<Case> assertions() {
    try {
      return cases().stream().filter(one -> Config.kinds(Augmentation.class).contains(one.kind())).toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void saysWhichFactorIsWrong() {
    ConfigException wrong =
        assertThrows(ConfigException.class, () -> Config.read(Augmentation.class, Map.of("RandomRotation", 30)));
    assertEquals(
        "RandomRotation: 'factor' must be a number or [lower, upper], each from -1 to 1; received 30.",
        wrong.getMessage());
  }

  @Test
  void colourNeedsThreeChannels() {
    IllegalArgumentException wrong =
        assertThrows(IllegalArgumentException.class, () -> RandomHue.of(Factor.of(0.1)).on(new ImageShape(28, 28, 1)));
    assertEquals("RandomHue needs images of three channels, red, green and blue; received 1.", wrong.getMessage());
  }

  @Test
  void cropsOfAnotherSizeAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Config.read(Augmentation.class, Map.of("RandomCrop", Map.of("height", 24, "width", 24)))
                .on(new ImageShape(32, 32, 3)));
  }

  @Test
  void aCropIsTheImageShiftedOverItsPadding() {
    ImageShape shape = new ImageShape(3, 3, 1);
    Augmenter augmenter = Augmenter.of(List.of(RandomCrop.of(1)), shape);
    boolean[] places = new boolean[9];
    for (int sample = 0; sample < 200; sample++) {
      float[] image = {0, 0, 0, 0, 1, 0, 0, 0, 0};
      augmenter.apply(image, 0, 1, 0, sample);
      for (int i = 0; i < image.length; i++) {
        places[i] |= image[i] == 1;
      }
    }
    assertArrayEquals(new boolean[] {true, true, true, true, true, true, true, true, true}, places);
  }
}
