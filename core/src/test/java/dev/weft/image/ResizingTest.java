package dev.weft.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ResizingTest {
  private static final int HEIGHT = 9;
  private static final int WIDTH = 7;

  /** {@code (7 y^2 + 13 x) % 256}. */
  private static byte[] image() {
    byte[] image = new byte[HEIGHT * WIDTH];
    for (int i = 0; i < image.length; i++) {
      image[i] = (byte) (7 * (i / WIDTH) * (i / WIDTH) + 13 * (i % WIDTH));
    }
    return image;
  }

  private static void assertNear(int[] expected, byte[] pixels, int from) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], pixels[from + i] & 0xff, 1, "pixel " + i); // Pillow rounds after each axis
    }
  }

  /** Pillow 12's resize with BILINEAR. */
  @Test
  void pixelsAreNearPillows() {
    int[] smaller = {13, 29, 48, 67, 83, 67, 83, 102, 121, 137, 154, 124, 143, 162, 178, 146, 128, 147, 123, 87};
    assertNear(smaller, new Resizing(HEIGHT, WIDTH, 1, 4, 5).of(image()), 0);
    assertNear(
        new int[] {32, 41, 51, 61, 71, 81, 91, 101, 110}, new Resizing(HEIGHT, WIDTH, 1, 12, 9).of(image()), 3 * 9);
  }

  @Test
  void channelsAreScaledEachByItself() {
    byte[] one = image();
    byte[] two = new byte[2 * one.length];
    for (int i = 0; i < one.length; i++) {
      two[2 * i] = one[i];
      two[2 * i + 1] = 7;
    }
    byte[] scaled = new Resizing(HEIGHT, WIDTH, 2, 4, 5).of(two);
    byte[] expected = new Resizing(HEIGHT, WIDTH, 1, 4, 5).of(one);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], scaled[2 * i]);
      assertEquals(7, scaled[2 * i + 1]);
    }
  }

  @Test
  void theSameSizeChangesNothing() {
    assertArrayEquals(image(), new Resizing(HEIGHT, WIDTH, 1, HEIGHT, WIDTH).of(image()));
  }
}
