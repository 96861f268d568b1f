package dev.weft.engine;

import dev.weft.kernel.OptimizerKernels;
import dev.weft.model.Clipping;
import dev.weft.model.Optimizer;
import dev.weft.model.Regularizer;
import dev.weft.model.Schedule;
import dev.weft.model.StepOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of the optimizer on all weights: penalty, sum of several batches, clipping, decay, the step itself and
 * moving averages in one pass (clipping needs one before). Where nothing is clipped, an op may have pieces of its
 * weights updated as soon as their gradients are there, still in the cache.
 */
final class OptimizerStep {
  /** Floats of a weight in one unit of work. */
  private static final int CHUNK = 8_192;

  private final Optimizer optimizer;
  private final StepOptions options;

  /** One for each factor of the learning rate. */
  private final List<Pace> paces = new ArrayList<>();

  private final OptimizerState state;
  private final WorkerPool workers;
  private final List<Parameter> parameters;
  private final List<Chunk> chunks = new ArrayList<>();

  /** The chunks that ops have updated come first; from this one on they are updated together. */
  private int early;

  private final boolean clipped;
  private double limit;
  private final List<AdaptiveClipping> adaptive = new ArrayList<>();
  private final WorkerPool.Task adapt = unit -> adaptive.get(unit).clip(limit);
  private final WorkerPool.Task prepare = this::prepareUnit;
  private final WorkerPool.Task update = unit -> updateUnit(early + unit);
  private double[] penalties;
  private double[] squares;
  private long[] nanos;
  private final float unscale;
  private double rate;
  private double globalNorm;

  /** Whether the weights change with this batch; otherwise its gradients only join the sum. */
  private boolean changes;

  private float emaMomentum;
  private boolean overwrites;

  /** The step of all weights whose learning rate has the same factor. */
  private record Pace(double factor, WeightStep step) {}

  /**
   * A piece of one weight.
   *
   * @param sum of the gradients since the last step, or null
   * @param average the weight's moving average, or null
   * @param decays whether weight decay reaches it
   */
  private record Chunk(
      int weight,
      float[] w,
      float[] g,
      float[][] slots,
      float[] sum,
      float[] average,
      float l1,
      float l2,
      boolean decays,
      Pace pace,
      int from,
      int to) {}

  OptimizerStep(Optimizer optimizer, OptimizerState state, List<Parameter> parameters, WorkerPool workers) {
    this.optimizer = optimizer;
    this.state = state;
    this.parameters = parameters;
    this.workers = workers;
    options = optimizer.options();
    Schedule given = options.clipping().limit();
    clipped = given != null;
    limit = clipped ? given.firstRate() : 0;
    unscale = 1 / lossScale();
  }

  /** What the gradients are times too large. */
  float lossScale() {
    return options.lossScaleFactor() == 0 ? 1 : (float) options.lossScaleFactor();
  }

  /** Whether a weight's step depends on no other gradient than its own. */
  boolean canBeEarly() {
    return !clipped;
  }

  /**
   * Leaves it to an op to call {@link #updateUnit} for each piece of a weight.
   *
   * @param ends where each piece ends and the next begins
   * @return the unit of the first piece
   */
  int early(Parameter parameter, int[] ends) {
    int first = chunks.size();
    int from = 0;
    for (int to : ends) {
      chunks.add(chunk(parameter, from, to));
      from = to;
    }
    early = chunks.size();
    return first;
  }

