package dev.weft.explain.outlier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.weft.dataset.ImageSet;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OtherImagesTest {
  private static final ImageSet SET = set();

  /** Two images of 3 x 2 pixels in colour, whose pixels differ. */
  private static ImageSet set() {
    byte[] pixels = new byte[36];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (7 * i);
    }
    return ImageSet.of(pixels, new int[] {0, 1}, 3, 2, 3, List.of("a", "b"));
  }

  @Test
  void invertedImagesAreTheRestTo255() {
    byte[] inverted = OtherImages.INVERTED.of(SET, 1).image(1);
    for (int i = 0; i < 18; i++) {
      assertEquals(255, (inverted[i] & 255) + (SET.image(1)[i] & 255));
    }
  }

  @Test
  void shuffledImagesHaveTheSamePixelsInAnotherOrder() {
    byte[] shuffled = OtherImages.SHUFFLED.of(SET, 1).image(0);
    assertEquals(pixels(SET.image(0)), pixels(shuffled));
    assertFalse(Arrays.equals(SET.image(0), shuffled));
  }

  private static TreeSet<String> pixels(byte[] image) {
    TreeSet<String> pixels = new TreeSet<>();
    for (int i = 0; i < image.length; i += 3) {
      pixels.add(Arrays.toString(Arrays.copyOfRange(image, i, i + 3)));
    }
    return pixels;
  }

  @Test
  void blankImagesHaveEachBrightnessOnce() {
    ImageSet blank = OtherImages.BLANK.of(SET, 1);
    assertEquals(256, blank.size());
    byte[] white = new byte[18];
    Arrays.fill(white, (byte) 255);
    assertArrayEquals(white, blank.image(255));
  }

  @Test
  void aSeedMakesTheSameNoise() {
    assertArrayEquals(OtherImages.NOISE.of(SET, 3).image(1), OtherImages.NOISE.of(SET, 3).image(1));
    assertFalse(Arrays.equals(OtherImages.NOISE.of(SET, 3).image(1), OtherImages.NOISE.of(SET, 4).image(1)));
    assertFalse(Arrays.equals(OtherImages.NOISE.of(SET, 3).image(0), OtherImages.NOISE.of(SET, 3).image(1)));
  }
}
