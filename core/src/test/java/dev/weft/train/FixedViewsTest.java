package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.augment.Augmenter;
import dev.weft.augment.FixedView;
import dev.weft.augment.ImageShape;
import dev.weft.augment.RandomFlip.Mode;
import dev.weft.dataset.ImageSet;
import dev.weft.model.Adam;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FixedViewsTest {
  private static final ImageSet TEST = Small.images(300, 340);
  private static final ImageShape SHAPE = new ImageShape(2, 3, 1);

  private static float[] seen(boolean mirrored, boolean turnedOver, int down, int right) {
    float[] image = {1, 2, 3, 4, 5, 6};
    Augmenter.of(List.of(new FixedView(mirrored, turnedOver, down, right)), SHAPE).apply(image, 0, 1, 2, 3);
    return image;
  }

  @Test
  void imagesAreMirroredAndShifted() {
    assertArrayEquals(new float[] {3, 2, 1, 6, 5, 4}, seen(true, false, 0, 0));
    assertArrayEquals(new float[] {4, 5, 6, 1, 2, 3}, seen(false, true, 0, 0));
    assertArrayEquals(new float[] {1, 1, 2, 4, 4, 5}, seen(false, false, 0, 1), "beyond the edge its pixels go on");
    assertArrayEquals(new float[] {4, 5, 6, 4, 5, 6}, seen(false, false, -1, 0));
    assertArrayEquals(new float[] {2, 1, 1, 5, 4, 4}, seen(true, false, 0, -1), "mirrored, then shifted");
    assertArrayEquals(new float[] {1, 1, 1, 4, 4, 4}, seen(false, false, 0, 9));
  }

  @Test
  void allMirroringsOfAllShiftsAreViews() {
    assertEquals(1, FixedViews.of(Mode.HORIZONTAL, 0).count());
    assertEquals(4, FixedViews.of(null, 2).count());
    assertEquals(9, FixedViews.of(Mode.HORIZONTAL_AND_VERTICAL, 1).count());
    assertEquals(List.of(new FixedView(true, false, 0, 0)), FixedViews.of(Mode.HORIZONTAL, 0).all());
    assertThrows(IllegalArgumentException.class, () -> FixedViews.of(null, 0));
  }

  @Test
  void eachViewCountsAsMuchAsTheImage() {
    Model model = Small.model(Small.DENSE, Adam.of(0.01));
    model.fit(Small.images(150), Fit.epochs(1));
    float[] inputs = Small.inputs(TEST);
    float[] plain = model.predict(inputs);
    for (int row = 0; row < inputs.length; row += 28) {
      for (int x = 0; x < 14; x++) {
        float swapped = inputs[row + x];
        inputs[row + x] = inputs[row + 27 - x];
        inputs[row + 27 - x] = swapped;
      }
    }
    float[] mirrored = model.predict(inputs);
    float[] means = new float[plain.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = (plain[i] + mirrored[i]) / 2;
    }
    FixedViews views = FixedViews.of(Mode.HORIZONTAL, 0);
    List<Integer> watched = new ArrayList<>();
    ViewedEvaluation one = model.evaluate(TEST, views, 128, 1, (view, all) -> watched.addAll(List.of(view, all)));
    assertEquals(List.of(1, 2, 2, 2), watched);
    assertArrayEquals(means, one.mean().outputs(), 1e-5f);
    assertArrayEquals(model.evaluate(TEST, 128, 1).outputs(), one.plain().outputs());
    assertEquals(model.evaluate(TEST, 128, 1).loss(), one.plain().loss());
    ViewedEvaluation three = model.evaluate(TEST, views, 128, 3, ViewedEvaluation.Watcher.NONE);
    assertArrayEquals(one.mean().outputs(), three.mean().outputs());
  }
}
