package dev.weft.classifier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import dev.weft.WeftException;
import dev.weft.calibration.Confidence;
import dev.weft.calibration.ConformalSets;
import dev.weft.calibration.Temperature;
import dev.weft.dataset.Scaling;
import dev.weft.image.Image;
import dev.weft.keras.KerasFile;
import dev.weft.keras.KerasModel;
import dev.weft.keras.Metadata;
import dev.weft.model.Activation;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import dev.weft.train.Model;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a program asks a model file about an image. */
class ClassifierTest {
  private static final List<String> DIGITS = IntStream.range(0, 10).mapToObj(String::valueOf).toList();

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void write() {
    file = folder.resolve("model.keras");
  }

  private Classifier classifier(Graph network, List<String> names, double unsureBelow) {
    Model model = Model.compile(network, SGD.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 7);
    OptionalDouble below = unsureBelow > 0 ? OptionalDouble.of(unsureBelow) : OptionalDouble.empty();
    KerasFile.write(
        file,
        new KerasModel(
            model, new Metadata(names, "", Optional.empty(), below, Optional.empty(), Optional.empty(), Map.of())));
    return Classifier.load(file);
  }

  private static Graph network(int side, int channels, int classes) {
    return Sequential.of(
        Input.of(side, side, channels), Flatten.of(), Dense.of(classes).activation(Activation.SOFTMAX));
  }

  /** A dark stroke on light paper, upright, 120 x 90. */
  private static Image photograph() {
    byte[] pixels = new byte[120 * 90];
    Arrays.fill(pixels, (byte) 220);
    for (int y = 30; y < 90; y++) {
      Arrays.fill(pixels, y * 90 + 40, y * 90 + 47, (byte) 40);
    }
    return new Image(120, 90, 1, pixels, List.of());
  }

