package dev.weft.train;

import dev.weft.data.ImageSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * How to train. By default batches of 32, shuffled anew for each epoch, no validation, one thread per processor, and a
 * stop when the loss is no longer a number. See <a href="https://keras.io/api/models/model_training_apis/">Keras</a>.
 *
 * @param epochs at least 1
 * @param batchSize at least 1; the last batch of an epoch may be smaller
 * @param validation null for none
 * @param classWeight a factor for the loss of each class; 1 for those not named
 * @param sampleWeight a factor for the loss of each training picture, or null
 * @param threads at least 1; their number changes no result
 * @param checkpoint a file from which training goes on if it is there, and to which its state is written at the
 *     beginning, after each epoch, when it is stopped, and at least every {@code checkpointEvery}; null for none
 * @param stop asked before every step; true ends the training after writing the checkpoint
 */
public record Fit(
    int epochs,
    int batchSize,
    boolean shuffle,
    ImageSet validation,
    Map<Integer, Double> classWeight,
    float[] sampleWeight,
    List<Callback> callbacks,
    int threads,
    Path checkpoint,
    Duration checkpointEvery,
    BooleanSupplier stop) {
  public Fit {
    atLeastOne("epochs", epochs);
    atLeastOne("batch_size", batchSize);
    atLeastOne("threads", threads);
    classWeight = Map.copyOf(classWeight);
    callbacks = List.copyOf(callbacks);
    classWeight.values().forEach(Fit::notNegative);
    if (sampleWeight != null) {
      for (float weight : sampleWeight) {
        notNegative(weight);
      }
    }
  }

  public static Fit epochs(int epochs) {
    return new Fit(
        epochs,
        32,
        true,
        null,
        Map.of(),
        null,
        List.of(new StopOnNaN()),
        Runtime.getRuntime().availableProcessors(),
        null,
        Duration.ofSeconds(30),
        () -> false);
  }

  public Fit batchSize(int batchSize) {
    return new Fit(
        epochs,
        batchSize,
        shuffle,
        validation,
        classWeight,
        sampleWeight,
        callbacks,
        threads,
        checkpoint,
        checkpointEvery,
        stop);
  }

  public Fit shuffle(boolean shuffle) {
    return new Fit(
        epochs,
        batchSize,
        shuffle,
        validation,
        classWeight,
        sampleWeight,
        callbacks,
        threads,
        checkpoint,
        checkpointEvery,
        stop);
  }

  public Fit validation(ImageSet validation) {
    return new Fit(
        epochs,
        batchSize,
        shuffle,
        validation,
        classWeight,
        sampleWeight,
        callbacks,
        threads,
        checkpoint,
        checkpointEvery,
        stop);
  }

  public Fit classWeight(Map<Integer, Double> classWeight) {
    return new Fit(
        epochs,
        batchSize,
        shuffle,
        validation,
        classWeight,
        sampleWeight,
        callbacks,
        threads,
        checkpoint,
        checkpointEvery,
        stop);
  }

  public Fit sampleWeight(float[] sampleWeight) {
    return new Fit(
        epochs,
        batchSize,
        shuffle,
        validation,
        classWeight,
        sampleWeight,
        callbacks,
        threads,
        checkpoint,
        checkpointEvery,
        stop);
  }

  /** One callback more. */
  public Fit callback(Callback callback) {
    List<Callback> more = new ArrayList<>(callbacks);
    more.add(callback);
    return new Fit(
        epochs,
        batchSize,
        shuffle,
        validation,
        classWeight,
        sampleWeight,
        more,
        threads,
        checkpoint,
        checkpointEvery,
        stop);
  }

  public Fit threads(int threads) {
    return new Fit(
        epochs,
        batchSize,
        shuffle,
        validation,
        classWeight,
        sampleWeight,
        callbacks,
        threads,
        checkpoint,
        checkpointEvery,
        stop);
  }

  public Fit checkpoint(Path checkpoint) {
    return checkpoint(checkpoint, checkpointEvery);
  }

  public Fit checkpoint(Path checkpoint, Duration checkpointEvery) {
    return new Fit(
        epochs,
        batchSize,
        shuffle,
        validation,
        classWeight,
        sampleWeight,
        callbacks,
        threads,
        checkpoint,
        checkpointEvery,
        stop);
  }

  public Fit stop(BooleanSupplier stop) {
    return new Fit(
        epochs,
        batchSize,
        shuffle,
        validation,
        classWeight,
        sampleWeight,
        callbacks,
        threads,
        checkpoint,
        checkpointEvery,
        stop);
  }

  /**
   * What the loss of each picture is multiplied by, its class's factor and its own; null for ones.
   *
   * @throws IllegalArgumentException if they do not fit the pictures
   */
  float[] weights(ImageSet set) {
    for (int label : classWeight.keySet()) {
      if (label < 0 || label >= set.classes()) {
        throw new IllegalArgumentException(
            "a class weight must be for a class of the pictures, 0 to %d; received one for %d."
                .formatted(set.classes() - 1, label));
      }
    }
    if (sampleWeight != null && sampleWeight.length != set.size()) {
      throw new IllegalArgumentException(
          "there must be as many sample weights as pictures, %d; received %d."
              .formatted(set.size(), sampleWeight.length));
    }
    if (sampleWeight == null && classWeight.isEmpty()) {
      return null;
    }
    float[] weights = new float[set.size()];
    for (int i = 0; i < weights.length; i++) {
      double ofClass = classWeight.getOrDefault(set.label(i), 1.0);
      weights[i] = (float) (ofClass * (sampleWeight == null ? 1 : sampleWeight[i]));
    }
    return weights;
  }

  static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("'" + name + "' must be at least 1; received " + value + ".");
    }
  }

  private static void notNegative(double weight) {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a weight must be a finite number, 0 or more; received " + weight + ".");
    }
  }
}
