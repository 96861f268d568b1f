package dev.weft.engine;

import dev.weft.kernel.OptimizerKernels;
import dev.weft.model.Adadelta;
import dev.weft.model.Adagrad;
import dev.weft.model.Adam;
import dev.weft.model.AdamW;
import dev.weft.model.Clipping;
import dev.weft.model.Nadam;
import dev.weft.model.Optimizer;
import dev.weft.model.RMSprop;
import dev.weft.model.Regularizer;
import dev.weft.model.SGD;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of the optimizer on all weights: penalty, clipping, decay and update in one pass (clipping needs one
 * before). Where nothing is clipped, an op may have pieces of its weights updated as soon as their gradients are there,
 * still in the cache.
 */
final class OptimizerStep {
  /** Floats of a weight in one unit of work. */
  private static final int CHUNK = 8_192;

  private final Optimizer optimizer;
  private final OptimizerState state;
  private final WorkerPool workers;
  private final List<Parameter> parameters;
  private final List<Chunk> chunks = new ArrayList<>();

  /** The chunks that ops have updated come first; from this one on they are updated together. */
  private int early;

  private final boolean clipped;
  private final WorkerPool.Task prepare = this::prepareUnit;
  private final WorkerPool.Task update = unit -> updateUnit(early + unit);
  private double[] penalties;
  private double[] squares;
  private long[] nanos;
  private double rate;
  private double globalNorm;
  private double product;

  /** A piece of one weight. */
  private record Chunk(int weight, float[] w, float[] g, float[][] slots, float l1, float l2, int from, int to) {}

  OptimizerStep(Optimizer optimizer, OptimizerState state, List<Parameter> parameters, WorkerPool workers) {
    this.optimizer = optimizer;
    this.state = state;
    this.parameters = parameters;
    this.workers = workers;
    clipped = !optimizer.clipping().equals(Clipping.NONE);
    product = optimizer instanceof Nadam nadam ? OptimizerState.momentumProduct(nadam, state.iterations()) : 1;
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
        (float) regularizer.l1(),
        (float) regularizer.l2(),
        from,
        to);
  }

  /** Begins a step; after that come the early units. */
  void begin(double rate) {
    this.rate = rate;
    if (optimizer instanceof Nadam nadam) {
      product *= OptimizerState.momentum(nadam, state.iterations() + 1);
    }
  }

  /** Ends the step and returns the penalty of the weights as they were before it. */
  double finish() {
    if (clipped) {
      workers.run(prepare, chunks.size());
      globalNorm = Math.sqrt(sum(squares));
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
    penalties[unit] = OptimizerKernels.regularize(c.w, c.g, 1, c.l1, c.l2, 0, c.from, c.to);
    if (optimizer.clipping().clipvalue() > 0) {
      OptimizerKernels.clip(c.g, (float) optimizer.clipping().clipvalue(), c.from, c.to);
    } else {
      squares[unit] = OptimizerKernels.squares(c.g, c.from, c.to);
    }
  }

  /** What a clipped gradient is multiplied by: {@code limit / max(norm, limit)}. */
  private float clipScale(Chunk chunk) {
    Clipping clipping = optimizer.clipping();
    double limit = Math.max(clipping.clipnorm(), clipping.globalClipnorm());
    if (limit == 0) {
      return 1;
    }
    double norm = clipping.globalClipnorm() > 0 ? globalNorm : norm(chunk.weight);
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
    float decay = (float) (optimizer.weightDecay() * rate);
    if (clipped) {
      OptimizerKernels.regularize(c.w, c.g, clipScale(c), 0, 0, decay, c.from, c.to);
    } else {
      penalties[unit] = OptimizerKernels.regularize(c.w, c.g, 1, c.l1, c.l2, decay, c.from, c.to);
    }
    long t = state.iterations() + 1;
    float[][] s = c.slots;
    switch (optimizer) {
      case SGD o -> sgd(o, c);
      case Adam o -> adam(c, o.beta1(), o.beta2(), o.epsilon(), t);
      case AdamW o -> adam(c, o.beta1(), o.beta2(), o.epsilon(), t);
      case Nadam o -> nadam(o, c, t);
      case RMSprop o -> rmsprop(o, c);
      case Adadelta o ->
          OptimizerKernels.adadelta(c.w, c.g, s[0], s[1], (float) rate, o.rho(), (float) o.epsilon(), c.from, c.to);
      case Adagrad o -> OptimizerKernels.adagrad(c.w, c.g, s[0], (float) rate, (float) o.epsilon(), c.from, c.to);
    }
  }

  private void sgd(SGD o, Chunk c) {
    float momentum = (float) o.momentum();
    if (momentum == 0) {
      OptimizerKernels.sgd(c.w, c.g, (float) rate, c.from, c.to);
    } else if (o.nesterov()) {
      OptimizerKernels.nesterov(c.w, c.g, c.slots[0], (float) rate, momentum, c.from, c.to);
    } else {
      OptimizerKernels.momentum(c.w, c.g, c.slots[0], (float) rate, momentum, c.from, c.to);
    }
  }

  private void adam(Chunk c, double beta1, double beta2, double epsilon, long t) {
    float alpha = (float) (rate * Math.sqrt(1 - power(beta2, t)) / (1 - power(beta1, t)));
    OptimizerKernels.adam(c.w, c.g, c.slots[0], c.slots[1], alpha, beta1, beta2, (float) epsilon, c.from, c.to);
  }

  /** Rounded to a float as Keras has it: what 1 less such a power loses in digits is felt in the first steps. */
  private static float power(double base, long exponent) {
    return (float) Math.pow((float) base, exponent);
  }

  private void nadam(Nadam o, Chunk c, long t) {
    double u = OptimizerState.momentum(o, t);
    double next = OptimizerState.momentum(o, t + 1);
    float ahead = (float) (rate * next / (1 - product * next));
    float now = (float) (rate * (1 - u) / (1 - product));
    float correction = 1 / (1 - power(o.beta2(), t));
    OptimizerKernels.nadam(
        c.w,
        c.g,
        c.slots[0],
        c.slots[1],
        ahead,
        now,
        correction,
        (float) o.beta1(),
        (float) o.beta2(),
        (float) o.epsilon(),
        c.from,
        c.to);
  }

  private void rmsprop(RMSprop o, Chunk c) {
    float epsilon = (float) o.epsilon();
    float momentum = (float) o.momentum();
    if (momentum == 0 && !o.centered()) {
      OptimizerKernels.rmsprop(c.w, c.g, c.slots[0], (float) rate, o.rho(), epsilon, c.from, c.to);
    } else {
      float[] moving = momentum == 0 ? null : c.slots[1];
      float[] mean = o.centered() ? c.slots[c.slots.length - 1] : null;
      OptimizerKernels.rmsprop(
          c.w, c.g, c.slots[0], moving, mean, (float) rate, o.rho(), momentum, epsilon, c.from, c.to);
    }
  }
}