  @Test
  void probabilitiesAreCalibratedWhereTheFileSaysHow() {
    Model model = Model.compile(network(8, 3, 3), SGD.of(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, 7);
    Confidence confidence =
        new Confidence(
            100,
            new Temperature(20),
            Optional.empty(),
            List.of(new ConformalSets(ConformalSets.Method.LAC, 0.9, List.of(1.0))),
            List.of(),
            OptionalDouble.of(0.9));
    Metadata metadata =
        new Metadata(
            List.of("a", "b", "c"),
            "",
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.of(confidence),
            Optional.empty(),
            Map.of());
    KerasFile.write(file, new KerasModel(model, metadata));
    try (Classifier classifier = Classifier.load(file);
        Classifier raw = Classifier.load(file, ClassifierOptions.of().raw(true))) {
      Classification answer = classifier.classify(photograph());
      Classification given = raw.classify(photograph());
      assertEquals(given.best().name(), answer.best().name());
      assertEquals(1 / 3.0, answer.best().probability(), 0.05);
      assertTrue(given.best().probability() > answer.best().probability(), given + " " + answer);
      assertEquals(3, answer.set().size());
      assertTrue(answer.toString().endsWith(" (unsure; cannot tell)"), answer.toString());
      assertEquals(List.of(), given.set());
      assertFalse(given.isUnsure());
    }
  }

  @Test
  void theLikeliestClassIsNamedWithItsProbability() {
    try (Classifier shapes = classifier(network(8, 3, 2), List.of("square", "circle"), 0)) {
      Classification answer = shapes.classify(photograph());
      assertEquals(1, answer.probabilities()[0] + answer.probabilities()[1], 1e-6);
      int best = answer.probabilities()[0] >= answer.probabilities()[1] ? 0 : 1;
      assertEquals(List.of("square", "circle").get(best), answer.best().name());
      assertEquals(answer.probabilities()[best], answer.best().probability(), 0);
      assertEquals(8 * 8 * 3, answer.seen().length);
      assertFalse(answer.isUnsure());
      assertTrue(answer.toString().matches("(square|circle) [0-9.]+%"), answer.toString());
    }
  }

  @Test
  void belowTheProbabilityOfTheFileItIsUnsure() {
    try (Classifier shapes = classifier(network(8, 1, 3), List.of("square", "circle", "ring"), 1)) {
      Image black = new Image(8, 8, 1, new byte[64], List.of());
      Classification answer = shapes.classify(black);
      assertTrue(answer.isUnsure());
      assertTrue(answer.toString().endsWith("(unsure)"), answer.toString());
    }
  }

  @Test
  void aPhotographIsReadAsADigitWhereAFileThatSaysNothingMayHaveLearnedThemAndANoteSaysSo() {
    try (Classifier digits = classifier(network(28, 1, 10), DIGITS, 0)) {
      Classification answer = digits.classify(photograph());
      assertEquals(1, answer.notes().size());
      assertTrue(answer.notes().getFirst().contains("handwritten digits are assumed"), answer.notes().getFirst());
      assertEquals(0, answer.seen()[0], "the paper is black");
    }
  }

  @Test
  void otherClassNamesAreNoDigits() {
    List<String> letters = IntStream.range(0, 10).mapToObj(i -> String.valueOf((char) ('a' + i))).toList();
    try (Classifier others = classifier(network(28, 1, 10), letters, 0)) {
      Classification answer = others.classify(photograph());
      assertEquals(List.of(), answer.notes());
      assertEquals(220, answer.seen()[0] & 0xff, "the paper is as it was");
    }
  }

  @Test
  void manyThreadsMayAsk() {
    try (Classifier shapes = classifier(network(8, 1, 3), List.of("a", "b", "c"), 0)) {
      double[] alone = shapes.classify(photograph()).probabilities();
      IntStream.range(0, 64)
          .parallel()
          .forEach(i -> assertArrayEquals(alone, shapes.classify(photograph()).probabilities()));
    }
  }

  @Test
  void aNetworkOfOtherThingsThanImagesIsRefused() {
    WeftException refused =
        assertThrows(
            WeftException.class, () -> classifier(Sequential.of(Input.of(5), Dense.of(3)), List.of("a", "b", "c"), 0));
    assertEquals(file + " must take images (height, width, 1 or 3); it takes (5,).", refused.getMessage());
  }

  @Test
  void aFileThatIsNoImageIsAnError() throws IOException {
    Path text = Files.writeString(folder.resolve("a.png"), "text");
    try (Classifier shapes = classifier(network(8, 1, 3), List.of("a", "b", "c"), 0)) {
      assertTrue(
          assertThrows(WeftException.class, () -> shapes.classify(text)).getMessage().startsWith(text.toString()));
    }
  }

  private Classifier shapes(ClassifierOptions options) {
    classifier(network(8, 3, 3), List.of("square", "circle", "ring"), 0).close();
    return Classifier.load(file, options);
  }

  /** Noise as a PNG file; of different sizes by its number. */
  private static byte[] png(int number) {
    BufferedImage image = new BufferedImage(9 + number, 12, BufferedImage.TYPE_3BYTE_BGR);
    SplitMix64 random = SplitMix64.of(number);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, (int) random.nextLong());
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Test
  void anImageHasTheSameBitsAsBytesAsAFileAndInMemory() throws IOException {
    Path image = Files.write(folder.resolve("a.png"), png(3));
    try (Classifier shapes = shapes(ClassifierOptions.of())) {
      double[] bits = shapes.classify(png(3)).probabilities();
      assertArrayEquals(bits, shapes.classify(image).probabilities());
      assertArrayEquals(bits, shapes.classify(ImageIO.read(image.toFile())).probabilities());
    }
  }

  @Test
  void anImageHasTheSameBitsAloneInABatchAndWhileSixteenThreadsAsk() throws Exception {
    List<byte[]> images = IntStream.range(0, 70).mapToObj(ClassifierTest::png).toList();
    try (Classifier one = shapes(ClassifierOptions.of().threads(1));
        Classifier shapes = shapes(ClassifierOptions.of().threads(3));
        ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<double[]> alone = images.stream().map(image -> one.classify(image).probabilities()).toList();
      List<Classification> batch = shapes.classify(images);
      List<Future<Classification>> asked = new ArrayList<>();
      for (int round = 0; round < 5; round++) {
        images.forEach(image -> asked.add(threads.submit(() -> shapes.classify(image))));
      }
      for (int i = 0; i < images.size(); i++) {
        assertArrayEquals(alone.get(i), batch.get(i).probabilities());
      }
      for (int i = 0; i < asked.size(); i++) {
        assertArrayEquals(alone.get(i % images.size()), asked.get(i).get().probabilities());
      }
    }
  }

  /** A server has a new virtual thread for each request; buffers made anew for each would cost more than the answer. */
  @Test
  void forVirtualThreadsFewPlatformThreadsCompute() throws Exception {
    List<byte[]> images = IntStream.range(0, 70).mapToObj(ClassifierTest::png).toList();
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (Classifier shapes = shapes(ClassifierOptions.of().threads(2));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<double[]> alone = images.stream().map(image -> shapes.classify(image).probabilities()).toList();
      List<Future<Classification>> asked =
          images.stream().map(image -> threads.submit(() -> shapes.classify(image))).toList();
      for (int i = 0; i < images.size(); i++) {
        assertArrayEquals(alone.get(i), asked.get(i).get().probabilities());
      }
      long computing =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> !before.contains(thread) && thread.getName().startsWith("classifier-"))
              .count();
      assertTrue(computing >= 1 && computing <= 2, computing + " threads");
      Future<Classification> damaged = threads.submit(() -> shapes.classify(new byte[] {1, 2, 3}));
      assertInstanceOf(WeftException.class, assertThrows(ExecutionException.class, damaged::get).getCause());
    }
  }

