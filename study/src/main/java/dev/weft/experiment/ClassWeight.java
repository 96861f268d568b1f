package dev.weft.experiment;

import dev.weft.Spelling;
import dev.weft.config.Bare;
import dev.weft.config.ConfigException;
import dev.weft.config.KerasName;
import dev.weft.dataset.ImageSet;
import dev.weft.train.ClassWeights;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How much an image of each class counts in the loss. */
public sealed interface ClassWeight {
  /** All classes alike. */
  ClassWeight NONE = new Given(Map.of());

  /** The factor of each class, by its number; 1 for those not named. */
  Map<Integer, Double> of(ImageSet train);

  /**
   * The number of the class that a key of {@link Given} names.
   *
   * @throws ConfigException if it names none
   */
  static int classOf(String word, List<String> classNames) {
    if (classNames.contains(word)) {
      return classNames.indexOf(word);
    }
    if (word.matches("\\d{1,9}") && Integer.parseInt(word) < classNames.size()) {
      return Integer.parseInt(word);
    }
    throw new ConfigException(
        List.of("training", "class_weight", word),
        true,
        "'" + word + "' is no class; " + Spelling.known(word, classNames));
  }

  /** {@link ClassWeights#balanced} by the images that train. */
  @KerasName("balanced")
  record Balanced() implements ClassWeight {
    @Override
    public Map<Integer, Double> of(ImageSet train) {
      return ClassWeights.balanced(train);
    }
  }

  /**
   * Factors by the class's name or number.
   *
   * @param weights 0 or more, finite; 1 for those not named
   */
  @Bare
  @KerasName("given")
  record Given(Map<String, Double> weights) implements ClassWeight {
    public Given {
      for (double weight : weights.values()) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException(
              "'class_weight' must be finite numbers, 0 or more; received " + weight + ".");
        }
      }
      weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    @Override
    public Map<Integer, Double> of(ImageSet train) {
      Map<Integer, Double> numbered = new HashMap<>();
      weights.forEach((word, weight) -> numbered.put(classOf(word, train.classNames()), weight));
      return numbered;
    }
  }
}
