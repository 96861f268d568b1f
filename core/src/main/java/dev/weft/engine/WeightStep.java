package dev.weft.engine;

import dev.weft.model.Adadelta;
import dev.weft.model.Adagrad;
import dev.weft.model.Adam;
import dev.weft.model.AdamW;
import dev.weft.model.Adamax;
import dev.weft.model.Ftrl;
import dev.weft.model.Lion;
import dev.weft.model.Nadam;
import dev.weft.model.Optimizer;
import dev.weft.model.RMSprop;
import dev.weft.model.SGD;
import java.util.List;

/**
 * One optimizer: the slot variables that it keeps for each weight, and its step. A step begins for all weights, then
 * goes over pieces of them on any thread.
 */
sealed interface WeightStep
    permits SgdStep, AdamStep, AdamaxStep, NadamStep, RMSpropStep, AdadeltaStep, AdagradStep, LionStep, FtrlStep {
  static WeightStep of(Optimizer optimizer) {
    return switch (optimizer) {
      case SGD o -> new SgdStep(o);
      case Adam o -> new AdamStep(o.beta1(), o.beta2(), o.epsilon(), o.amsgrad());
      case AdamW o -> new AdamStep(o.beta1(), o.beta2(), o.epsilon(), o.amsgrad());
      case Adamax o -> new AdamaxStep(o);
      case Nadam o -> new NadamStep(o);
      case RMSprop o -> new RMSpropStep(o);
      case Adadelta o -> new AdadeltaStep(o);
      case Adagrad o -> new AdagradStep(o);
      case Lion o -> new LionStep(o);
      case Ftrl o -> new FtrlStep(o);
    };
  }

  /**
   * The names of a weight's slot variables, as Keras calls them, in groups. Keras stores the first group of all
   * weights, then the next.
   */
  List<List<String>> slots();

  /** What a slot variable begins with. */
  default float initial(String slot) {
    return 0;
  }

  /** Single numbers that Keras stores behind the slot variables. */
  default float[] numbers(long steps) {
    return new float[0];
  }

  /**
   * Begins a step.
   *
   * @param t its number, from 1
   */
  void begin(double rate, long t);

  /** Another momentum (of an Adam its beta_1) from the next step on; nothing where the optimizer has none. */
  default void momentum(double momentum) {}

  /**
   * The step of {@code [from, to)} of a weight w with the gradient g.
   *
   * @param slots the weight's slot variables, in the order of their names
   */
  void step(float[] w, float[] g, float[][] slots, int from, int to);

  /** Rounded to a float as Keras has it: what 1 less such a power loses in digits is felt in the first steps. */
  static float power(double base, long exponent) {
    return (float) Math.pow((float) base, exponent);
  }
}