  /** Cuts all other weights. No op can ask for early updates after that. */
  void plan() {
    List<Integer> done = chunks.stream().map(Chunk::weight).toList();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      int length = parameter.values().length;
      for (int from = 0; from < length && parameter.isTrained() && !done.contains(i); from += CHUNK) {
        chunks.add(chunk(parameter, from, Math.min(length, from + CHUNK)));
      }
    }
    if (options.clipping().adaptiveClipnorm() != null) {
      parameters.stream().filter(Parameter::isTrained).map(AdaptiveClipping::new).forEach(adaptive::add);
    }
    penalties = new double[chunks.size()];
    squares = new double[chunks.size()];
    nanos = new long[chunks.size()];
  }

  private Chunk chunk(Parameter parameter, int from, int to) {
    Regularizer regularizer = parameter.variable().weight().regularizer();
    return new Chunk(
        parameters.indexOf(parameter),
        parameter.values(),
        parameter.gradient(),
        state.slots(parameter.variable()),
        state.slot(OptimizerState.ACCUMULATOR, parameter.variable()),
        state.slot(OptimizerState.AVERAGE, parameter.variable()),
        (float) regularizer.l1(),
        (float) regularizer.l2(),
        options.decays(parameter.variable().weight().name()),
        pace(options.learningRateFactor(parameter.variable().layer())),
        from,
        to);
  }

  private Pace pace(double factor) {
    for (Pace pace : paces) {
      if (pace.factor == factor) {
        return pace;
      }
    }
    paces.add(new Pace(factor, WeightStep.of(optimizer)));
    return paces.getLast();
  }

  /** Another limit on gradients from the next step on, where they are clipped; 0 for none. */
  void limit(double limit) {
    this.limit = limit;
  }

  /** See {@link WeightStep#momentum}. */
  void momentum(double momentum) {
    for (int i = 0; i < paces.size(); i++) {
      paces.get(i).step.momentum(momentum);
    }
  }

  /** Begins a step; after that come the early units. */
  void begin(double rate) {
    this.rate = rate;
    long t = state.steps() + 1;
    changes = (state.iterations() + 1) % options.batches() == 0;
    emaMomentum = (float) options.emaMomentum(t);
    overwrites = options.emaOverwriteFrequency() > 0 && t % options.emaOverwriteFrequency() == 0;
    for (int i = 0; i < paces.size() && changes; i++) {
      paces.get(i).step.begin(rate * paces.get(i).factor, t);
    }
  }

  /** Ends the step and returns the penalty of the weights as they were before it. */
  double finish() {
    if (clipped) {
      workers.run(prepare, chunks.size());
      globalNorm = Math.sqrt(sum(squares));
      workers.run(adapt, changes && limit > 0 ? adaptive.size() : 0);
    }
    workers.run(update, chunks.size() - early);
    state.iterations(state.iterations() + 1);
    return sum(penalties);
  }

  /** Shares the time that {@link #finish} took among the layers, as their weights took the threads. */
  void profile(Profile profile, int[] layerOfWeight, long time) {
    double all = 0;
    for (int i = early; i < nanos.length; i++) {
      all += nanos[i];
    }
    for (int i = 0; i < nanos.length; i++) {
      int layer = layerOfWeight[chunks.get(i).weight];
      if (i < early) {
        profile.updatedEarly(layer, (double) nanos[i] / workers.threads());
      } else {
        profile.update(layer, time * nanos[i] / all);
      }
    }
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private void prepareUnit(int unit) {
    Chunk c = chunks.get(unit);
    gradient(c, unit, 0);
    if (options.clipping().clipvalue() != null && limit > 0 && changes) {
      OptimizerKernels.clip(c.g, (float) limit, c.from, c.to);
    } else {
      squares[unit] = OptimizerKernels.squares(c.g, c.from, c.to);
    }
  }

  /** Completes a gradient: the loss scale, the penalty, the batches before. The weight itself decays. */
  private void gradient(Chunk c, int unit, float decay) {
    penalties[unit] = OptimizerKernels.regularize(c.w, c.g, unscale, c.l1, c.l2, decay, c.from, c.to);
    if (c.sum != null && changes) {
      OptimizerKernels.mean(c.g, c.sum, options.batches(), c.from, c.to);
    } else if (c.sum != null) {
      OptimizerKernels.accumulate(c.g, c.sum, c.from, c.to);
    }
  }

  /** What a clipped gradient is multiplied by: {@code limit / max(norm, limit)}. */
  private float clipScale(Chunk chunk) {
    Clipping clipping = options.clipping();
    if (limit == 0 || clipping.clipnorm() == null && clipping.globalClipnorm() == null) {
      return 1;
    }
    double norm = clipping.clipnorm() == null ? globalNorm : norm(chunk.weight);
    return (float) (limit / Math.max(norm, limit));
  }

  private double norm(int weight) {
    double sum = 0;
    for (int i = 0; i < squares.length; i++) {
      sum += chunks.get(i).weight == weight ? squares[i] : 0;
    }
    return Math.sqrt(sum);
  }

  void updateUnit(int unit) {
    long began = System.nanoTime();
    update(chunks.get(unit), unit);
    nanos[unit] = System.nanoTime() - began;
  }

  private void update(Chunk c, int unit) {
    float decay = changes && c.decays ? (float) (optimizer.weightDecay() * (rate * c.pace.factor)) : 0;
    if (!clipped) {
      gradient(c, unit, decay);
    } else if (changes) {
      OptimizerKernels.regularize(c.w, c.g, clipScale(c), 0, 0, decay, c.from, c.to);
    }
    if (changes) {
      c.pace.step.step(c.w, c.g, c.slots, c.from, c.to);
    }
    if (c.average != null) {
      average(c);
    }
  }

  private void average(Chunk c) {
    OptimizerKernels.average(c.w, c.average, emaMomentum, c.from, c.to);
    if (overwrites) {
      System.arraycopy(c.average, c.from, c.w, c.from, c.to - c.from);
    }
  }
}
