package dev.weft.model;

import dev.weft.config.ByClassName;
import dev.weft.config.Config;
import java.util.Map;

/**
 * How weights follow their gradients; each is a record of its own with Keras's defaults. All have a learning rate (a
 * number or a {@link Schedule}), weight decay decoupled from the gradient ({@code w -= w * decay * rate} before the
 * step, on every trainable weight that is not excluded; 0 for none) and {@link StepOptions}. An argument that cannot be
 * is an {@link IllegalArgumentException}. See <a href="https://keras.io/api/optimizers/">Keras</a>.
 */
@ByClassName
public sealed interface Optimizer permits SGD, Adam, AdamW, Adamax, Nadam, RMSprop, Adadelta, Adagrad, Lion, Ftrl {
  Schedule learningRate();

  /** The same optimizer with another learning rate. */
  Optimizer learningRate(Schedule learningRate);

  /** The same for a training of this length: its schedules are counted in steps. */
  default Optimizer in(Span span) {
    Optimizer rated = learningRate(learningRate().in(span));
    Clipping clipping = options().clipping();
    return clipping.limit() == null
        ? rated
        : ((Copies<?>) rated).clipping(clipping.scheduled(clipping.limit().in(span)));
  }

  double weightDecay();

  StepOptions options();

  /** Keras's class name. */
  default String kind() {
    return Config.kind(this);
  }

  /** The same optimizer with another of the options that all optimizers have. */
  interface Copies<O extends Optimizer> {
    StepOptions options();

    O options(StepOptions options);

    default O clipping(Clipping clipping) {
      return options(options().clipping(clipping));
    }

    default O useEma(boolean useEma) {
      return options(options().useEma(useEma));
    }

    default O emaMomentum(double emaMomentum) {
      return options(options().emaMomentum(emaMomentum));
    }

    default O emaOverwriteFrequency(int emaOverwriteFrequency) {
      return options(options().emaOverwriteFrequency(emaOverwriteFrequency));
    }

    default O lossScaleFactor(double lossScaleFactor) {
      return options(options().lossScaleFactor(lossScaleFactor));
    }

    default O emaWarmup(boolean emaWarmup) {
      return options(options().emaWarmup(emaWarmup));
    }

    default O learningRates(Map<String, Double> learningRates) {
      return options(options().learningRates(learningRates));
    }

    default O excludeFromWeightDecay(String... patterns) {
      return options(options().excludeFromWeightDecay(patterns));
    }

    default O gradientAccumulationSteps(int gradientAccumulationSteps) {
      return options(options().gradientAccumulationSteps(gradientAccumulationSteps));
    }
  }
}
