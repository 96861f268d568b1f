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
public sealed interface Schedule {
  /** The learning rate of the step numbered {@code step}, which is in the epoch numbered {@code epoch}. */
  double rate(int epoch, long step);

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
  record ExponentialDecay(double initialLearningRate, double decaySteps, double decayRate, boolean staircase)
      implements Schedule {
    public ExponentialDecay {
      notNegative("initial_learning_rate", initialLearningRate);
      positive("decay_steps", decaySteps);
      notNegative("decay_rate", decayRate);
    }

    public static ExponentialDecay of(double initialLearningRate, double decaySteps, double decayRate) {
      return new ExponentialDecay(initialLearningRate, decaySteps, decayRate, false);
    }

    public ExponentialDecay staircase(boolean staircase) {
      return new ExponentialDecay(initialLearningRate, decaySteps, decayRate, staircase);
    }

    @Override
    public double rate(int epoch, long step) {
      double exponent = step / decaySteps;
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
      double initialLearningRate, double decaySteps, double alpha, @NoneIfZero double warmupTarget, double warmupSteps)
      implements Schedule {
    public CosineDecay {
      notNegative("initial_learning_rate", initialLearningRate);
      positive("decay_steps", decaySteps);
      notNegative("alpha", alpha);
      notNegative("warmup_target", warmupTarget);
      notNegative("warmup_steps", warmupSteps);
    }

    public static CosineDecay of(double initialLearningRate, double decaySteps) {
      return new CosineDecay(initialLearningRate, decaySteps, 0, 0, 0);
    }

    public CosineDecay alpha(double alpha) {
      return new CosineDecay(initialLearningRate, decaySteps, alpha, warmupTarget, warmupSteps);
    }

    public CosineDecay warmup(double target, double steps) {
      return new CosineDecay(initialLearningRate, decaySteps, alpha, target, steps);
    }

    @Override
    public double rate(int epoch, long step) {
      if (warmupTarget == 0) {
        return cosine(initialLearningRate, step);
      }
      if (step <= warmupSteps && warmupSteps > 0) {
        return initialLearningRate + (warmupTarget - initialLearningRate) * step / warmupSteps;
      }
      return cosine(warmupTarget, step - warmupSteps);
    }

    private double cosine(double top, double step) {
      double fraction = 0.5 * (1 + Math.cos(Math.PI * Math.min(step, decaySteps) / decaySteps));
      return top * ((1 - alpha) * fraction + alpha);
    }
  }

  /**
   * Cosine decays in a row (Loshchilov and Hutter, 2016): the first takes {@code firstDecaySteps} steps, each further
   * one {@code tMul} times as many, and begins at {@code mMul} times the rate. With i the number of restarts and f the
   * done share of the current decay: {@code initial * ((1 - alpha) * mMul^i * (1 + cos(pi f)) / 2 + alpha)}.
   *
   * @param tMul 1 or more, by default 2
   * @param mMul 0 or more, by default 1
   * @param alpha 0 or more, by default 0
   */
  record CosineDecayRestarts(double initialLearningRate, double firstDecaySteps, double tMul, double mMul, double alpha)
      implements Schedule {
    public CosineDecayRestarts {
      notNegative("initial_learning_rate", initialLearningRate);
      positive("first_decay_steps", firstDecaySteps);
      if (!(tMul >= 1 && tMul < Double.POSITIVE_INFINITY)) {
        throw ConfigException.of("t_mul", "'t_mul' must be a finite number, 1 or more; received " + tMul + ".");
      }
      notNegative("m_mul", mMul);
      notNegative("alpha", alpha);
    }

    public static CosineDecayRestarts of(double initialLearningRate, double firstDecaySteps) {
      return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, 2, 1, 0);
    }

    public CosineDecayRestarts tMul(double tMul) {
      return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, tMul, mMul, alpha);
    }

    public CosineDecayRestarts mMul(double mMul) {
      return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, tMul, mMul, alpha);
    }

    public CosineDecayRestarts alpha(double alpha) {
      return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, tMul, mMul, alpha);
    }

    @Override
    public double rate(int epoch, long step) {
      double decays = step / firstDecaySteps;
      double restarts = restarts(decays);
      double fraction = (decays - before(restarts)) / Math.pow(tMul, restarts);
      double cosine = 0.5 * Math.pow(mMul, restarts) * (1 + Math.cos(Math.PI * fraction));
      return initialLearningRate * ((1 - alpha) * cosine + alpha);
    }

    /**
     * How many decays are over. Where one ends, the logarithm may miss by one; Keras's in float32 does so at a few
     * restarts, which come one step later there.
     */
    private double restarts(double decays) {
      if (tMul == 1) {
        return Math.floor(decays);
      }
      double restarts = Math.floor(Math.log1p(decays * (tMul - 1)) / Math.log(tMul));
      return before(restarts + 1) <= decays ? restarts + 1 : before(restarts) > decays ? restarts - 1 : restarts;
    }

    /** The length of so many decays, in lengths of the first. */
    private double before(double restarts) {
      return tMul == 1 ? restarts : (Math.pow(tMul, restarts) - 1) / (tMul - 1);
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
      double initialLearningRate, double decaySteps, double endLearningRate, double power, boolean cycle)
      implements Schedule {
    public PolynomialDecay {
      notNegative("initial_learning_rate", initialLearningRate);
      positive("decay_steps", decaySteps);
      notNegative("end_learning_rate", endLearningRate);
      notNegative("power", power);
    }

    public static PolynomialDecay of(double initialLearningRate, double decaySteps) {
      return new PolynomialDecay(initialLearningRate, decaySteps, 0.0001, 1, false);
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
      double cycles = cycle ? Math.max(1, Math.ceil(step / decaySteps)) : 1;
      double part = Math.min(step / (decaySteps * cycles), 1);
      return (initialLearningRate - endLearningRate) * Math.pow(1 - part, power) + endLearningRate;
    }
  }

  /** {@code initial / (1 + decayRate * step / decaySteps)}, the quotient rounded down if {@code staircase}. */
  record InverseTimeDecay(double initialLearningRate, double decaySteps, double decayRate, boolean staircase)
      implements Schedule {
    public InverseTimeDecay {
      notNegative("initial_learning_rate", initialLearningRate);
      positive("decay_steps", decaySteps);
      notNegative("decay_rate", decayRate);
    }

    public static InverseTimeDecay of(double initialLearningRate, double decaySteps, double decayRate) {
      return new InverseTimeDecay(initialLearningRate, decaySteps, decayRate, false);
    }

    public InverseTimeDecay staircase(boolean staircase) {
      return new InverseTimeDecay(initialLearningRate, decaySteps, decayRate, staircase);
    }

    @Override
    public double rate(int epoch, long step) {
      double decays = step / decaySteps;
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