  @Test
  void theFirstBadImageOfABatchIsNamedByItsPlace() {
    try (Classifier shapes = shapes(ClassifierOptions.of())) {
      List<byte[]> images = List.of(png(1), "text".getBytes(StandardCharsets.UTF_8), new byte[0]);
      assertEquals(
          "image 2 of 3: it must be a JPEG, PNG, GIF, BMP, TIFF or WebP image; its content is something else.",
          assertThrows(WeftException.class, () -> shapes.classify(images)).getMessage());
      assertEquals(List.of(), shapes.classify(List.of()));
    }
  }

  @Test
  void aDamagedImageIsAnError() {
    byte[] half = Arrays.copyOf(png(3), 200);
    try (Classifier shapes = shapes(ClassifierOptions.of())) {
      assertTrue(assertThrows(WeftException.class, () -> shapes.classify(half)).getMessage().endsWith("."));
    }
  }

  @Test
  void anImageOfTooManyPixelsIsRefusedBeforeItIsDecoded() throws IOException {
    try (Classifier shapes = shapes(ClassifierOptions.of().maxPixels(100))) {
      String refusal = "it may have at most 100 pixels; it has 12 x 12; scale it down first.";
      byte[] cut = Arrays.copyOf(png(3), 200); // it cannot be decoded
      assertEquals(refusal, assertThrows(WeftException.class, () -> shapes.classify(cut)).getMessage());
      Path image = Files.write(folder.resolve("a.png"), png(3));
      assertEquals(
          image + ": " + refusal, assertThrows(WeftException.class, () -> shapes.classify(image)).getMessage());
      BufferedImage memory = new BufferedImage(12, 12, BufferedImage.TYPE_BYTE_GRAY);
      assertEquals(refusal, assertThrows(WeftException.class, () -> shapes.classify(memory)).getMessage());
    }
  }

  @Test
  void theOptionsSayNamesScalingAndDoubt() {
    ClassifierOptions options =
        ClassifierOptions.of().classNames(List.of("x", "y", "z")).scaling(Scaling::minusOneToOne).unsureBelow(1);
    try (Classifier named = shapes(options);
        Classifier plain = shapes(ClassifierOptions.of())) {
      Classification answer = named.classify(png(1));
      assertTrue(answer.isUnsure());
      assertTrue(List.of("x", "y", "z").contains(answer.best().name()));
      assertFalse(Arrays.equals(answer.raw(), plain.classify(png(1)).raw()));
      assertThrows(IllegalArgumentException.class, () -> shapes(ClassifierOptions.of().classNames(List.of("x"))));
    }
  }

  @Test
  void labelsAreRanked() {
    try (Classifier shapes = shapes(ClassifierOptions.of())) {
      Classification answer = shapes.classify(png(1));
      List<Classification.Label> labels = answer.labels();
      assertEquals(answer.best(), labels.getFirst());
      assertTrue(labels.get(0).probability() >= labels.get(1).probability());
      assertTrue(labels.get(1).probability() >= labels.get(2).probability());
      labels.forEach(label -> assertEquals(answer.probabilities()[label.index()], label.probability()));
    }
  }

  @Test
  void theFolderOfARunWillDo() {
    file = folder.resolve(KerasFile.OF_RUN);
    classifier(network(8, 1, 3), List.of("a", "b", "c"), 0).close();
    try (Classifier classifier = Classifier.load(folder)) {
      assertEquals(List.of("a", "b", "c"), classifier.classNames());
    }
    WeftException none = assertThrows(WeftException.class, () -> Classifier.load(folder.resolveSibling(".")));
    assertTrue(none.getMessage().endsWith("there is no model.keras in it."), none.getMessage());
  }

  @Test
  void whoAsksWhileItIsClosedIsAnsweredOrRefused() throws Exception {
    Classifier shapes = shapes(ClassifierOptions.of().threads(2));
    double[] bits = shapes.classify(png(1)).probabilities();
    AtomicInteger refused = new AtomicInteger();
    List<Future<?>> asking = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        asking.add(
            threads.submit(() -> {
              try {
                while (true) {
                  assertArrayEquals(bits, shapes.classify(png(1)).probabilities());
                }
              } catch (IllegalStateException e) {
                refused.incrementAndGet();
                assertTrue(e.getMessage().endsWith(" is closed; load it again."), e.getMessage());
              }
            }));
      }
      shapes.close();
      shapes.close();
      for (Future<?> each : asking) {
        each.get();
      }
    }
    assertEquals(8, refused.get());
  }
}
