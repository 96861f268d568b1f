package dev.weft.explain.robustness;

import dev.weft.dataset.ImageSet;
import dev.weft.dataset.Progress;
import dev.weft.engine.WorkerPool;
import dev.weft.explain.robustness.Measured.Flip;
import dev.weft.kernel.Pixels;
import dev.weft.model.Outputs;
import dev.weft.train.Model;
import dev.weft.train.Predictor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Measures the robustness of a model on its test images, condition by condition. The number of threads changes no bit,
 * nor do the other images or conditions. Not for more than one thread at a time.
 */
public final class RobustnessMeter implements AutoCloseable {
  private static final int MOST_IMAGES = 1024;
  private static final int MOST_FLOATS = 4_000_000;

  private final Model model;
  private final ImageSet test;
  private final int threads;
  private final Progress progress;
  private final BooleanSupplier stop;
  private final WorkerPool workers;
  private final Predictor predictor;
  private final Outputs meaning;
  private final int outputs;
  private final int features;
  private final float[] scale;
  private final float[] offset;

  /** Of one piece of the images, as the network takes them and what it gives. */
  private final float[] inputs;

  private final float[] out;
  private long done;
  private long all;

  /**
   * @param test the images that the model is tested on
   * @param threads how many share the work, at least 1
   * @param stop asked before each piece of work whether to end
   * @throws IllegalArgumentException if the images are not as large as the network's input
   */
  public RobustnessMeter(Model model, ImageSet test, int threads, Progress progress, BooleanSupplier stop) {
    this.model = model;
    this.test = test;
    this.threads = threads;
    this.progress = progress;
    this.stop = stop;
    features = test.features();
    if (features != model.network().input().elements()) {
      throw new IllegalArgumentException(
          "images must have %s numbers, as the network's input; received %s."
              .formatted(model.network().input().elements(), features));
    }
    meaning = Outputs.of(model.network(), model.loss());
    outputs = model.network().output().elements();
    scale = model.scaling().scale();
    offset = model.scaling().offset();
    int piece = Math.clamp(MOST_FLOATS / features, 1, Math.min(MOST_IMAGES, test.size()));
    inputs = new float[piece * features];
    out = new float[piece * outputs];
    workers = new WorkerPool(threads);
    predictor = model.predictor(threads);
  }

  /**
   * Measures what is missing of what is wanted.
   *
   * @param begun what is known already, of a plan that has all that is wanted
   * @param keep receives it with each condition that is measured
   * @return all, or what was measured until it was stopped
   */
  Robustness measure(Robustness begun, RobustnessPlan wanted, Consumer<Robustness> keep) {
    Robustness known = begun;
    List<Condition> missing = begun.missing();
    missing.retainAll(wanted.conditions());
    List<Condition> changes = missing.stream().filter(condition -> !condition.isAttack()).toList();
    done = 0;
    all = (long) changes.size() * test.size();
    for (Condition condition : changes) {
      BitSet right = condition.change().equals(Condition.CLEAN) ? null : known.clean().right();
      Measured measured = measured(condition, right, known.plan().seed());
      if (measured == null) {
        return known;
      }
      known = known.with(measured);
      keep.accept(known);
    }
    return missing.size() == changes.size() ? known : attacked(known, wanted, keep);
  }

  /** Null where it was stopped. */
  private Measured measured(Condition condition, BitSet rightWithout, long seed) {
    BitSet right = new BitSet(test.size());
    List<Flip> flips = new ArrayList<>();
    int piece = inputs.length / features;
    for (int from = 0; from < test.size(); from += piece) {
      if (stop.getAsBoolean()) {
        return null;
      }
      int first = from;
      int count = Math.min(piece, test.size() - from);
      workers.run(i -> change(condition, first + i, seed, i), count);
      predictor.predict(inputs, count, out);
      judge(first, count, right, rightWithout, flips);
      done += count;
      progress.count("robustness, " + condition.change().replace('_', ' '), done, all, "images");
    }
    return new Measured(condition, test.size(), right, worst(flips));
  }

  private void change(Condition condition, int image, long seed, int slot) {
    byte[] changed = condition.of(test, image, seed);
    Pixels.scale(changed, 0, scale, offset, inputs, slot * features);
  }

  private void judge(int first, int count, BitSet right, BitSet rightWithout, List<Flip> flips) {
    float[] given = new float[count * outputs];
    System.arraycopy(out, 0, given, 0, given.length);
    float[] perClass = meaning.perClass(given, outputs);
    int classes = perClass.length / count;
    for (int i = 0; i < count; i++) {
      int best = 0;
      for (int label = 1; label < classes; label++) {
        best = perClass[i * classes + label] > perClass[i * classes + best] ? label : best;
      }
      boolean isRight = best == test.label(first + i);
      right.set(first + i, isRight);
      if (!isRight && rightWithout != null && rightWithout.get(first + i)) {
        flips.add(new Flip(first + i, best, perClass[i * classes + best]));
      }
    }
  }

  private static List<Flip> worst(List<Flip> flips) {
    return flips.stream()
        .sorted(Comparator.comparingDouble(Flip::probability).reversed().thenComparingInt(Flip::image))
        .limit(Measured.MOST_FLIPS)
        .toList();
  }

  private Robustness attacked(Robustness begun, RobustnessPlan wanted, Consumer<Robustness> keep) {
    Robustness known = begun;
    RobustnessPlan plan = begun.plan();
    ImageSet attacked = plan.attacked() < test.size() ? test.sample(plan.attacked(), plan.seed()) : test;
    try (Attack attack = new Attack(model, threads)) {
      BitSet clean = attack.clean(attacked, stop);
      int count = 0;
      for (double radius : wanted.radii()) {
        BitSet fast = attack.fastGradientSign(attacked, clean, radius, stop);
        BitSet slow = attack.projectedGradient(attacked, clean, radius, plan.steps(), plan.seed(), stop);
        if (stop.getAsBoolean()) {
          return known;
        }
        BitSet both = (BitSet) slow.clone();
        both.and(fast);
        known =
            known
                .with(new Measured(new Condition(Condition.FGSM, radius), attacked.size(), fast, List.of()))
                .with(new Measured(new Condition(Condition.PGD, radius), attacked.size(), both, List.of()));
        keep.accept(known);
        progress.count("robustness, attacks", ++count, wanted.radii().size(), "radii");
      }
    }
    return known;
  }

  /** Ends its threads. */
  @Override
  public void close() {
    predictor.close();
    workers.close();
  }
}
