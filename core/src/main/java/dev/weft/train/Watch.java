package dev.weft.train;

import dev.weft.config.ConfigException;
import dev.weft.metrics.Metric;

/**
 * When a figure of an epoch has improved: it is better than {@code best} by more than {@code minDelta}. See <a
 * href="https://keras.io/api/callbacks/early_stopping/">Keras</a>.
 *
 * @param mode which way is better
 * @param minDelta 0 or more
 */
public record Watch(Monitor monitor, Mode mode, double minDelta) {
  /** Which way is better. */
  public enum Mode {
    /** By the figure: a loss falls, an accuracy rises. */
    AUTO,
    /** Less is better. */
    MIN,
    /** More is better. */
    MAX
  }

  public Watch {
    if (!(minDelta >= 0 && minDelta < Double.POSITIVE_INFINITY)) {
      throw ConfigException.of(
          "min_delta", "'min_delta' must be a finite number, 0 or more; received " + minDelta + ".");
    }
  }

  /** The way that is better by the figure itself. */
  public static Watch of(Monitor monitor, double minDelta) {
    return new Watch(monitor, Mode.AUTO, minDelta);
  }

  boolean improves(double value, double best) {
    return rises() ? value - minDelta > best : value + minDelta < best;
  }

  /** A value that every other improves on. */
  double worst() {
    return rises() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  private boolean rises() {
    return mode == Mode.AUTO ? monitor.metric().direction() == Metric.Direction.HIGHER : mode == Mode.MAX;
  }
}
