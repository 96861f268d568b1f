package dev.weft.onnx;

import dev.weft.WeftException;
import dev.weft.model.Dense;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gemm and MatMul: products with an array of the file. */
final class Products {
  private Products() {}

  static Computed gemm(Call call) {
    Computed input = call.computed(0);
    FileArray matrix = matrix(call.constant(1));
    if (call.node().integer("transA", 0) != 0 || input.rank() != 2) {
      throw new WeftException("its first input must be rows of numbers, not transposed.");
    }
    if (call.node().integer("transB", 0) != 0) {
      long[] dims = matrix.dims();
      matrix = matrix.picked(new long[] {dims[1], dims[0]}, Transposition.of(dims, 1, 0).places());
    }
    float[] bias = call.has(2) ? bias(call.constant(2), (int) matrix.dims()[1]) : null;
    return dense(
        call,
        input,
        times(matrix, call.node().decimal("alpha", 1)),
        bias == null ? null : times(bias, call.node().decimal("beta", 1)));
  }

  static Computed matMul(Call call) {
    return dense(call, call.computed(0), matrix(call.constant(1)), null);
  }

  private static FileArray matrix(FileArray array) {
    if (array.dims().length != 2) {
      throw new WeftException(
          "its second input must have 2 axes; it has the shape %s.".formatted(Arrays.toString(array.dims())));
    }
    return array;
  }

  private static float[] bias(FileArray bias, int units) {
    long[] dims = bias.dims();
    boolean isRow = bias.elements() == units && (units == 1 || dims[dims.length - 1] == units);
    if (!isRow && bias.elements() != 1) {
      throw new WeftException(
          "its third input must have %s numbers; it has the shape %s.".formatted(units, Arrays.toString(dims)));
    }
    float[] values = new float[units];
    for (int i = 0; i < units; i++) {
      values[i] = bias.floats()[isRow ? i : 0];
    }
    return values;
  }

  private static FileArray times(FileArray matrix, double factor) {
    return factor == 1 ? matrix : FileArray.of(matrix.dims(), times(matrix.floats(), factor));
  }

  private static float[] times(float[] values, double factor) {
    if (factor == 1) {
      return values;
    }
    float[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= (float) factor;
    }
    return scaled;
  }

  /** The rows of the matrix are put in the order in which Weft has the numbers of the last axis. */
  private static Computed dense(Call call, Computed input, FileArray matrix, float[] bias) {
    int units = Math.toIntExact(matrix.dims()[1]);
    if (input.onnx().isEmpty() || input.onnx().getLast().size() != matrix.dims()[0]) {
      throw new WeftException(
          "its matrix %s must have as many rows as its input has columns; received the shape %s."
              .formatted(Arrays.toString(matrix.dims()), Call.shown(input.dims())));
    }
    Axis rows = input.onnx().getLast();
    List<Axis> axes = new ArrayList<>(input.onnx());
    if (axes.size() == 1) {
      axes.set(0, Axis.joined(input.weft())); // the order of the numbers stays, that of the matrix changes
    }
    Computed row = call.network().arranged(input, axes);
    Map<String, float[]> weights = new HashMap<>();
    weights.put("kernel", rows(matrix, row.weft().getLast(), rows, units));
    if (bias != null) {
      weights.put("bias", bias);
    }
    Dense layer = Dense.of(units).useBias(bias != null);
    String node = call.network().add(call.name(), layer, weights, row.node());
    axes.set(axes.size() - 1, Axis.of(units));
    return new Computed(input.batch(), node, axes, axes, false, true);
  }

  private static float[] rows(FileArray matrix, Axis weft, Axis onnx, int units) {
    float[] values = matrix.floats();
    if (weft.isOrderOf(onnx)) {
      return values;
    }
    int[] places = weft.placesIn(onnx);
    float[] moved = new float[values.length];
    for (int row = 0; row < places.length; row++) {
      System.arraycopy(values, places[row] * units, moved, row * units, units);
    }
    return moved;
  }
}
