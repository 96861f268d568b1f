package dev.weft.page.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.Datasets;
import dev.weft.dataset.ImageSet;
import dev.weft.outlier.Standard;
import dev.weft.outlier.Unlikeness;
import dev.weft.page.Sprite;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutlierPartTest {
  private static final ImageSet IMAGES = Datasets.load("strokes").test().range(0, 200);

  /** Scores 0, 0.02, ... 3.98, but for two. */
  private static OutlierPart part(int all, double most) {
    double[] scores = new double[200];
    Arrays.setAll(scores, i -> i / 50.0);
    scores[7] = most;
    scores[9] = 5;
    Unlikeness unlikeness = new Unlikeness(new Standard(0, 1), List.of(), 0.01, 4, 2500, 24, true);
    Sprite sprite = Sprite.of(IMAGES, new int[] {7, 9, 199}, 100_000);
    return new OutlierPart(unlikeness, IMAGES, all, scores, sprite, IMAGES.classNames());
  }

  @Test
  void sentencesSayTheThresholdAndTheFalseAlarms() {
    assertEquals(
        "An image is unlike anything that the network learned if its score of unlikeness is above 4.00, as 24 of the"
            + " 2,500 validation images that gave this threshold are: 1.0 % (95 % interval 0.6 % to 1.4 %).",
        part(200, 6).threshold());
    String all = part(200, 6).falseAlarms();
    assertTrue(all.startsWith("Of 200 test images, 2 are above it: 1.0 % (95 % interval 0.3 % to 3.6 %)."), all);
    String some = part(10_000, 6).falseAlarms();
    assertTrue(some.startsWith("Of 200 test images chosen of 10,000, 2 are"), some);
  }

  @Test
  void theMostUnlikeImagesStandFirst() {
    List<OutlierPart.Shown> shown = part(200, 6).shown();
    assertEquals(List.of("6.00", "5.00", "3.98"), shown.stream().map(OutlierPart.Shown::score).toList());
    assertEquals("#" + IMAGES.sourceIndex(7), shown.getFirst().which());
    assertEquals(IMAGES.classNames().get(IMAGES.label(7)), shown.getFirst().className());
  }

  @Test
  void binsHoldAllImagesAndTheLastThoseFarAbove() {
    OutlierPart part = part(200, 1e9);
    assertEquals(200, part.bins().stream().mapToInt(OutlierPart.Bin::count).sum());
    assertEquals(10, part.bins().getLast().to(), 1e-9);
    assertEquals(1, part.bins().getLast().count());
    assertEquals("The last bar holds all higher scores, up to 1000000000.00.", part.aboutLast());
    assertEquals("", part(200, 6).aboutLast());
  }

  @Test
  void equalScoresHaveBins() {
    Unlikeness unlikeness = new Unlikeness(new Standard(0, 0), List.of(), 0.01, 0, 100, 0, true);
    Sprite sprite = Sprite.of(IMAGES, new int[] {0}, 100_000);
    OutlierPart part = new OutlierPart(unlikeness, IMAGES, 200, new double[200], sprite, IMAGES.classNames());
    assertEquals(200, part.bins().getFirst().count());
    assertTrue(part.across().high() > part.across().low());
  }
}
