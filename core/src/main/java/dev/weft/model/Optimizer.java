package dev.weft.model;

import dev.weft.config.ByClassName;
import dev.weft.config.Config;

/**
 * How weights follow their gradients; each is a record of its own with Keras's defaults. All have a learning rate (a
 * number or a {@link Schedule}), weight decay decoupled from the gradient ({@code w -= w * decay * rate} before the
 * step, on every trainable weight; 0 for none) and {@link Clipping}. An argument that cannot be is an {@link
 * IllegalArgumentException}. See <a href="https://keras.io/api/optimizers/">Keras</a>.
 */
@ByClassName
public sealed interface Optimizer permits SGD, Adam, AdamW, Nadam, RMSprop, Adadelta, Adagrad {
  Schedule learningRate();

  /** The same optimizer with another learning rate. */
  Optimizer learningRate(Schedule learningRate);

  double weightDecay();

  Clipping clipping();

  /** Keras's class name. */
  default String kind() {
    return Config.kind(this);
  }
}
