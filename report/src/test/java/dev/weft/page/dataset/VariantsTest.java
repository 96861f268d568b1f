package dev.weft.page.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.augment.Augmentation;
import dev.weft.augment.Augmenter;
import dev.weft.augment.CutMix;
import dev.weft.augment.Factor;
import dev.weft.augment.ImageShape;
import dev.weft.augment.RandomInvert;
import dev.weft.augment.RandomTranslation;
import dev.weft.augment.ValueRange;
import dev.weft.dataset.ImageSet;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VariantsTest {
  private static final ImageShape SHAPE = new ImageShape(6, 5, 3);

  private static ImageSet set() {
    byte[] pixels = new byte[4 * SHAPE.features()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (7 * i);
    }
    return ImageSet.of(pixels, new int[] {0, 1, 0, 1}, 6, 5, 3, List.of("a", "b"));
  }

  private static byte[] tile(byte[] rows, int at) {
    return Arrays.copyOfRange(rows, at * SHAPE.features(), (at + 1) * SHAPE.features());
  }

  @Test
  void aRowHasTheImageAndWhatATrainingReceives() {
    List<Augmentation> list = List.of(RandomTranslation.of(Factor.of(0.4)));
    byte[] rows = new Variants(set(), new int[] {1, 3}, 2, 9).of(list);
    assertEquals(2 * 3 * SHAPE.features(), rows.length);
    assertArrayEquals(set().image(3), tile(rows, 3));
    float[] image = new float[SHAPE.features()];
    for (int i = 0; i < image.length; i++) {
      image[i] = set().image(3)[i] & 0xff;
    }
    Augmenter.of(list, SHAPE).apply(image, 0, 9, 1, 3);
    byte[] expected = new byte[image.length];
    for (int i = 0; i < image.length; i++) {
      expected[i] = (byte) Math.round(image[i]);
    }
    assertArrayEquals(expected, tile(rows, 5));
  }

  @Test
  void anInvertedImageAndTheImageAddUpToWhite() {
    byte[] rows =
        new Variants(set(), new int[] {0}, 1, 1).of(List.of(new RandomInvert(Factor.of(1, 1), ValueRange.BYTES)));
    for (int i = 0; i < SHAPE.features(); i++) {
      assertEquals(255, (tile(rows, 0)[i] & 0xff) + (tile(rows, 1)[i] & 0xff));
    }
  }

  @Test
  void imagesAreMixedWithEachOther() {
    byte[] rows = new Variants(set(), new int[] {0, 1, 2, 3}, 3, 1).of(List.of(CutMix.of()));
    assertEquals(4 * 4 * SHAPE.features(), rows.length);
  }
}
