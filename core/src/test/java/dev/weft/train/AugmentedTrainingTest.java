package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.augment.Augmentation;
import dev.weft.augment.CutMix;
import dev.weft.augment.MixUp;
import dev.weft.augment.RandomFlip;
import dev.weft.dataset.ImageSet;
import dev.weft.model.Adam;
import java.nio.file.Path;
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
  void takesOneMixing() {
    assertThrows(IllegalArgumentException.class, () -> Fit.epochs(1).augment(List.of(MixUp.of(), CutMix.of())));
  }
}
