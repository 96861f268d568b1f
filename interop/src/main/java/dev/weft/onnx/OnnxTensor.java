package dev.weft.onnx;

import dev.weft.onnx.OnnxFields.DataType;
import dev.weft.onnx.OnnxFields.Tensor;
import dev.weft.protobuf.ProtoWriter;
import java.util.Arrays;

/**
 * A constant of a file's graph: floats or whole numbers.
 *
 * @param sizes of its axes; none for a single number
 * @param floats null where it has whole numbers
 * @param longs null where it has floats
 */
record OnnxTensor(int[] sizes, float[] floats, long[] longs) {
  ProtoWriter toMessage(String name) {
    ProtoWriter message = new ProtoWriter();
    Arrays.stream(sizes).forEach(size -> message.number(Tensor.DIMS, size));
    message.number(Tensor.DATA_TYPE, floats == null ? DataType.INT64 : DataType.FLOAT).text(Tensor.NAME, name);
    return floats == null ? message.packed(Tensor.INT64_DATA, longs) : message.packed(Tensor.RAW_DATA, floats);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OnnxTensor tensor
        && Arrays.equals(sizes, tensor.sizes)
        && Arrays.equals(floats, tensor.floats)
        && Arrays.equals(longs, tensor.longs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }
}
