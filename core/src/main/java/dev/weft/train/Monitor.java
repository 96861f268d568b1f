package dev.weft.train;

import dev.weft.metrics.Metric;
import dev.weft.source.DataPart;
import java.util.Locale;

/** A figure of an epoch that callbacks watch: a metric on a part of the data. */
public enum Monitor {
  LOSS(Metric.LOSS, DataPart.TRAIN),
  ACCURACY(Metric.ACCURACY, DataPart.TRAIN),
  VAL_LOSS(Metric.LOSS, DataPart.VALIDATION),
  VAL_ACCURACY(Metric.ACCURACY, DataPart.VALIDATION);

  private final Metric metric;
  private final DataPart part;

  Monitor(Metric metric, DataPart part) {
    this.metric = metric;
    this.part = part;
  }

  public double of(EpochResult result) {
    return switch (this) {
      case LOSS -> result.loss();
      case ACCURACY -> result.accuracy();
      case VAL_LOSS -> result.valLoss();
      case VAL_ACCURACY -> result.valAccuracy();
    };
  }

  public Metric metric() {
    return metric;
  }

  public DataPart part() {
    return part;
  }

  /** Whether it needs validation data. */
  public boolean validates() {
    return part == DataPart.VALIDATION;
  }

  /** Refuses a training that will not measure it. */
  void check(Fit fit) {
    if (validates() && fit.validation() == null) {
      Monitor other = this == VAL_LOSS ? LOSS : ACCURACY;
      throw new IllegalArgumentException(
          this + " needs validation data; received none; give some or watch " + other + ".");
    }
  }

  /** As a table names it: {@code loss}, {@code validation loss}. */
  public String words() {
    return validates() ? metric.words(part) : metric.words();
  }

  /** As in Keras: {@code val_loss}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
