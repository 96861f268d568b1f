package dev.weft.train;

import java.util.Locale;

/** A figure of an epoch that callbacks watch. */
public enum Monitor {
  LOSS(false),
  ACCURACY(true),
  VAL_LOSS(false),
  VAL_ACCURACY(true);

  private final boolean rising;

  Monitor(boolean rising) {
    this.rising = rising;
  }

  public double of(EpochResult result) {
    return switch (this) {
      case LOSS -> result.loss();
      case ACCURACY -> result.accuracy();
      case VAL_LOSS -> result.valLoss();
      case VAL_ACCURACY -> result.valAccuracy();
    };
  }

  /** Whether more is better. */
  boolean rises() {
    return rising;
  }

  /** Whether it needs validation data. */
  public boolean validates() {
    return this == VAL_LOSS || this == VAL_ACCURACY;
  }

  /** Refuses a training that will not measure it. */
  void check(Fit fit) {
    if (validates() && fit.validation() == null) {
      Monitor other = this == VAL_LOSS ? LOSS : ACCURACY;
      throw new IllegalArgumentException(
          this + " needs validation data; received none; give some or watch " + other + ".");
    }
  }

  /** As in Keras: {@code val_loss}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
