package dev.weft.explain.robustness;

import dev.weft.SplitMix64;
import dev.weft.dataset.ImageSet;
import dev.weft.engine.GradientProgram;
import dev.weft.engine.WorkerPool;
import dev.weft.model.Outputs;
import dev.weft.train.Model;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.BooleanSupplier;

/**
 * Changes images by gradients so that a network mistakes them, with each number of an image within a radius of what it
 * is and from 0 to 1, where black is 0 and white is 1. The loss is the cross-entropy of the softmax of the scores. Only
 * the signs of its gradient count, so it is computed without the factor that vanishes where the network is sure.
 *
 * <p>The fast gradient sign method makes one step: Goodfellow, Shlens and Szegedy, "Explaining and harnessing
 * adversarial examples", 2015. Projected gradient descent begins anywhere within the radius and makes many: Madry,
 * Makelov, Schmidt, Tsipras and Vladu, "Towards deep learning models resistant to adversarial attacks", 2018.
 */
final class Attack implements AutoCloseable {
  private static final int BATCH = 32;

  /** A step, in parts of the radius over the number of steps: Madry's. */
  private static final double STEP = 2.5;

  private final WorkerPool workers;
  private final GradientProgram program;
  private final float[] scale;
  private final float[] offset;
  private final int features;
  private final int outputs;
  private final float border;

  /** The images of one batch as they are, and as they are changed; (batch, features), from 0 to 1. */
  private final float[] images;

  private final float[] changed;

  /** Of each image of the batch the class and the place in the set. */
  private final int[] labels = new int[BATCH];

  private final int[] places = new int[BATCH];

  Attack(Model model, int threads) {
    workers = new WorkerPool(threads);
    program = GradientProgram.of(model.network(), model.variables(), BATCH, workers);
    scale = model.scaling().scale();
    offset = model.scaling().offset();
    features = scale.length;
    outputs = program.graph().output().elements();
    border = Outputs.of(model.network(), model.loss()) == Outputs.SCORES ? 0.5f : 0;
    images = new float[BATCH * features];
    changed = new float[BATCH * features];
  }

  /** What an attack does to a batch of so many images; it takes those out of {@code right} that it breaks. */
  private interface Way {
    void on(int count, BitSet right);
  }

  /** Which images are right as they are. */
  BitSet clean(ImageSet set, BooleanSupplier stop) {
    BitSet all = new BitSet();
    all.set(0, set.size());
    return left(
        set,
        all,
        stop,
        (count, right) -> {
          System.arraycopy(images, 0, changed, 0, count * features);
          judge(count, right);
        });
  }

  /** Of the images that are right, those that stay so. */
  BitSet fastGradientSign(ImageSet set, BitSet right, double radius, BooleanSupplier stop) {
    return left(
        set,
        right,
        stop,
        (count, still) -> {
          System.arraycopy(images, 0, changed, 0, count * features);
          forward(count);
          step(count, radius, radius);
          judge(count, still);
        });
  }

  /**
   * The same by so many steps; after each it is looked whether an image is broken.
   *
   * @param seed decides where it begins
   */
  BitSet projectedGradient(ImageSet set, BitSet right, double radius, int steps, long seed, BooleanSupplier stop) {
    double length = Math.min(STEP * radius / steps, radius);
    return left(
        set,
        right,
        stop,
        (count, still) -> {
          begin(set, count, radius, seed);
          for (int step = 0; step < steps && any(count, still) && !stop.getAsBoolean(); step++) {
            forward(count);
            remove(count, still);
            step(count, length, radius);
          }
          judge(count, still);
        });
  }

  /** Goes through the images that are right, batch by batch. */
  private BitSet left(ImageSet set, BitSet right, BooleanSupplier stop, Way way) {
    BitSet still = (BitSet) right.clone();
    int image = right.nextSetBit(0);
    while (image >= 0 && !stop.getAsBoolean()) {
      int count = 0;
      for (; image >= 0 && count < BATCH; image = right.nextSetBit(image + 1)) {
        byte[] pixels = set.image(image);
        for (int i = 0; i < features; i++) {
          images[count * features + i] = (pixels[i] & 0xff) / 255f;
        }
        labels[count] = set.label(image);
        places[count++] = image;
      }
      way.on(count, still);
    }
    return still;
  }

  private void begin(ImageSet set, int count, double radius, long seed) {
    for (int i = 0; i < count; i++) {
      SplitMix64 random = SplitMix64.of(seed, Condition.PGD, set.sourceIndex(places[i]));
      for (int f = i * features; f < (i + 1) * features; f++) {
        changed[f] = Math.clamp((float) (images[f] + random.between(-radius, radius)), 0f, 1f);
      }
    }
  }

  private boolean any(int count, BitSet still) {
    return Arrays.stream(places, 0, count).anyMatch(still::get);
  }

  private void forward(int count) {
    for (int i = 0; i < count * features; i++) {
      int f = i % features;
      program.input()[i] = changed[i] * 255 * scale[f] + offset[f];
    }
    program.forward(count);
  }

  private void judge(int count, BitSet right) {
    forward(count);
    remove(count, right);
  }

  private void remove(int count, BitSet right) {
    for (int i = 0; i < count; i++) {
      if (predicted(i) != labels[i]) {
        right.clear(places[i]);
      }
    }
  }

  private int predicted(int sample) {
    float[] scores = program.scores();
    if (outputs == 1) {
      return scores[sample] > border ? 1 : 0;
    }
    int best = 0;
    for (int label = 1; label < outputs; label++) {
      if (scores[sample * outputs + label] > scores[sample * outputs + best]) {
        best = label;
      }
    }
    return best;
  }

  /** A step of this length up the loss of the last forward pass, back to within the radius. */
  private void step(int count, double length, double radius) {
    for (int i = 0; i < count; i++) {
      ask(i);
    }
    program.backward(count);
    float[] gradient = program.inputGradient();
    for (int i = 0; i < count * features; i++) {
      float moved = changed[i] + (float) length * Math.signum(gradient[i] * Math.signum(scale[i % features]));
      float low = Math.max(0, images[i] - (float) radius);
      float high = Math.min(1, images[i] + (float) radius);
      changed[i] = Math.clamp(moved, low, high);
    }
  }

  /** The gradient of the cross-entropy by the scores, without the factor that all of an image's have. */
  private void ask(int sample) {
    float[] scores = program.scores();
    float[] gradient = program.scoreGradient();
    int at = sample * outputs;
    int label = labels[sample];
    if (outputs == 1) {
      gradient[at] = label == 1 ? -1 : 1;
      return;
    }
    double best = Double.NEGATIVE_INFINITY;
    for (int other = 0; other < outputs; other++) {
      best = other == label ? best : Math.max(best, scores[at + other]);
    }
    double sum = 0;
    for (int other = 0; other < outputs; other++) {
      sum += other == label ? 0 : Math.exp(scores[at + other] - best);
    }
    for (int other = 0; other < outputs; other++) {
      gradient[at + other] = other == label ? -1 : (float) (Math.exp(scores[at + other] - best) / sum);
    }
  }

  /** Ends its threads. */
  @Override
  public void close() {
    workers.close();
  }
}
