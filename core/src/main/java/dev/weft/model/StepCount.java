package dev.weft.model;

import dev.weft.config.HasForm;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * A number of steps: as such, in epochs, as a share of the training, or all that is left of it. In files {@code 1000},
 * {@code 30 epochs}, {@code 5 %} and {@code rest}. A share or the rest is known when the training begins.
 *
 * @param count 0 or more, finite; of {@link Unit#REST} 0
 */
@HasForm(StepCountForm.class)
public record StepCount(double count, Unit unit) {
  /** All steps of a training that no other part of its schedule takes. */
  public static final StepCount REST = new StepCount(0, Unit.REST);

  /** What is counted. */
  public enum Unit {
    STEPS,
    EPOCHS,
    PERCENT,
    REST
  }

  public StepCount {
    if (!(count >= 0 && count < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a number of steps must be finite, 0 or more; received " + count + ".");
    }
  }

  public static StepCount of(double count) {
    return new StepCount(count, Unit.STEPS);
  }

  public static StepCount epochs(double epochs) {
    return new StepCount(epochs, Unit.EPOCHS);
  }

  public static StepCount percent(double percent) {
    return new StepCount(percent, Unit.PERCENT);
  }

  /** Whether it says a number of steps itself, which depends on no training. */
  boolean isCounted() {
    return unit == Unit.STEPS;
  }

  /**
   * The same, counted in steps.
   *
   * @param taken by other parts of the schedule, which {@link #REST} leaves out
   */
  StepCount in(Span span, double taken) {
    return switch (unit) {
      case STEPS -> this;
      case EPOCHS -> of(count * span.stepsOfEpoch());
      case PERCENT -> of(count / 100 * span.steps());
      case REST -> of(Math.max(1, span.steps() - taken));
    };
  }

  /** The number itself. */
  double counted() {
    if (!isCounted()) {
      throw new IllegalStateException(this + " is no number of steps before the training is known.");
    }
    return count;
  }

  /** As files have it; of steps the number alone, as before there were other units: checkpoints know it so. */
  @Override
  public String toString() {
    return switch (unit) {
      case STEPS -> String.valueOf(count);
      case EPOCHS -> number() + (count == 1 ? " epoch" : " epochs");
      case PERCENT -> number() + " %";
      case REST -> unit.name().toLowerCase(Locale.ROOT);
    };
  }

  private String number() {
    return BigDecimal.valueOf(count).stripTrailingZeros().toPlainString();
  }
}
