package dev.weft.onnx;

import dev.weft.WeftException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An array of the file that is repeated along a value's axes, as ONNX's broadcasting does.
 *
 * @param value arranged so that each axis of Weft is one of ONNX
 * @param varies for each of Weft's axes, whether the array has a number for each place
 * @param numbers along Weft's axes, which have size 1 where the array does not vary
 */
record Spread(Computed value, boolean[] varies, float[] numbers) {
  static Spread of(Call call, Computed value, FileArray array) {
    long[] dims = value.dims();
    long[] own = array.dims();
    if (array.elements() == 1 && own.length <= dims.length) {
      return new Spread(value, new boolean[value.weft().size()], array.floats());
    }
    long[] sizes = new long[dims.length];
    Arrays.fill(sizes, 1);
    for (int i = 0; i < own.length; i++) {
      int axis = dims.length - own.length + i;
      boolean fits = axis >= 0 && (own[i] == 1 || axis > 0 && own[i] == dims[axis]);
      if (!fits) {
        throw new WeftException(
            "an array of the shape %s cannot be repeated along %s.".formatted(Arrays.toString(own), Call.shown(dims)));
      }
      sizes[axis] = own[i];
    }
    FileArray aligned = array.reshaped(Arrays.copyOfRange(sizes, 1, sizes.length));
    if (dims.length == 2) {
      Computed row = call.network().arranged(value, List.of(Axis.joined(value.weft())));
      float[] numbers = Normalizations.ordered(array.floats(), value.onnx().getFirst(), row.weft().getFirst());
      return new Spread(row, new boolean[] {true}, numbers);
    }
    Computed arranged = value;
    if (value.order().isEmpty()) {
      arranged = call.network().arranged(value, dims.length == 4 ? value.channelsLast() : value.onnx());
    }
    List<Integer> order = arranged.order().orElseThrow();
    boolean[] varies = new boolean[order.size()];
    for (int i = 0; i < varies.length; i++) {
      varies[i] = sizes[order.get(i) + 1] > 1;
    }
    int[] axes = order.stream().mapToInt(axis -> axis).toArray();
    return new Spread(arranged, varies, Transposition.of(aligned.dims(), axes).apply(aligned.floats()));
  }

  /** Whether it is one number, or one for each place along Weft's last axis. */
  boolean isAlongLast() {
    for (int i = 0; i < varies.length - 1; i++) {
      if (varies[i]) {
        return false;
      }
    }
    return true;
  }

  /** The same with the one axis along which it varies as Weft's last; this one where it varies along several. */
  Spread alongLast(Call call) {
    int only = -1;
    for (int i = 0; i < varies.length; i++) {
      if (varies[i] && only >= 0) {
        return this;
      }
      only = varies[i] ? i : only;
    }
    if (only < 0 || only == varies.length - 1) {
      return this;
    }
    List<Axis> wanted = new ArrayList<>(value.weft());
    wanted.add(wanted.remove(only));
    boolean[] last = new boolean[varies.length];
    last[last.length - 1] = true;
    return new Spread(call.network().arranged(value, wanted), last, numbers);
  }

  List<Double> decimals() {
    List<Double> all = new ArrayList<>();
    for (float number : numbers) {
      all.add((double) number);
    }
    return all.stream().distinct().count() == 1 ? all.subList(0, 1) : all;
  }
}
