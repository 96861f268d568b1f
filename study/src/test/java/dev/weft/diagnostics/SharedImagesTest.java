package dev.weft.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.weft.dataset.Duplicate;
import dev.weft.dataset.ImageSet;
import dev.weft.diagnostics.SharedImages.Example;
import dev.weft.metrics.Predictions;
import dev.weft.source.DataPart;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharedImagesTest {
  private static final ImageSet TRAIN =
      ImageSet.of(new byte[6], new int[] {0, 0, 0, 1, 1, 1}, 1, 1, 1, List.of("cat", "dog"));
  private static final ImageSet TEST = ImageSet.of(new byte[4], new int[] {0, 1, 0, 1}, 1, 1, 1, List.of("cat", "dog"));

  /** Right of the first three, wrong of the last. */
  private static final Predictions PREDICTIONS =
      Predictions.of(TEST.labels(), new double[] {0.9, 0.1, 0.2, 0.8, 0.7, 0.3, 0.6, 0.4}, 2);

  private static SharedImages of(Duplicate... duplicates) {
    return (SharedImages) SharedImages.of(DataPart.TEST, TEST, TRAIN, PREDICTIONS, List.of(duplicates)).orElseThrow();
  }

  @Test
  void whereThereAreNoneNothingIsSaid() {
    assertEquals(Optional.empty(), SharedImages.of(DataPart.TEST, TEST, TRAIN, PREDICTIONS, List.of()));
  }

  @Test
  void whatTheyAreWorthIsTheAccuracyWithoutThem() {
    SharedImages found = of(new Duplicate(0, 2, 1, true), new Duplicate(1, 4, 0.996, false));
    assertEquals(0.75, found.accuracy());
    assertEquals(0.5, found.accuracyWithout());
    assertEquals(
        "2 of the 4 test images stand in the training set, too, 1 of them not exactly (such as 0, there 2);"
            + " accuracy is 0.7500, without them 0.5000.",
        found.sentence());
  }

  @Test
  void nearDuplicatesAreCalledSo() {
    assertEquals(
        "1 of the 4 test images has a near duplicate in the training set (such as 3, there 5);"
            + " accuracy is 0.7500, without them 1.0000.",
        of(new Duplicate(3, 5, 0.996, false)).sentence());
  }

  @Test
  void anotherLabelIsWorthSaying() {
    SharedImages found = of(new Duplicate(0, 2, 1, true), new Duplicate(2, 3, 1, true));
    assertEquals(1, found.otherLabel());
    assertEquals(new Example(2, 0, 3, 1, 1), found.examples().getFirst());
    assertEquals(
        "2 of the 4 test images stand in the training set, too, 1 with another label (such as 2, there 3);"
            + " accuracy is 0.7500, without them 0.5000.",
        found.sentence());
  }

  @Test
  void whereAllAreSharedNoneIsLeft() {
    SharedImages found =
        of(
            new Duplicate(0, 0, 1, true),
            new Duplicate(1, 3, 1, true),
            new Duplicate(2, 0, 1, true),
            new Duplicate(3, 3, 1, true));
    assertNull(found.accuracyWithout());
    assertEquals(
        "4 of the 4 test images stand in the training set, too (such as 0, there 0); no other is left to judge by.",
        found.sentence());
  }

  @Test
  void indicesAreThoseOfTheFile() {
    ImageSet part = TRAIN.range(2, 6);
    SharedImages found =
        (SharedImages)
            SharedImages.of(DataPart.TEST, TEST, part, PREDICTIONS, List.of(new Duplicate(1, 1, 1, true)))
                .orElseThrow();
    assertEquals(List.of(new Example(1, 1, 3, 1, 1)), found.examples());
    assertEquals(
        List.of(Map.of("image", 1, "label", 1, "training", 3, "training_label", 1, "likeness", 1.0)),
        found.evidence().get("examples"));
  }
}
