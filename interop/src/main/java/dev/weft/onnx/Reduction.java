package dev.weft.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Sums, means and the like along axes, which stay with size 1. Where the axes stand depends on the opset. */
record Reduction(OnnxGraph graph, int opset) {
  private static final int AXES_ARE_AN_INPUT = 18;

  /**
   * @param axes counted with the batch's
   */
  OnnxValue of(String operator, OnnxValue x, int... axes) {
    int[] sizes = x.sizes().clone();
    Arrays.stream(axes).forEach(axis -> sizes[axis - 1] = 1);
    if (opset >= AXES_ARE_AN_INPUT || operator.equals("ReduceSum")) {
      return graph.add(operator, sizes, x, graph.longs("axes", Arrays.stream(axes).asLongStream().toArray()));
    }
    Map<String, Object> attributes = new HashMap<>(Map.of("axes", axes));
    return graph.add(operator, attributes, sizes, x);
  }
}
