package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.augment.Augmentation;
import dev.weft.augment.CutMix;
import dev.weft.augment.MixUp;
import dev.weft.augment.RandomApply;
import dev.weft.augment.RandomFlip;
import dev.weft.dataset.ImageSet;
import dev.weft.model.Activation;
import dev.weft.model.Adam;
import dev.weft.model.AugmentationLayer;
import dev.weft.model.Conv2D;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Input;
import dev.weft.model.Layer;
import dev.weft.model.Sequential;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AugmentedTrainingTest {
  private static final ImageSet TRAIN = Small.images(150);
  private static final List<Augmentation> FLIPS = List.of(RandomFlip.of());

  @TempDir private Path folder;

  static List<List<Augmentation>> augmentations() {
    return List.of(FLIPS, List.of(RandomFlip.of(), MixUp.of()), List.of(CutMix.of()));
  }

  private static Model trained(Fit fit) {
    Model model = Small.model(Small.MIXED, Adam.of());
    model.fit(TRAIN, fit);
    return model;
  }

  @ParameterizedTest
  @MethodSource("augmentations")
  void givesTheSameBitsWithAnyNumberOfThreads(List<Augmentation> augment) {
    Fit fit = Fit.epochs(2).batchSize(64).augment(augment);
    List<String> one = Small.state(trained(fit.threads(1)));
    assertEquals(one, Small.state(trained(fit.threads(2))));
    assertEquals(one, Small.state(trained(fit.threads(3))));
    assertNotEquals(one, Small.state(trained(fit.threads(1).augment(List.of()))));
  }

  @ParameterizedTest
  @MethodSource("augmentations")
  void goesOnFromACheckpointAsIfNeverStopped(List<Augmentation> augment) {
    Fit fit = Fit.epochs(3).batchSize(32).augment(augment).threads(1);
    AtomicInteger steps = new AtomicInteger();
    Fit stopped = fit.checkpoint(folder.resolve("checkpoint")).stop(() -> steps.incrementAndGet() % 5 == 0);
    Model model = null;
    for (int i = 0; i < 4; i++) {
      model = trained(stopped);
    }
    assertEquals(Small.state(trained(fit)), Small.state(model));
  }

  @Test
  void changesImagesAnewInEachEpochAlsoWhereOneBatchHasThemAll() {
    ImageSet one = Small.images(3, 4);
    Fit fit = Small.fit(12, 1).augment(FLIPS);
    History history = Small.model(0).fit(one, fit);
    long losses = history.epochs().stream().map(EpochResult::loss).distinct().count();
    assertEquals(2, losses, "an image is turned over or not");
  }

  @Test
  void validationImagesStayAsTheyAre() {
    ImageSet validation = Small.images(200, 260);
    Model model = Small.model(0);
    History history = model.fit(TRAIN, Small.fit(2, 50).validation(validation).augment(FLIPS));
    assertEquals(model.evaluate(validation).loss(), history.last().valLoss(), 1e-9);
  }

  /** The weights of both images' classes multiply their share of the loss; here all are 2. */
  @Test
  void bothImagesOfAMixtureCountByTheirClassesWeights() {
    Map<Integer, Double> twice = new HashMap<>();
    IntStream.range(0, 10).forEach(label -> twice.put(label, 2.0));
    Fit mixed = Small.fit(1, 150).augment(List.of(MixUp.of()));
    double loss = Small.model(0).fit(TRAIN, mixed).last().loss();
    assertEquals(2 * loss, Small.model(0).fit(TRAIN, mixed.classWeight(twice)).last().loss(), 1e-6);
  }

  @Test
  void learnsFromMixtures() {
    Model model = Small.model(Small.DENSE, Adam.of(0.005));
    History history = model.fit(Small.images(1_500), Fit.epochs(10).augment(List.of(MixUp.of())));
    double accuracy = model.evaluate(Small.images(5_000, 5_500)).accuracy();
    assertTrue(accuracy > 0.7, "accuracy " + accuracy);
    assertTrue(history.last().accuracy() > 0.6, history.toString());
  }

  @Test
  void learnsFromBatchesThatAreMixedInOneWayOrAnother() {
    Model model = Small.model(Small.DENSE, Adam.of(0.005));
    List<Augmentation> sometimes = List.of(RandomApply.of(List.of(MixUp.of(), CutMix.of())).rate(0.8));
    model.fit(Small.images(1_500), Fit.epochs(8).augment(sometimes));
    double accuracy = model.evaluate(Small.images(5_000, 5_500)).accuracy();
    assertTrue(accuracy > 0.7, "accuracy " + accuracy);
  }

  /** A network behind these layers. */
  private static Model behind(Layer... first) {
    List<Layer> layers = new ArrayList<>(List.of(Input.of(28, 28, 1)));
    layers.addAll(List.of(first));
    layers.addAll(List.of(Conv2D.of(3, 5).strides(3), Flatten.of(), Dense.of(10).activation(Activation.SOFTMAX)));
    return Small.model(Sequential.of(layers.toArray(Layer[]::new)), Adam.of());
  }

  private static Model behindFlipAndRotation() {
    return behind(
        new AugmentationLayer("RandomFlip", Map.of("mode", "horizontal", "data_format", "channels_last")),
        new AugmentationLayer("RandomRotation", Map.of("factor", List.of(-0.1, 0.1), "fill_mode", "constant")));
  }

  @Test
  void layersOfANetworkChangeImagesInTraining() {
    Fit fit = Fit.epochs(2).batchSize(64);
    Model one = behindFlipAndRotation();
    Model many = behindFlipAndRotation();
    Model none = behind();
    double changed = one.fit(TRAIN, fit.threads(1)).epochs().getFirst().loss();
    many.fit(TRAIN, fit.threads(3));
    assertEquals(Small.state(one), Small.state(many));
    assertNotEquals(none.fit(TRAIN, fit).epochs().getFirst().loss(), changed);
  }

  @Test
  void layersOfANetworkLeaveImagesAloneOutsideTraining() {
    float[] inputs = Small.inputs(Small.images(5));
    assertArrayEquals(behind().predict(inputs), behindFlipAndRotation().predict(inputs));
  }
}
