package dev.weft.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Progress;
import dev.weft.model.Dense;
import dev.weft.model.Flatten;
import dev.weft.model.Input;
import dev.weft.model.Loss;
import dev.weft.model.SGD;
import dev.weft.model.Sequential;
import dev.weft.model.Shape;
import dev.weft.train.Model;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestImagesTest {
  private static final ImageSet STROKES = Datasets.load("strokes", null, Progress.NONE).test().range(30, 90);

  private static Model model() {
    return Model.compile(
        Sequential.of(Input.of(28, 28, 1), Flatten.of(), Dense.of(8), Dense.of(10)),
        SGD.of(0.1),
        Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
        3);
  }

  @Test
  void anImageIsNearestToItself() {
    try (NearestImages images = NearestImages.among(STROKES, model(), 2, done -> {})) {
      List<NearImage> near = images.to(STROKES.image(7));
      assertEquals(5, near.size());
      assertEquals(37, near.getFirst().index(), "its place in the whole set");
      assertEquals(0, near.getFirst().distance(), 1e-6);
      assertEquals(STROKES.label(7), near.getFirst().label());
      assertArrayEquals(STROKES.image(7), near.getFirst().pixels());
      assertTrue(IntStream.range(1, 5).allMatch(i -> near.get(i - 1).distance() <= near.get(i).distance()));
    }
  }

  @Test
  void anImageOfAnotherSizeIsRefused() {
    ImageSet small = STROKES.resized(8, 8);
    assertThrows(IllegalArgumentException.class, () -> NearestImages.among(small, model(), 1, done -> {}));
  }

  private static Explanation explanation(NearImage... nearest) {
    Answer answer =
        new Answer(List.of("cat", "dog"), new float[] {0.7f, 0.3f}, false, Optional.empty(), Optional.empty());
    return new Explanation(Shape.of(1, 1, 1), new byte[1], answer, List.of(), List.of(nearest), OptionalInt.empty());
  }

  private static NearImage near(int index, int label, int predicted) {
    return new NearImage(index, Optional.empty(), new byte[1], label, predicted, 0.1);
  }

  @Test
  void aSentenceSaysWhetherTheLabelsAgree() {
    assertEquals(
        List.of("All 2 nearest training images are of the predicted class, cat."),
        explanation(near(0, 0, 0), near(1, 0, 0)).nearestInWords());
    assertEquals(
        List.of(
            "1 of the 2 nearest training images is of another class than the predicted one, cat: the image lies between"
                + " classes, or a label is wrong.",
            "Training image number 4 is labelled dog, but the network predicts cat for it: look whether its label is"
                + " right."),
        explanation(near(0, 0, 0), near(4, 1, 0)).nearestInWords());
    assertEquals(List.of(), explanation().nearestInWords());
  }
}
