package dev.weft.tensorboard;

import dev.weft.protobuf.ProtoWriter;

/**
 * One thing that TensorBoard shows at a step, under a tag.
 *
 * <p>Format: <a href="https://github.com/tensorflow/tensorboard/blob/master/tensorboard/compat/proto/summary.proto">
 * summary.proto</a> and <a
 * href="https://github.com/tensorflow/tensorboard/blob/master/tensorboard/compat/proto/tensor.proto">tensor.proto</a>.
 */
public sealed interface Summary permits Scalar, Images, HyperParameters {
  /** The number of {@code DT_FLOAT}. */
  int FLOATS = 1;

  /** The number of {@code DT_STRING}. */
  int STRINGS = 7;

  /** Its {@code Summary.Value}. */
  ProtoWriter message();

  /**
   * A value that a plugin of TensorBoard shows.
   *
   * @param content what the plugin wants to know beside the tensor
   * @param dataClass the number of what the tensor is: 0 for what nobody knows, 1 a scalar, 3 bytes such as files
   */
  static ProtoWriter value(String tag, String plugin, byte[] content, int dataClass, ProtoWriter tensor) {
    ProtoWriter data = new ProtoWriter().text(1, plugin);
    if (content.length > 0) {
      data.bytes(2, content);
    }
    ProtoWriter metadata = new ProtoWriter().message(1, data);
    if (dataClass > 0) {
      metadata.number(4, dataClass);
    }
    return new ProtoWriter().text(1, tag).message(8, tensor).message(9, metadata);
  }

  /** A tensor that has its numbers, or texts, still to come. */
  static ProtoWriter tensor(int type, int... sizes) {
    return new ProtoWriter().number(1, type).message(2, shape(sizes));
  }

  /** The shape of a tensor; -1 is a size that is not known. */
  static ProtoWriter shape(int... sizes) {
    ProtoWriter shape = new ProtoWriter();
    for (int size : sizes) {
      shape.message(2, new ProtoWriter().number(1, size));
    }
    return shape;
  }
}
