package dev.weft.onnx;

import dev.weft.WeftException;
import dev.weft.onnx.OnnxFields.DataType;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** An array of numbers that a file holds, or that is computed of such; row-major. */
final class FileArray implements Operand {
  static final int MOST_AXES = 16;

  private final long[] dims;
  private final int type;
  private final ByteBuffer raw;
  private final float[] floats;
  private final long[] longs;

  private FileArray(long[] dims, int type, ByteBuffer raw, float[] floats, long[] longs) {
    this.dims = dims;
    this.type = type;
    this.raw = raw;
    this.floats = floats;
    this.longs = longs;
  }

  /**
   * Of a file's bytes, little-endian.
   *
   * @throws WeftException if these are not as many as the axes say, or are of no kind that is read
   */
  static FileArray of(long[] dims, int type, ByteBuffer raw) {
    int elements = elements(dims);
    if ((long) elements * width(type) != raw.remaining()) {
      throw new WeftException(
          "an array of the shape %s must have %s bytes; it has %s."
              .formatted(Arrays.toString(dims), (long) elements * width(type), raw.remaining()));
    }
    return new FileArray(dims, type, raw, null, null);
  }

  /**
   * @throws WeftException if these are not as many as the axes say
   */
  static FileArray of(long[] dims, float... values) {
    requireElements(dims, values.length);
    return new FileArray(dims, DataType.FLOAT, null, values, null);
  }

  /**
   * @throws WeftException if these are not as many as the axes say
   */
  static FileArray of(long[] dims, long... values) {
    requireElements(dims, values.length);
    return new FileArray(dims, DataType.INT64, null, null, values);
  }

  static FileArray row(long... values) {
    return of(new long[] {values.length}, values);
  }

  private static void requireElements(long[] dims, int received) {
    if (elements(dims) != received) {
      throw new WeftException(
          "an array of the shape %s must have %s numbers; it has %s."
              .formatted(Arrays.toString(dims), elements(dims), received));
    }
  }

  /**
   * The product of the sizes.
   *
   * @throws WeftException if one is negative, or if it is too large
   */
  static int elements(long[] dims) {
    long elements = 1;
    for (long size : dims) {
      if (size < 0 || size > Integer.MAX_VALUE || (elements *= size) > Integer.MAX_VALUE) {
        throw new WeftException(
            "an array must have 0 to 2^31 - 1 numbers; received the shape %s.".formatted(Arrays.toString(dims)));
      }
    }
    if (dims.length > MOST_AXES) {
      throw new WeftException("an array may have at most %s axes; received %s.".formatted(MOST_AXES, dims.length));
    }
    return (int) elements;
  }

  /**
   * The bytes of one number.
   *
   * @throws WeftException if it is of no kind that is read
   */
  static int width(int type) {
    return switch (type) {
      case DataType.UINT8, DataType.INT8, DataType.BOOL -> 1;
      case DataType.FLOAT16, DataType.BFLOAT16, DataType.INT16, DataType.UINT16 -> Short.BYTES;
      case DataType.FLOAT, DataType.INT32, DataType.UINT32 -> Integer.BYTES;
      case DataType.DOUBLE, DataType.INT64, DataType.UINT64 -> Long.BYTES;
      default ->
          throw new WeftException(
              "arrays must be of floats, whole numbers or booleans; received one of ONNX's data type %s."
                  .formatted(type));
    };
  }

  @Override
  public long[] dims() {
    return dims.clone();
  }

  int elements() {
    return elements(dims);
  }

  boolean isFloat() {
    return switch (type) {
      case DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16, DataType.BFLOAT16 -> true;
      default -> false;
    };
  }

  /** The same numbers with other axes. */
  FileArray reshaped(long... sizes) {
    requireElements(sizes, elements());
    return new FileArray(sizes, type, raw, floats, longs);
  }

  /** Some of the numbers, in this order. */
  FileArray picked(long[] sizes, int[] places) {
    if (isFloat()) {
      float[] all = floats();
      float[] some = new float[places.length];
      for (int i = 0; i < some.length; i++) {
        some[i] = all[places[i]];
      }
      return of(sizes, some);
    }
    long[] all = longs();
    long[] some = new long[places.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = all[places[i]];
    }
    return of(sizes, some);
  }

  /** As floats of 32 bits; the caller does not change them. */
  float[] floats() {
    if (floats != null) {
      return floats;
    }
    float[] values = new float[elements()];
    if (raw != null && type == DataType.FLOAT) {
      raw.duplicate().order(raw.order()).asFloatBuffer().get(values);
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = longs != null ? longs[i] : decoded(i);
    }
    return values;
  }

  private float decoded(int i) {
    return switch (type) {
      case DataType.FLOAT -> raw.getFloat(raw.position() + i * Float.BYTES);
      case DataType.DOUBLE -> (float) raw.getDouble(raw.position() + i * Double.BYTES);
      case DataType.FLOAT16 -> Float.float16ToFloat(raw.getShort(raw.position() + i * Short.BYTES));
      case DataType.BFLOAT16 -> Float.intBitsToFloat(raw.getShort(raw.position() + i * Short.BYTES) << Short.SIZE);
      default -> whole(i);
    };
  }

  /** As whole numbers; floats are cut. The caller does not change them. */
  long[] longs() {
    if (longs != null) {
      return longs;
    }
    long[] values = new long[elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = floats != null ? (long) floats[i] : isFloat() ? (long) decoded(i) : whole(i);
    }
    return values;
  }

  private long whole(int i) {
    int at = raw.position() + i * width(type);
    return switch (type) {
      case DataType.UINT8, DataType.BOOL -> raw.get(at) & 0xff;
      case DataType.INT8 -> raw.get(at);
      case DataType.INT16 -> raw.getShort(at);
      case DataType.UINT16 -> raw.getShort(at) & 0xffff;
      case DataType.INT32 -> raw.getInt(at);
      case DataType.UINT32 -> raw.getInt(at) & 0xffffffffL;
      default -> raw.getLong(at);
    };
  }

  @Override
  public String toString() {
    return "an array of the shape " + Arrays.toString(dims);
  }
}
