package dev.weft.train;

import dev.weft.augment.Augmentation;
import dev.weft.dataset.ImageSet;
import dev.weft.engine.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How to train: begin with {@link #epochs(int)}, then change what shall not be the default. Immutable: each change
 * gives another one. See <a href="https://keras.io/api/models/model_training_apis/">Keras</a>.
 */
public final class Fit implements Cloneable {
  /** How often a training writes its checkpoint, if nobody says another time. */
  public static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(30);

  private int epochs;
  private int batchSize = 32;
  private boolean shuffle = true;
  private ImageSet validation;
  private Map<Integer, Double> classWeight = Map.of();
  private float[] sampleWeight;
  private List<Augmentation> augment = List.of();
  private List<Callback> callbacks = List.of();
  private int threads = Runtime.getRuntime().availableProcessors();
  private Path checkpoint;
  private Duration checkpointEvery = CHECKPOINT_EVERY;
  private BooleanSupplier stop = () -> false;
  private Path features;
  private Consumer<Profile> profile = profile -> {};

  private Fit() {}

  /** Training for so many epochs, at least 1. */
  public static Fit epochs(int epochs) {
    atLeastOne("epochs", epochs);
    return new Fit().with(fit -> fit.epochs = epochs);
  }

  /** How many images a step takes, at least 1; the last batch of an epoch may be smaller. Default 32. */
  public Fit batchSize(int batchSize) {
    atLeastOne("batch_size", batchSize);
    return with(fit -> fit.batchSize = batchSize);
  }

  /** Whether each epoch has an order of its own, by the model's seed. Default true. */
  public Fit shuffle(boolean shuffle) {
    return with(fit -> fit.shuffle = shuffle);
  }

  /** Images on which the model is measured after each epoch; null, the default, for none. */
  public Fit validation(ImageSet validation) {
    return with(fit -> fit.validation = validation);
  }

  /** A factor, 0 or more, for the loss of each class; 1 for those not named, which by default are all. */
  public Fit classWeight(Map<Integer, Double> classWeight) {
    classWeight.values().forEach(Fit::notNegative);
    return with(fit -> fit.classWeight = Map.copyOf(classWeight));
  }

  /** A factor, 0 or more, for the loss of each training image; null, the default, for ones. */
  public Fit sampleWeight(float[] sampleWeight) {
    if (sampleWeight != null) {
      for (float weight : sampleWeight) {
        notNegative(weight);
      }
    }
    return with(fit -> fit.sampleWeight = sampleWeight);
  }

  /**
   * How training images are changed at random, one augmentation after another, each time they are seen; MixUp and
   * CutMix come last, wherever they stand, and of several one is chosen for each batch. A function of the model's seed,
   * the epoch and the image alone. Validation images stay as they are. By default none.
   *
   * <p>The loss of a mixture is {@code s L(first label) + (1 - s) L(second label)}, s the share of the first image; for
   * cross-entropies that is the loss of a soft label. The accuracy asks for the label of the larger share.
   */
  public Fit augment(List<Augmentation> augment) {
    return with(fit -> fit.augment = List.copyOf(augment));
  }

  /**
   * One callback more; by default there is none. One that {@linkplain Callback#averagesWeights averages the weights}
   * comes first, wherever it was added: early stopping is to see the averages, and to have the last word.
   *
   * @throws IllegalArgumentException if it is the second that averages the weights
   */
  public Fit callback(Callback callback) {
    boolean averages = callback.averagesWeights();
    if (averages && callbacks.stream().anyMatch(Callback::averagesWeights)) {
      throw new IllegalArgumentException(
          "a training ends with one average of its weights; received two callbacks that average them; leave one out.");
    }
    List<Callback> more = new ArrayList<>(callbacks);
    more.add(averages ? 0 : more.size(), callback);
    return with(fit -> fit.callbacks = List.copyOf(more));
  }

  /** How many threads compute, at least 1; their number changes no result. By default one per processor. */
  public Fit threads(int threads) {
    atLeastOne("threads", threads);
    return with(fit -> fit.threads = threads);
  }

  /** A checkpoint written at least every 30 seconds, see {@link #checkpoint(Path, Duration)}. */
  public Fit checkpoint(Path checkpoint) {
    return checkpoint(checkpoint, checkpointEvery);
  }

  /**
   * A file with the training's state. Training goes on from it if it is there. It is written at the beginning, after
   * each epoch, when training is stopped, and at least every so often. Null, the default, means none.
   */
  public Fit checkpoint(Path checkpoint, Duration every) {
    return with(fit -> {
      fit.checkpoint = checkpoint;
      fit.checkpointEvery = every;
    });
  }

  /**
   * The folder in which the outputs of layers that do not learn are kept for later trainings; null, the default, for
   * none. They are computed once for all epochs, unless augmentation changes the images.
   */
  public Fit features(Path folder) {
    return with(fit -> fit.features = folder);
  }

  /** Asked before every step; true ends the training after writing the checkpoint. By default never. */
  public Fit stop(BooleanSupplier stop) {
    return with(fit -> fit.stop = stop);
  }

  /** Receives at the end, of each stage, where the time of the steps went. By default nobody does. */
  public Fit profile(Consumer<Profile> profile) {
    return with(fit -> fit.profile = profile);
  }

  /** So many epochs of the same steps, and nothing beside them: neither validation nor callbacks nor a checkpoint. */
  public Fit stepsAlone(int epochs) {
    return Fit.epochs(epochs)
        .batchSize(batchSize)
        .shuffle(shuffle)
        .classWeight(classWeight)
        .sampleWeight(sampleWeight)
        .augment(augment);
  }

  /** What holds for all stages of a training, whose callbacks stages have. */
  Fit withoutCallbacks() {
    return with(fit -> fit.callbacks = List.of());
  }

  private Fit with(Consumer<Fit> change) {
    try {
      Fit copy = (Fit) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  public int epochs() {
    return epochs;
  }

  public int batchSize() {
    return batchSize;
  }

  public boolean shuffle() {
    return shuffle;
  }

  public ImageSet validation() {
    return validation;
  }

  public Map<Integer, Double> classWeight() {
    return classWeight;
  }

  public float[] sampleWeight() {
    return sampleWeight;
  }

  public List<Augmentation> augment() {
    return augment;
  }

  public List<Callback> callbacks() {
    return callbacks;
  }

  public int threads() {
    return threads;
  }

  public Path checkpoint() {
    return checkpoint;
  }

  public Duration checkpointEvery() {
    return checkpointEvery;
  }

  public Path features() {
    return features;
  }

  public BooleanSupplier stop() {
    return stop;
  }

  public Consumer<Profile> profile() {
    return profile;
  }

  /**
   * What the loss of each image is multiplied by, its class's factor and its own; null for ones.
   *
   * @throws IllegalArgumentException if they do not fit the images
   */
  float[] weights(ImageSet set) {
    for (int label : classWeight.keySet()) {
      if (label < 0 || label >= set.classes()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a class weight must be for a class of the images, 0 to %d; received one for %d.",
                set.classes() - 1,
                label));
      }
    }
    if (sampleWeight != null && sampleWeight.length != set.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "there must be as many sample weights as images, %d; received %d.",
              set.size(),
              sampleWeight.length));
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
