package dev.weft.kernel;

import static dev.weft.kernel.Floats.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

@EveryWidth
class PixelsTest {
  private static final int[] LENGTHS = {1, 3, 7, 8, 9, 15, 16, 17, 31, 33, 63, 257, 784, 1023};

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void everyByteIsANumberFrom0To255() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < 256; i++) {
      bytes[i] = (byte) i;
    }
    float[] ones = new float[256];
    Arrays.fill(ones, 1);
    float[] out = new float[256];
    Pixels.scale(bytes, 0, ones, new float[256], out, 0);
    for (int i = 0; i < 256; i++) {
      assertEquals(i, out[i]);
    }
  }

  /** From odd places to odd places, against one number at a time. */
  @Test
  void pixelsOfAnyLengthAndPlaceAreScaled() {
    byte[] bytes = bytes(1_100);
    for (int length : LENGTHS) {
      float[] scale = Floats.normal(1, length);
      float[] shift = Floats.normal(2, length);
      for (int offset : new int[] {0, 1, 5}) {
        float[] expected = new float[length + 10];
        Arrays.fill(expected, 42);
        float[] actual = expected.clone();
        for (int i = 0; i < length; i++) {
          expected[3 + i] = Math.fma((float) Byte.toUnsignedInt(bytes[offset + i]), scale[i], shift[i]);
        }
        Pixels.scale(bytes, offset, scale, shift, actual, 3);
        assertSameBits(expected, actual, length + " pixels from " + offset);
      }
    }
  }

  @Test
  void theLastPixelsMayEndTheMemory() {
    for (int length : LENGTHS) {
      byte[] bytes = bytes(length + 2);
      float[] out = new float[length];
      Pixels.scale(bytes, 2, Floats.normal(1, length), new float[length], out, 0);
      assertEquals(Byte.toUnsignedInt(bytes[length + 1]) * Floats.normal(1, length)[length - 1], out[length - 1]);
    }
  }
}
