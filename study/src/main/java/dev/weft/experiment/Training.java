package dev.weft.experiment;

import dev.weft.Spelling;
import dev.weft.nn.ConfigException;
import dev.weft.nn.Loss;
import dev.weft.nn.Optimizer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an experiment learns. By default batches of 32, seed 1, shuffled, all classes alike, to the last epoch.
 *
 * @param classWeight how much a picture of a class counts, by the class's name or number; 1 for those not named
 * @param earlyStopping null for none
 */
public record Training(
    Optimizer optimizer,
    Loss loss,
    int epochs,
    int batchSize,
    long seed,
    boolean shuffle,
    Map<String, Double> classWeight,
    EarlyStop earlyStopping) {
  public Training {
    atLeastOne("epochs", epochs);
    atLeastOne("batch_size", batchSize);
    for (double weight : classWeight.values()) {
      if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "'class_weight' must be finite numbers, 0 or more; received " + weight + ".");
      }
    }
    classWeight = Collections.unmodifiableMap(new LinkedHashMap<>(classWeight));
  }

  public static Training of(Optimizer optimizer, Loss loss, int epochs) {
    return new Training(optimizer, loss, epochs, 32, 1, true, Map.of(), null);
  }

  /**
   * The number of the class that a key of {@link #classWeight} names.
   *
   * @throws ConfigException if it names none
   */
  int classOf(String word, List<String> classNames) {
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

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("'" + name + "' must be at least 1; received " + value + ".");
    }
  }
}
