package dev.weft.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearDuplicateIndexTest {
  private static final int COUNT = 500;

  /** Images in families of five, each a little different from the first of its family. */
  private static ImageSet families(int height, int width, int channels) {
    int features = height * width * channels;
    byte[] pixels = new byte[COUNT * features];
    for (int i = 0; i < COUNT; i++) {
      SplitMix64 family = SplitMix64.of(1, "family", i / 5);
      SplitMix64 own = SplitMix64.of(1, "own", i);
      for (int p = 0; p < features; p++) {
        pixels[i * features + p] = (byte) (family.below(200) + own.below(1 + 20 * (i % 5)));
      }
    }
    return ImageSet.of(pixels, new int[COUNT], height, width, channels, List.of("all"));
  }

  @ParameterizedTest
  @CsvSource({"28,28,1", "9,7,3", "3,4,1", "1,13,1"})
  void nothingWithinReachIsMissed(int height, int width, int channels) {
    ImageSet set = families(height, width, channels);
    NearDuplicateIndex sketches = new NearDuplicateIndex(set, Math.sqrt(2 * (1 - 0.99)));
    for (int i = 0; i < COUNT; i++) {
      byte[] image = set.image(i);
      Moments moments = Moments.of(image);
      Set<Integer> found = sketches.near(image).boxed().collect(Collectors.toSet());
      for (int other = 0; other < COUNT; other++) {
        if (moments.correlation(image, set.image(other)) >= 0.99) {
          assertTrue(found.contains(other), i + " and " + other);
        }
      }
    }
  }

  @Test
  void fewOthersAreFound() {
    ImageSet set = families(28, 28, 1);
    NearDuplicateIndex sketches = new NearDuplicateIndex(set, 0.1);
    long found = IntStream.range(0, COUNT).mapToLong(i -> sketches.near(set.image(i)).count()).sum();
    assertTrue(found >= COUNT && found <= 5 * COUNT, "found " + found);
  }

  @Test
  void anImageOfOneColourIsNearNone() {
    ImageSet set = ImageSet.of(new byte[] {5, 5, 1, 2}, new int[2], 1, 2, 1, List.of("all"));
    NearDuplicateIndex sketches = new NearDuplicateIndex(set, 0.1);
    assertEquals(0, sketches.near(new byte[] {5, 5}).count());
    assertEquals(List.of(1), sketches.near(new byte[] {3, 9}).boxed().toList());
  }
}
