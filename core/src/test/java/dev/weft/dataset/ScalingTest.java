package dev.weft.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingTest {
  private static float[] apply(Scaling scaling, int... bytes) {
    float[] x = new float[bytes.length];
    for (int f = 0; f < x.length; f++) {
      x[f] = bytes[f] * scaling.scale()[f] + scaling.offset()[f];
    }
    return x;
  }

  @Test
  void rescaleDividesBy255() {
    Scaling scaling = Scaling.rescale(3);
    assertEquals("rescale", scaling.name());
    assertArrayEquals(new float[] {0, 0.4f, 1}, apply(scaling, 0, 102, 255), 1e-7f);
  }

  @Test
  void noneLeavesTheBytes() {
    assertArrayEquals(new float[] {0, 102, 255}, apply(Scaling.none(3), 0, 102, 255));
  }

  @Test
  void minusOneToOneReachesBoth() {
    assertArrayEquals(new float[] {-1, -0.2f, 1}, apply(Scaling.minusOneToOne(3), 0, 102, 255), 1e-6f);
  }

  // torchvision's ToTensor and Normalize((0.1307,), (0.3081,)) of 0, 1 and 255
  @Test
  void standardizeIsTorchvisionsNormalize() {
    Scaling scaling = Scaling.standardize(3, 0.1307, 0.3081);
    assertArrayEquals(new float[] {-0.42421296f, -0.41148472f, 2.8214867f}, apply(scaling, 0, 1, 255), 1e-6f);
    assertThrows(IllegalArgumentException.class, () -> Scaling.standardize(3, 0.1307, 0));
  }

  // MinMaxScaler().fit([[0, 10, 7], [255, 20, 7], [51, 200, 7]]): scale_ and min_ of scikit-learn
  @Test
  void minMaxIsScikitLearnsMinMaxScaler() {
    byte[] pixels = {0, 10, 7, (byte) 255, 20, 7, 51, (byte) 200, 7};
    Scaling scaling = Scaling.minMax(ImageSet.of(pixels, new int[3], 1, 3, 1, List.of("a")));
    assertEquals("min_max", scaling.name());
    assertArrayEquals(new float[] {0.00392156862745098f, 0.005263157894736842f, 1}, scaling.scale());
    assertArrayEquals(new float[] {0, -0.05263157894736842f, -7}, scaling.offset());
    assertArrayEquals(new float[] {0.2f, 1, 0}, apply(scaling, 51, 200, 7), 1e-6f);
  }

  @Test
  void minMaxLooksOnlyAtTheTrainingSet() {
    ImageSet all = ImageSet.of(new byte[] {10, 20, 110}, new int[3], 1, 1, 1, List.of("a"));
    Scaling scaling = Scaling.minMax(all.first(1).rest());
    assertArrayEquals(new float[] {-1f / 9}, apply(scaling, 10), 1e-6f);
  }

  @Test
  void aScalingIsItsNumbers() {
    Scaling scaling = Scaling.of("min_max", new float[] {2, 0.5f}, new float[] {-1, 0});
    assertEquals("min_max", scaling.name());
    assertArrayEquals(new float[] {5, 2}, apply(scaling, 3, 4));
    assertThrows(IllegalArgumentException.class, () -> Scaling.of("min_max", new float[] {1}, new float[] {Float.NaN}));
    assertThrows(IllegalArgumentException.class, () -> Scaling.of("min_max", new float[2], new float[1]));
  }
}
