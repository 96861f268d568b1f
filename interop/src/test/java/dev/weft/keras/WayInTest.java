package dev.weft.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.WeftException;
import dev.weft.classifier.Classifier;
import dev.weft.dataset.Scaling;
import dev.weft.image.Digits;
import dev.weft.image.Ground;
import dev.weft.image.Image;
import dev.weft.image.Intake;
import dev.weft.image.Preparation;
import dev.weft.image.Resampling;
import dev.weft.image.Resize;
import dev.weft.model.Activation;
import dev.weft.model.Dense;
import dev.weft.model.Graph;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.Node;
import dev.weft.model.Rescaling;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import dev.weft.train.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WayInTest {
  private static final Graph ROW = Sequential.of(Input.of(27), Dense.of(3).activation(Activation.SOFTMAX));

  @TempDir private Path folder;

  private static KerasModel model(Scaling scaling) {
    Intake intake = new Intake(new Preparation(3, 3, 3, Resize.CROP, Resampling.AREA, Ground.WHITE), Digits.NO);
    Model model = Model.compile(ROW, SGD.of(), Loss.CATEGORICAL_CROSSENTROPY, 7).scaling(scaling);
    Metadata metadata =
        new Metadata(
            List.of("a", "b", "c"),
            "mine",
            Optional.of(intake),
            OptionalDouble.of(0.5),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    return new KerasModel(model, metadata);
  }

  @Test
  void resizingScalingAndShapeStandBeforeTheNetwork() {
    float[] scale = new float[27];
    float[] offset = new float[27];
    for (int i = 0; i < 27; i++) {
      scale[i] = 1 + i % 3;
      offset[i] = -2;
    }
    Graph network = WayIn.before(model(Scaling.of("own", scale, offset))).model().network();
    assertEquals(
        List.of("Resizing", "Rescaling", "Reshape", "Dense"),
        network.nodes().stream().map(node -> node.layer().kind()).toList());
    Node rescaling = network.nodes().get(1);
    assertEquals(new Rescaling(List.of(1.0, 2.0, 3.0), List.of(-2.0)), rescaling.layer());
  }

  @Test
  void theFileGivesTheSamePredictions() {
    byte[] pixels = new byte[40 * 30 * 3];
    new SplittableRandom(5).nextBytes(pixels);
    Image image = new Image(40, 30, 3, pixels, List.of());
    KerasFile.write(folder.resolve("a.keras"), model(Scaling.minusOneToOne(27)));
    KerasFile.export(folder.resolve("b.keras"), KerasFile.read(folder.resolve("a.keras")));
    try (Classifier before = Classifier.load(folder.resolve("a.keras"));
        Classifier after = Classifier.load(folder.resolve("b.keras"))) {
      assertEquals(before.trained().file().metadata(), after.trained().file().metadata());
      assertArrayEquals(before.classify(image).probabilities(), after.classify(image).probabilities(), 1e-6);
    }
  }

  @Test
  void aScalingOfEachPixelHasNoLayer() {
    float[] scale = new float[27];
    for (int i = 0; i < 27; i++) {
      scale[i] = i + 1;
    }
    WeftException refused =
        assertThrows(WeftException.class, () -> WayIn.before(model(Scaling.of("min_max", scale, new float[27]))));
    assertEquals(
        "Keras's Rescaling has one factor for each channel, while the scaling min_max has one for each pixel; train"
            + " with another scaling, or give Keras images that are scaled.",
        refused.getMessage());
  }
}
