package dev.weft.study;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.WeftException;
import dev.weft.dataset.ImageDataset;
import dev.weft.dataset.ImageSet;
import dev.weft.experiment.DataSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class OwnImagesCheckTest {
  private static final String BASE =
      """
      base:
        data: { path: photos }
        model: [Flatten, { Dense: { units: %s, activation: softmax } }]
        training: { optimizer: sgd, loss: sparse_categorical_crossentropy, epochs: 1 }
      """;

  private final AtomicInteger opened = new AtomicInteger();
  private final Function<DataSource, ImageDataset> data =
      source -> {
        opened.incrementAndGet();
        ImageSet set = ImageSet.of(new byte[6 * 4], new int[] {0, 1, 2, 0, 1, 2}, 2, 2, 1, List.of("a", "b", "c"));
        return new ImageDataset(source.dataset(), set, set, Map.of(), "made up");
      };

  private void check(String units, String rest) {
    OwnImagesCheck.check(StudyFile.parse("own.yaml", BASE.formatted(units) + rest, Path.of("")), data);
  }

  @Test
  void imagesThatSeveralRecipesShareAreOpenedOnce() {
    assertDoesNotThrow(() -> check("3", "grid: { training.batch_size: [1, 2] }"));
    assertEquals(1, opened.get());
  }

  @Test
  void aNetworkOfOtherClassesIsRefusedByItsRecipe() {
    WeftException e =
        assertThrows(WeftException.class, () -> check("4", "variants: { wide: { training.batch_size: 2 } }"));
    assertEquals(
        "the recipe 'wide': own on photos: the last layer must give one number for each of the 3 classes of photos,"
            + " shape (3,); it gives the shape (4,).",
        e.getMessage());
  }

  @Test
  void aWinnerNeedsValidationImages() {
    WeftException e = assertThrows(WeftException.class, () -> check("3", "select: { metric: accuracy }"));
    assertEquals(
        "a winner is chosen on validation images, and own has none: photos has no validation part; say"
            + " data.validation, such as { stratified: 0.2 }, or cross_validation.",
        e.getMessage());
    assertDoesNotThrow(() -> check("3", "select: { metric: accuracy }\ncross_validation: { folds: 2 }"));
  }
}
