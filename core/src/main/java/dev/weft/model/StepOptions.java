package dev.weft.model;

import dev.weft.Quoted;
import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import dev.weft.config.Flattened;
import dev.weft.config.NoneIfZero;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What any optimizer may do around its step. In files these are arguments of the optimizer. By default none of it.
 *
 * <p>The average of each weight is {@code a = momentum * a + (1 - momentum) * w} after each batch, the weight itself up
 * to the first step. It takes the weights' place at the end of a training, and every so many steps where {@code
 * emaOverwriteFrequency} says so. With {@code emaWarmup}, which Keras does not have, the momentum of step t is {@code
 * min(momentum, (1 + t) / (10 + t))}, so that the first weights are soon forgotten.
 *
 * <p>With gradient accumulation the gradients of several batches are averaged before they are clipped and used. A step
 * is then the several batches that end with a change of the weights; schedules count batches.
 *
 * @param clipping a limit on gradients
 * @param useEma whether the exponential moving average of the weights is kept
 * @param emaMomentum from 0 to 1, by default 0.99
 * @param emaOverwriteFrequency after how many steps the weights become their average; 0 for never before the end
 * @param lossScaleFactor what the loss is multiplied by, and its gradients divided by; 0 for none. It keeps small
 *     gradients from vanishing and changes no more than roundings
 * @param gradientAccumulationSteps how many batches make a step, at least 2; 0 for one
 * @param emaWarmup whether the averages follow faster at first, by default not
 * @param excludeFromWeightDecay patterns; a weight in whose name, such as {@code bias}, one of them is found does not
 *     decay: the {@code var_names} of Keras's method of this name
 * @param learningRates factors of the learning rate, 0 or more, by patterns of layers' names; the first pattern counts,
 *     and a layer of none has the factor 1. Keras does not have them
 * @see <a href="https://keras.io/api/optimizers/">Keras</a>
 */
@Flattened
public record StepOptions(
    Clipping clipping,
    boolean useEma,
    double emaMomentum,
    @NoneIfZero int emaOverwriteFrequency,
    @NoneIfZero double lossScaleFactor,
    @NoneIfZero int gradientAccumulationSteps,
    boolean emaWarmup,
    List<String> excludeFromWeightDecay,
    Map<String, Double> learningRates) {
  public static final StepOptions NONE =
      new StepOptions(Clipping.NONE, false, 0.99, 0, 0, 0, false, List.of(), Map.of());

  public StepOptions {
    excludeFromWeightDecay = List.copyOf(excludeFromWeightDecay);
    learningRates = Collections.unmodifiableMap(new LinkedHashMap<>(learningRates)); // in their order
    learningRates.forEach(StepOptions::checkFactor);
    excludeFromWeightDecay.forEach(StepOptions::pattern);
    if (!(emaMomentum >= 0 && emaMomentum <= 1)) {
      throw ConfigException.of("ema_momentum", "'ema_momentum' must be from 0 to 1; received " + emaMomentum + ".");
    }
    if (emaOverwriteFrequency < 0) {
      throw ConfigException.of(
          "ema_overwrite_frequency",
          "'ema_overwrite_frequency' must be at least 1, or null for none; received " + emaOverwriteFrequency + ".");
    }
    Checks.notNegative("an optimizer", "loss_scale_factor", lossScaleFactor);
    if (gradientAccumulationSteps < 0 || gradientAccumulationSteps == 1) {
      throw ConfigException.of(
          "gradient_accumulation_steps",
          "'gradient_accumulation_steps' must be at least 2, or null for none; received "
              + gradientAccumulationSteps
              + ".");
    }
  }

  public static StepOptions of() {
    return NONE;
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw ConfigException.of(
          "exclude_from_weight_decay",
          "'exclude_from_weight_decay' must be names of weights such as 'bias', or regular expressions; received "
              + Quoted.value(text)
              + ".");
    }
  }

  private static void checkFactor(String layers, double factor) {
    try {
      new LayerPattern(layers);
    } catch (IllegalArgumentException e) {
      throw ConfigException.of("learning_rates", e.getMessage());
    }
    if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
      throw ConfigException.of(
          "learning_rates",
          "'learning_rates' must be factors of 0 or more by layers' names; received %s for %s."
              .formatted(factor, Quoted.value(layers)));
    }
  }

  /** What the learning rate of a layer of this name is multiplied by. */
  public double learningRateFactor(String layer) {
    return learningRates.entrySet().stream()
        .filter(entry -> new LayerPattern(entry.getKey()).matches(layer))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse(1.0);
  }

  /** Whether a weight of this name decays, where there is weight decay. */
  public boolean decays(String weight) {
    return excludeFromWeightDecay.stream().noneMatch(text -> pattern(text).matcher(weight).find());
  }

  /** The momentum of the averages in each batch of the step numbered t, from 1. */
  public double emaMomentum(long t) {
    return t == 1 ? 0 : emaWarmup ? Math.min(emaMomentum, (1.0 + t) / (10 + t)) : emaMomentum;
  }

  /** How many batches make a step. */
  public int batches() {
    return Math.max(1, gradientAccumulationSteps);
  }

  public StepOptions clipping(Clipping clipping) {
    return Config.with(this, "clipping", clipping);
  }

  public StepOptions useEma(boolean useEma) {
    return Config.with(this, "useEma", useEma);
  }

  public StepOptions emaMomentum(double emaMomentum) {
    return Config.with(this, "emaMomentum", emaMomentum);
  }

  public StepOptions emaOverwriteFrequency(int emaOverwriteFrequency) {
    return Config.with(this, "emaOverwriteFrequency", emaOverwriteFrequency);
  }

  public StepOptions lossScaleFactor(double lossScaleFactor) {
    return Config.with(this, "lossScaleFactor", lossScaleFactor);
  }

  public StepOptions gradientAccumulationSteps(int gradientAccumulationSteps) {
    return Config.with(this, "gradientAccumulationSteps", gradientAccumulationSteps);
  }

  public StepOptions emaWarmup(boolean emaWarmup) {
    return Config.with(this, "emaWarmup", emaWarmup);
  }

  public StepOptions excludeFromWeightDecay(String... patterns) {
    return Config.with(this, "excludeFromWeightDecay", List.of(patterns));
  }

  public StepOptions learningRates(Map<String, Double> learningRates) {
    return Config.with(this, "learningRates", learningRates);
  }

  /** The same with what Keras's optimizers do not have as in other options. */
  public StepOptions withOwn(StepOptions other) {
    return new StepOptions(
        other.clipping.limit() == null ? clipping : other.clipping,
        useEma,
        emaMomentum,
        emaOverwriteFrequency,
        lossScaleFactor,
        gradientAccumulationSteps,
        other.emaWarmup,
        other.excludeFromWeightDecay,
        other.learningRates);
  }

  /** What Keras does not have only where it is set: checkpoints know an optimizer by this text. */
  @Override
  public String toString() {
    return "StepOptions[clipping=%s, useEma=%s, emaMomentum=%s, emaOverwriteFrequency=%s, lossScaleFactor=%s, gradientAccumulationSteps=%s"
            .formatted(clipping, useEma, emaMomentum, emaOverwriteFrequency, lossScaleFactor, gradientAccumulationSteps)
        + (emaWarmup ? ", emaWarmup" : "")
        + (excludeFromWeightDecay.isEmpty() ? "" : ", excludeFromWeightDecay=" + excludeFromWeightDecay)
        + (learningRates.isEmpty() ? "" : ", learningRates=" + learningRates)
        + "]";
  }
}
