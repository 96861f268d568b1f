package dev.weft.classifier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.WeftException;
import dev.weft.calibration.Confidence;
import dev.weft.calibration.ConformalSets;
import dev.weft.calibration.Temperature;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
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
}
