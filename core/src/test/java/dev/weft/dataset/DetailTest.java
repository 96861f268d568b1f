package dev.weft.dataset;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import org.junit.jupiter.api.Test;

class DetailTest {
  private static final Detail GREY = new Detail(16, 16, 1);

  /** Brighter from the left to the right, with noise of its own. */
  private static byte[] sky(long seed) {
    SplitMix64 random = SplitMix64.of(seed);
    byte[] image = new byte[256];
    for (int i = 0; i < image.length; i++) {
      image[i] = (byte) (i % 16 * 12 + random.below(6));
    }
    return image;
  }

  private static byte[] darker(byte[] image) {
    byte[] darker = new byte[image.length];
    for (int i = 0; i < image.length; i++) {
      darker[i] = (byte) ((image[i] & 0xff) * 9 / 10);
    }
    return darker;
  }

  @Test
  void twoSkiesAreNotAlikeAndACopyOfOneIs() {
    assertFalse(GREY.isAlike(sky(1), sky(2)));
    assertTrue(GREY.isAlike(sky(1), darker(sky(1))));
  }
}
