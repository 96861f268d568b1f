package dev.weft.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageSetTest {
  // four images of 1 x 2 pixels with 3 channels
  private final byte[] pixels = new byte[24];
  private final ImageSet set =
      ImageSet.of(pixels, new int[] {1, 0, 1, 2}, 1, 2, 3, List.of("cat", "dog", "owl", "yak"));

  ImageSetTest() {
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (200 + i);
    }
  }

  @Test
  void knowsItsShapeAndClasses() {
    assertEquals(4, set.size());
    assertEquals(1, set.height());
    assertEquals(2, set.width());
    assertEquals(3, set.channels());
    assertEquals(6, set.features());
    assertEquals(4, set.classes());
    assertEquals("owl", set.classNames().get(set.label(3)));
  }

  @Test
  void countsEveryClassAlsoTheEmptyOne() {
    assertArrayEquals(new int[] {1, 2, 1, 0}, set.classCounts());
    assertArrayEquals(new int[] {1, 1, 0, 0}, set.range(0, 2).classCounts());
  }

  @Test
  void aSubsetSharesThePixels() {
    ImageSet subset = set.subset(new int[] {3, 1, 3});
    assertEquals(3, subset.size());
    assertEquals(18, subset.pixelOffset(0));
    assertEquals(6, subset.pixelOffset(1));
    assertEquals(pixels[18], subset.pixels().get(ValueLayout.JAVA_BYTE, subset.pixelOffset(2)));
    assertSame(set.pixels(), subset.pixels());
    assertArrayEquals(new int[] {2, 0, 2}, subset.labels());
  }

  @Test
  void aSubsetOfASubsetRemembersWhereItsImagesStood() {
    ImageSet subset = set.range(1, 4).subset(new int[] {2, 0});
    assertEquals(3, subset.sourceIndex(0));
    assertEquals(1, subset.sourceIndex(1));
    assertArrayEquals(set.image(3), subset.image(0));
  }

  @Test
  void cannotBeChangedThroughWhatItHandsOut() {
    set.labels()[0] = 3;
    set.image(0)[0] = 0;
    assertEquals(1, set.label(0));
    assertEquals((byte) 200, set.image(0)[0]);
    assertTrue(set.pixels().isReadOnly());
  }

  @Test
  void refusesPixelsThatAreNotAsManyAsTheLabelsSay() {
    var e =
        assertThrows(IllegalArgumentException.class, () -> ImageSet.of(pixels, new int[3], 1, 2, 3, List.of("cat")));
    assertEquals("3 images of (1, 2, 3) are 18 bytes; received 24 bytes.", e.getMessage());
  }

  @Test
  void refusesALabelWithoutAClass() {
    for (int label : new int[] {-1, 1}) {
      var e =
          assertThrows(
              IllegalArgumentException.class,
              () -> ImageSet.of(new byte[2], new int[] {0, label}, 1, 1, 1, List.of("cat")));
      assertEquals(
          "a label is at least 0 and less than the number of classes, 1; received " + label + " for image 1.",
          e.getMessage());
    }
  }

  @Test
  void refusesAShapeWithoutPixels() {
    assertThrows(IllegalArgumentException.class, () -> ImageSet.of(new byte[0], new int[2], 0, 28, 1, List.of("cat")));
  }

  @Test
  void classesAreFoundUnderTheNamesThatAModelFileShows() {
    ImageSet red = ImageSet.of(new byte[2], new int[] {0, 1}, 1, 1, 1, List.of("\u001bred", "blue"));
    assertArrayEquals(new int[] {1, 0}, red.labelledAs(List.of("blue", "\\u001bred")).labels());
    ImageSet twins = ImageSet.of(new byte[2], new int[] {0, 1}, 1, 1, 1, List.of("fox", "fox"));
    assertArrayEquals(new int[] {0, 1}, twins.labelledAs(List.of("fox", "fox")).labels());
  }
}
