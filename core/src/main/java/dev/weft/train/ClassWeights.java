package dev.weft.train;

import dev.weft.dataset.ImageSet;
import java.util.HashMap;
import java.util.Map;

/** Factors for {@link Fit#classWeight}. */
public final class ClassWeights {
  private ClassWeights() {}

  /**
   * Each class counts as much as any other, by the factor {@code n / (k * n_c)} for n images, n_c of them of class c,
   * and the k classes of which there is an image. Scikit-learn's {@code class_weight="balanced"}.
   */
  public static Map<Integer, Double> balanced(ImageSet train) {
    int[] counts = train.classCounts();
    int present = 0;
    for (int count : counts) {
      present += count > 0 ? 1 : 0;
    }
    Map<Integer, Double> weights = new HashMap<>();
    for (int label = 0; label < counts.length; label++) {
      if (counts[label] > 0) {
        weights.put(label, train.size() / ((double) present * counts[label]));
      }
    }
    return weights;
  }
}
