package dev.weft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.dataset.ImageSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassWeightsTest {
  /** Scikit-learn: compute_class_weight("balanced", classes=[0, 1, 2], y=[0, 0, 0, 1, 2, 2, 2, 2]). */
  @Test
  void eachClassCountsAsMuchAsAnyOther() {
    ImageSet set = labelled(3, 0, 0, 0, 1, 2, 2, 2, 2);
    assertEquals(Map.of(0, 8.0 / 9, 1, 8.0 / 3, 2, 2.0 / 3), ClassWeights.balanced(set));
  }

  @Test
  void aClassWithoutAnImageDoesNotCount() {
    assertEquals(Map.of(0, 0.75, 2, 1.5), ClassWeights.balanced(labelled(4, 0, 0, 2)));
  }

  private static ImageSet labelled(int classes, int... labels) {
    List<String> names = IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    return ImageSet.of(new byte[labels.length], labels, 1, 1, 1, names);
  }
}
