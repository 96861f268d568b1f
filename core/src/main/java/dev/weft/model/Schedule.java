package dev.weft.model;

import dev.weft.config.Bare;
import dev.weft.config.ConfigException;
import dev.weft.config.NoneIfZero;
import dev.weft.config.NotInFiles;
import java.util.List;

/**
 * The learning rate over time. Steps are counted from 0 over the whole training, epochs from 0. See <a
 * href="https://keras.io/api/optimizers/learning_rate_schedules/">Keras</a>; those named {@code Epoch...} are Weft's.
 */
public sealed interface Schedule
    permits Schedule.Constant,
        Schedule.PiecewiseConstantDecay,
        Schedule.EpochPiecewiseConstant,
        Schedule.ExponentialDecay,
        Schedule.EpochExponentialDecay,
        Schedule.CosineDecay,
        CosineDecayRestarts,
        Schedule.PolynomialDecay,
        Schedule.InverseTimeDecay,
        OneCycle,
        Schedule.Custom {
  /**
   * The learning rate of the step numbered {@code step}, which is in the epoch numbered {@code epoch}. A schedule with
   * numbers of steps that depend on the training is asked after {@link #in}.
   */
  double rate(int epoch, long step);

  /** The momentum of that step; NaN for the optimizer's own. */
  default double momentum(int epoch, long step) {
    return Double.NaN;
  }

  /** The same schedule for a training of this length: each {@link StepCount} becomes a number of steps. */
  default Schedule in(Span span) {
    return this;
  }

  /** Whether it is the same for every training. */
  default boolean isCounted() {
    return in(new Span(1, 1)).equals(this);
  }

  /** The rate of a training's first step; of shares of a training, that of a long one. */
  default double firstRate() {
    return in(new Span(1_000, 1_000)).rate(0, 0);
  }

  static Schedule of(double learningRate) {
    return new Constant(learningRate);
  }

  static Schedule of(Function function) {
    return new Custom(function);
  }

  /** Always the same; in files just the number. */
  @Bare
  record Constant(double learningRate) implements Schedule {
    public Constant {
      notNegative("learning_rate", learningRate);
    }

    @Override
    public double rate(int epoch, long step) {
      return learningRate;
    }
  }

  /** {@code values[i]} for the first i with {@code step <= boundaries[i]}, else the last value. */
  record PiecewiseConstantDecay(List<Double> boundaries, List<Double> values) implements Schedule {
    public PiecewiseConstantDecay {
      boundaries = List.copyOf(boundaries);
      values = List.copyOf(values);
      pieces("PiecewiseConstantDecay", boundaries, values);
    }

    @Override
    public double rate(int epoch, long step) {
      int i = 0;
      while (i < boundaries.size() && step > boundaries.get(i)) {
        i++;
      }
      return values.get(i);
    }
  }

  /** {@code values[i]} for the first i with {@code epoch < boundaries[i]}, else the last value. */
  record EpochPiecewiseConstant(List<Double> boundaries, List<Double> values) implements Schedule {
    public EpochPiecewiseConstant {
      boundaries = List.copyOf(boundaries);
      values = List.copyOf(values);
      pieces("EpochPiecewiseConstant", boundaries, values);
    }

    @Override
    public double rate(int epoch, long step) {
      int i = 0;
      while (i < boundaries.size() && epoch >= boundaries.get(i)) {
        i++;
      }
      return values.get(i);
    }
  }

  /** {@code initial * decayRate^(step / decaySteps)}, the exponent rounded down if {@code staircase}. */
  record ExponentialDecay(double initialLearningRate, StepCount decaySteps, double decayRate, boolean staircase)
      implements Schedule {
    public ExponentialDecay {
      notNegative("initial_learning_rate", initialLearningRate);
      positive("decay_steps", decaySteps);
      notNegative("decay_rate", decayRate);
    }

    public ExponentialDecay(double initialLearningRate, double decaySteps, double decayRate, boolean staircase) {
      this(initialLearningRate, StepCount.of(decaySteps), decayRate, staircase);
    }

    public static ExponentialDecay of(double initialLearningRate, StepCount decaySteps, double decayRate) {
      return new ExponentialDecay(initialLearningRate, decaySteps, decayRate, false);
    }

    public static ExponentialDecay of(double initialLearningRate, double decaySteps, double decayRate) {
      return of(initialLearningRate, StepCount.of(decaySteps), decayRate);
    }

    public ExponentialDecay staircase(boolean staircase) {
      return new ExponentialDecay(initialLearningRate, decaySteps, decayRate, staircase);
    }

    @Override
    public Schedule in(Span span) {
      return new ExponentialDecay(initialLearningRate, decaySteps.in(span, 0), decayRate, staircase);
    }

    @Override
    public double rate(int epoch, long step) {
      double exponent = step / decaySteps.counted();
      return initialLearningRate * Math.pow(decayRate, staircase ? Math.floor(exponent) : exponent);
    }
  }

  /**
   * {@code initial * exp(-decay * (e - fromEpoch))}, with e the epoch kept between {@code fromEpoch} and {@code
   * untilEpoch}: constant, then falling, then constant again. By default from epoch 0 without end.
   */
  record EpochExponentialDecay(double initialLearningRate, double decay, int fromEpoch, int untilEpoch)
      implements Schedule {
    public EpochExponentialDecay {
      notNegative("initial_learning_rate", initialLearningRate);
      if (fromEpoch < 0 || untilEpoch < fromEpoch) {
        throw new IllegalArgumentException(
            "'from_epoch' must be 0 or more and 'until_epoch' at least as much; received "
                + fromEpoch
                + " and "
                + untilEpoch
                + ".");
      }
    }

    public static EpochExponentialDecay of(double initialLearningRate, double decay) {
      return new EpochExponentialDecay(initialLearningRate, decay, 0, Integer.MAX_VALUE);
    }

    public EpochExponentialDecay from(int epoch) {
      return new EpochExponentialDecay(initialLearningRate, decay, epoch, untilEpoch);
    }

    public EpochExponentialDecay until(int epoch) {
      return new EpochExponentialDecay(initialLearningRate, decay, fromEpoch, epoch);
    }

    @Override
    public double rate(int epoch, long step) {
      return initialLearningRate * Math.exp(-decay * (Math.clamp(epoch, fromEpoch, untilEpoch) - fromEpoch));
    }
  }

  /**
   * Along half a cosine from {@code initial} down to {@code alpha * initial} in {@code decaySteps} steps (Loshchilov
   * and Hutter, 2016). With a warm-up, first in a straight line from {@code initial} to {@code warmupTarget} in {@code
   * warmupSteps} steps, and then from {@code warmupTarget} down. By default alpha 0 and no warm-up.
   *
   * @param warmupTarget 0 for none
   */
  record CosineDecay(
      double initialLearningRate,
      StepCount decaySteps,
      double alpha,
      @NoneIfZero double warmupTarget,
      StepCount warmupSteps)
      implements Schedule {
    public CosineDecay {
      notNegative("initial_learning_rate", initialLearningRate);
      positive("decay_steps", decaySteps);
      notNegative("alpha", alpha);
      notNegative("warmup_target", warmupTarget);
    }

    public static CosineDecay of(double initialLearningRate, StepCount decaySteps) {
      return new CosineDecay(initialLearningRate, decaySteps, 0, 0, StepCount.of(0));
    }

    public static CosineDecay of(double initialLearningRate, double decaySteps) {
      return of(initialLearningRate, StepCount.of(decaySteps));
    }

    public CosineDecay alpha(double alpha) {
      return new CosineDecay(initialLearningRate, decaySteps, alpha, warmupTarget, warmupSteps);
    }

    public CosineDecay warmup(double target, StepCount steps) {
      return new CosineDecay(initialLearningRate, decaySteps, alpha, target, steps);
    }

    public CosineDecay warmup(double target, double steps) {
      return warmup(target, StepCount.of(steps));
    }

    /** The rest of a training is what the warm-up leaves of it. */
    @Override
    public Schedule in(Span span) {
      StepCount warmup = warmupSteps.in(span, 0);
      double taken = warmupTarget == 0 ? 0 : warmup.counted();
      return new CosineDecay(initialLearningRate, decaySteps.in(span, taken), alpha, warmupTarget, warmup);
    }

    @Override
    public double rate(int epoch, long step) {
      if (warmupTarget == 0) {
        return cosine(initialLearningRate, step);
      }
      double warmup = warmupSteps.counted();
      if (step <= warmup && warmup > 0) {
        return initialLearningRate + (warmupTarget - initialLearningRate) * step / warmup;
      }
      return cosine(warmupTarget, step - warmup);
    }

    private double cosine(double top, double step) {
      double decay = decaySteps.counted();
      double fraction = 0.5 * (1 + Math.cos(Math.PI * Math.min(step, decay) / decay));
      return top * ((1 - alpha) * fraction + alpha);
    }
  }

  /**
   * {@code (initial - end) * (1 - step / decaySteps)^power + end}, and {@code end} from {@code decaySteps} on. With
   * {@code cycle}, the next multiple of {@code decaySteps} takes its place, so that the rate rises again.
   *
   * @param endLearningRate by default 0.0001
   * @param power 0 or more, by default 1
   */
  record PolynomialDecay(
      double initialLearningRate, StepCount decaySteps, double endLearningRate, double power, boolean cycle)
      implements Schedule {
    public PolynomialDecay {
      notNegative("initial_learning_rate", initialLearningRate);
      positive("decay_steps", decaySteps);
      notNegative("end_learning_rate", endLearningRate);
      notNegative("power", power);
    }

    public static PolynomialDecay of(double initialLearningRate, StepCount decaySteps) {
      return new PolynomialDecay(initialLearningRate, decaySteps, 0.0001, 1, false);
    }

    public static PolynomialDecay of(double initialLearningRate, double decaySteps) {
      return of(initialLearningRate, StepCount.of(decaySteps));
    }

    @Override
    public Schedule in(Span span) {
      return new PolynomialDecay(initialLearningRate, decaySteps.in(span, 0), endLearningRate, power, cycle);
    }

    public PolynomialDecay endLearningRate(double endLearningRate) {
      return new PolynomialDecay(initialLearningRate, decaySteps, endLearningRate, power, cycle);
    }

    public PolynomialDecay power(double power) {
      return new PolynomialDecay(initialLearningRate, decaySteps, endLearningRate, power, cycle);
    }

    public PolynomialDecay cycle(boolean cycle) {
      return new PolynomialDecay(initialLearningRate, decaySteps, endLearningRate, power, cycle);
    }

    @Override
    public double rate(int epoch, long step) {
      double decay = decaySteps.counted();
      double cycles = cycle ? Math.max(1, Math.ceil(step / decay)) : 1;
      double part = Math.min(step / (decay * cycles), 1);
      return (initialLearningRate - endLearningRate) * Math.pow(1 - part, power) + endLearningRate;
    }
  }

  /** {@code initial / (1 + decayRate * step / decaySteps)}, the quotient rounded down if {@code staircase}. */
  record InverseTimeDecay(double initialLearningRate, StepCount decaySteps, double decayRate, boolean staircase)
      implements Schedule {
    public InverseTimeDecay {
      notNegative("initial_learning_rate", initialLearningRate);
      positive("decay_steps", decaySteps);
      notNegative("decay_rate", decayRate);
    }

    public static InverseTimeDecay of(double initialLearningRate, StepCount decaySteps, double decayRate) {
      return new InverseTimeDecay(initialLearningRate, decaySteps, decayRate, false);
    }

    public static InverseTimeDecay of(double initialLearningRate, double decaySteps, double decayRate) {
      return of(initialLearningRate, StepCount.of(decaySteps), decayRate);
    }

    public InverseTimeDecay staircase(boolean staircase) {
      return new InverseTimeDecay(initialLearningRate, decaySteps, decayRate, staircase);
    }

    @Override
    public Schedule in(Span span) {
      return new InverseTimeDecay(initialLearningRate, decaySteps.in(span, 0), decayRate, staircase);
    }

    @Override
    public double rate(int epoch, long step) {
      double decays = step / decaySteps.counted();
      return initialLearningRate / (1 + decayRate * (staircase ? Math.floor(decays) : decays));
    }
  }

  /** A function of the user's; it cannot be written to a file. */
  @NotInFiles("a learning rate given as a Java function")
  record Custom(Function function) implements Schedule {
    @Override
    public double rate(int epoch, long step) {
      return function.rate(epoch, step);
    }

    /** Without the function's name, which is another in each process. */
    @Override
    public String toString() {
      return "Custom";
    }
  }

  /** The learning rate as a function of the epoch and of the step. */
  @FunctionalInterface
  interface Function {
    double rate(int epoch, long step);
  }

  private static void notNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw ConfigException.of(name, "'" + name + "' must be a finite number, 0 or more; received " + value + ".");
    }
  }

  private static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw ConfigException.of(name, "'" + name + "' must be a finite number above 0; received " + value + ".");
    }
  }

  /**
   * @throws ConfigException if it is 0
   */
  static void positive(String name, StepCount steps) {
    if (steps.unit() != StepCount.Unit.REST) {
      positive(name, steps.count());
    }
  }

  private static void pieces(String schedule, List<Double> boundaries, List<Double> values) {
    if (values.size() != boundaries.size() + 1) {
      throw new IllegalArgumentException(
          schedule
              + " needs one value more than boundaries; received "
              + values.size()
              + " values and "
              + boundaries.size()
              + " boundaries.");
    }
    for (int i = 1; i < boundaries.size(); i++) {
      if (boundaries.get(i) <= boundaries.get(i - 1)) {
        throw ConfigException.of("boundaries", schedule + ": 'boundaries' must rise; received " + boundaries + ".");
      }
    }
    values.forEach(value -> notNegative("values", value));
  }
}
