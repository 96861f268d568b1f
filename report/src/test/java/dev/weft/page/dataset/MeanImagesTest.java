package dev.weft.page.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.dataset.ImageSet;
import dev.weft.page.MadeUp;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class MeanImagesTest {
  private static final ImageSet SET = MadeUp.STROKES.test();
  private static final List<ClassImages> CLASSES = ClassImages.of(SET);
  private static final MeanImages MEANS = MeanImages.of(SET, CLASSES);

  @Test
  void theNearestPairIsNearerThanAllOthers() {
    MeanImages.Pair nearest = MEANS.nearest().orElseThrow();
    for (int first = 0; first < 10; first++) {
      for (int second = first + 1; second < 10; second++) {
        double squares = 0;
        for (int at = 0; at < 784; at++) {
          squares += Math.pow((double) CLASSES.get(first).mean()[at] - CLASSES.get(second).mean()[at], 2);
        }
        double distance = Math.sqrt(squares / 784);
        assertTrue(nearest.distance() <= distance + 1e-12);
        if (first == nearest.first() && second == nearest.second()) {
          assertEquals(distance, nearest.distance(), 1e-12);
        }
      }
    }
  }

  @Test
  void aSingleClassHasNoNearest() {
    ImageSet ones = SET.subset(IntStream.range(0, SET.size()).filter(i -> SET.label(i) == 1).toArray());
    assertEquals(Optional.empty(), MeanImages.of(ones, ClassImages.of(ones)).nearest());
  }

  /** The first row is black in all images, and a pixel of the second is black in all but the last. */
  @Test
  void constantsAreTheSameInAllImages() {
    byte[] pixels = new byte[100 * 784];
    for (int i = 0; i < 100; i++) {
      System.arraycopy(SET.image(i), 0, pixels, i * 784, 784);
      Arrays.fill(pixels, i * 784, i * 784 + 29, (byte) 0);
    }
    pixels[99 * 784 + 28] = 1;
    ImageSet set = ImageSet.of(pixels, SET.range(0, 100).labels(), 28, 28, 1, SET.classNames());
    int expected =
        (int)
            IntStream.range(0, 784)
                .filter(at -> IntStream.range(0, 100).map(i -> set.image(i)[at]).distinct().count() == 1)
                .count();
    assertTrue(expected >= 28);
    assertEquals(expected, MeanImages.of(set, ClassImages.of(set)).constants());
  }

  /** A pixel of the sprite, as a share of white. */
  @Test
  void imagesOfTheSpriteAreTheMeans() throws IOException {
    byte[] png = Base64.getDecoder().decode(MEANS.sprite().png());
    BufferedImage drawn = ImageIO.read(new ByteArrayInputStream(png));
    int slot = MEANS.meanSlot(4);
    for (int at = 0; at < 784; at++) {
      int sample = drawn.getRaster().getSample(slot * 28 + at % 28, at / 28, 0);
      assertEquals(CLASSES.get(4).mean()[at], sample / 255.0, 0.5 / 255 + 1e-6);
    }
  }
}
