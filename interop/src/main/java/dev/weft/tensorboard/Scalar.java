package dev.weft.tensorboard;

import dev.weft.protobuf.ProtoWriter;

/**
 * A number, as {@code tf.summary.scalar} writes it.
 *
 * @param tag such as {@code epoch_loss}
 * @param value kept as a float; may be NaN
 */
public record Scalar(String tag, double value) implements Summary {
  @Override
  public ProtoWriter message() {
    ProtoWriter tensor = Summary.tensor(FLOATS).packed(5, (float) value);
    return Summary.value(tag, "scalars", new byte[0], 1, tensor);
  }
}
