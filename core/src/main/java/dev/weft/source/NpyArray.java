package dev.weft.source;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.LongStream;

/**
 * An array of an NPY file, whose values are read where they lie.
 *
 * @param name as its file calls it
 * @param shape of the array as it is looked at
 * @param strides how many values lie between neighbours along each axis
 * @param values all values, from the first on
 */
record NpyArray(String name, NpyHeader header, int[] shape, long[] strides, MemorySegment values) {
  private static final long BLOCK = 1 << 18;

  static NpyArray of(String name, NpyHeader header, MemorySegment values) {
    int[] shape = header.shape();
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = 0; i < shape.length; i++) {
      int axis = header.fortran() ? i : shape.length - 1 - i;
      strides[axis] = stride;
      stride *= shape[axis];
    }
    return new NpyArray(name, header, shape, strides, values);
  }

  /** How many samples it is of. */
  int count() {
    return shape.length == 0 ? 0 : shape[0];
  }

  /** The array with its last axis first: NumPy's {@code moveaxis(array, -1, 0)}. */
  NpyArray lastAxisFirst() {
    int[] moved = new int[shape.length];
    long[] movedStrides = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      int from = (i + shape.length - 1) % shape.length;
      moved[i] = shape[from];
      movedStrides[i] = strides[from];
    }
    return new NpyArray(name, header, moved, movedStrides, values);
  }

  /** The number at a place, counted in values. */
  double number(long at) {
    return header.type().number(values, at * header.valueBytes(), header.big());
  }

  /** The text at a place, counted in values. */
  String text(long at) {
    return header.type().text(values, at * header.valueBytes(), header.valueBytes(), header.big());
  }

  long size() {
    return header.valueBytes() == 0 ? 0 : values.byteSize() / header.valueBytes();
  }

  /** The least and the largest of all values. Bytes are looked through only until one is above 1. */
  NumberRange range() {
    return switch (header.type()) {
      case BOOL -> new NumberRange(0, 1, true, true);
      case UINT8 -> new NumberRange(0, mostOfBytes(), true, true);
      default ->
          LongStream.range(0, Math.ceilDiv(size(), BLOCK))
              .parallel()
              .mapToObj(block -> range(block * BLOCK, Math.min(size(), (block + 1) * BLOCK)))
              .reduce(NumberRange.NONE, NumberRange::and);
    };
  }

  private int mostOfBytes() {
    int most = 0;
    for (long i = 0; i < values.byteSize(); i++) {
      most = Math.max(most, values.get(ValueLayout.JAVA_BYTE, i) & 0xff);
      if (most > 1) {
        return 255;
      }
    }
    return most;
  }

  private NumberRange range(long from, long to) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    boolean whole = true;
    double sum = 0;
    for (long i = from; i < to; i++) {
      double value = number(i);
      least = Math.min(least, value);
      most = Math.max(most, value);
      whole &= value == Math.rint(value);
      sum += value * 0; // NaN as soon as one value is not finite
    }
    return new NumberRange(least, most, whole, sum == 0);
  }
}
