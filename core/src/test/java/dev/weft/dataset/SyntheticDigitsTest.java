package dev.weft.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.source.IdxFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticDigitsTest {
  private static final ImageDataset SET = SyntheticDigits.make(SyntheticDigits.SEED);

  @Test
  void isTenDigitsInMnistsShape() {
    assertEquals("strokes", SET.name());
    assertEquals(10_000, SET.train().size());
    assertEquals(2_000, SET.test().size());
    assertEquals(784, SET.train().features());
    assertEquals("7", SET.train().classNames().get(7));
  }

  @Test
  void hasAsManyOfEachDigitInNoOrder() {
    int[] even = new int[10];
    Arrays.fill(even, 1000);
    assertArrayEquals(even, SET.train().classCounts());
    Arrays.fill(even, 200);
    assertArrayEquals(even, SET.test().classCounts());
    int[] sorted = SET.test().labels();
    Arrays.sort(sorted);
    assertFalse(Arrays.equals(sorted, SET.test().labels()));
  }

  // written down once; a change here changes every result that was published on the set
  @Test
  void isTheSameOnEveryMachine() {
    assertEquals(
        Map.of(
            "train-images-idx3-ubyte", "f8f4de7e2d0fa1e8c0cb4d6b4b58fa826ce7244926169e8787ac36b678ea6513",
            "train-labels-idx1-ubyte", "4db10cab8f853e816a21e77e2fb1d7f2661047bffd416d97c6b1af69118b8054",
            "t10k-images-idx3-ubyte", "8d91148cac122af4fe9fb96f2d9fafd37d861f4b2200ae91193a81d894a9fa2e",
            "t10k-labels-idx1-ubyte", "62c42b5d1b57780e61f2cf6c2a75a057f87dc944b0b38cc8b10d59585c33bef5"),
        SET.sha256());
  }

  @Test
  void isAnotherForAnotherSeed() {
    ImageDataset other = SyntheticDigits.make(2);
    assertEquals("drawn by Weft, seed 2", other.origin());
    for (String file : SET.sha256().keySet()) {
      assertNotEquals(SET.sha256().get(file), other.sha256().get(file));
    }
  }

  @Test
  void hasTheChecksumsOfItsIdxFiles(@TempDir Path folder) {
    Idx.write(SET.test(), folder.resolve("images"), folder.resolve("labels"));
    assertEquals(SET.sha256().get("t10k-images-idx3-ubyte"), Idx.sha256(IdxFile.read(folder.resolve("images"))));
    assertEquals(SET.sha256().get("t10k-labels-idx1-ubyte"), Idx.sha256(IdxFile.read(folder.resolve("labels"))));
  }

  @Test
  void neverDrawsTheSameImageTwice() {
    Set<ByteBuffer> images = new HashSet<>();
    for (ImageSet set : new ImageSet[] {SET.train(), SET.test()}) {
      for (int i = 0; i < set.size(); i++) {
        assertTrue(images.add(ByteBuffer.wrap(set.image(i))));
      }
    }
  }

  @Test
  void keepsTheDigitInsideTheImage() {
    int edgesInked = 0;
    for (int i = 0; i < SET.test().size(); i++) {
      byte[] image = SET.test().image(i);
      boolean inked = false;
      for (int p = 0; p < 28; p++) {
        for (int edge : new int[] {p, 27 * 28 + p, 28 * p, 28 * p + 27}) {
          inked |= (image[edge] & 0xff) > 100;
        }
      }
      edgesInked += inked ? 1 : 0;
    }
    assertTrue(edgesInked < 100, edgesInked + " of 2000 digits touch an edge");
  }

  // what makes it a useful example: better than chance from far off, not trivial from near by
  @Test
  void isNeitherTrivialNorHopeless() {
    double[][] means = new double[10][784];
    for (int i = 0; i < SET.train().size(); i++) {
      byte[] image = SET.train().image(i);
      for (int p = 0; p < 784; p++) {
        means[SET.train().label(i)][p] += (image[p] & 0xff) / 1000.0;
      }
    }
    int right = 0;
    for (int i = 0; i < SET.test().size(); i++) {
      right += nearest(means, SET.test().image(i)) == SET.test().label(i) ? 1 : 0;
    }
    double accuracy = right / 2000.0;
    assertTrue(accuracy > 0.5 && accuracy < 0.9, "nearest mean: " + accuracy);
  }

  private static int nearest(double[][] means, byte[] image) {
    int best = 0;
    double least = Double.MAX_VALUE;
    for (int c = 0; c < means.length; c++) {
      double distance = 0;
      for (int p = 0; p < image.length; p++) {
        double d = means[c][p] - (image[p] & 0xff);
        distance += d * d;
      }
      if (distance < least) {
        least = distance;
        best = c;
      }
    }
    return best;
  }

  @Test
  void verifiesItself() {
    assertEquals(4, SyntheticDigits.verify().size());
    assertTrue(SyntheticDigits.verify().stream().allMatch(check -> check.problem().isEmpty()));
  }
}
