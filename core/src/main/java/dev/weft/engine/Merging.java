package dev.weft.engine;

import dev.weft.model.Add;
import dev.weft.model.Average;
import dev.weft.model.Concatenate;
import dev.weft.model.CustomScaleLayer;
import dev.weft.model.Maximum;
import dev.weft.model.MergeLayer;
import dev.weft.model.Minimum;
import dev.weft.model.Multiply;
import dev.weft.model.Shape;
import dev.weft.model.Subtract;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A layer of several inputs as ops. Inputs of a smaller shape are repeated by an op of their own first; only a gate
 * over channels is not, of which networks have many.
 *
 * @param out the layer's output
 * @param tensors makes what lies between two ops
 * @param ops takes the ops
 */
record Merging(Tensor out, Function<Shape, Tensor> tensors, Ops ops, WorkerPool workers) {
  /** Where ops go, with what they read and what they make. */
  interface Ops {
    void add(Op op, List<Tensor> in, Tensor out);
  }

  void add(MergeLayer layer, List<Tensor> inputs) {
    switch (layer) {
      case Add add -> sum(inputs, 1, 1);
      case Subtract subtract -> sum(inputs, -1, 1);
      case CustomScaleLayer scaled -> sum(inputs, (float) scaled.scale(), 1);
      case Average average -> sum(inputs, 1, inputs.size());
      case Multiply multiply -> pairs(PairOp.Function.MULTIPLY, inputs);
      case Maximum maximum -> pairs(PairOp.Function.MAXIMUM, inputs);
      case Minimum minimum -> pairs(PairOp.Function.MINIMUM, inputs);
      case Concatenate concatenate ->
          ops.add(new ConcatenateOp(concatenate.axis(out.shape()), inputs, out, workers), inputs, out);
    }
  }

  /**
   * @param weight of all inputs but the first
   */
  private void sum(List<Tensor> inputs, float weight, float divisor) {
    float[] weights = new float[inputs.size()];
    Arrays.fill(weights, weight);
    weights[0] = 1;
    List<Tensor> all = inputs.stream().map(input -> repeated(input, out.shape())).toList();
    ops.add(new WeightedSumOp(all, weights, divisor, out, workers), all, out);
  }

  /** The first input with the second, the result with the third, and so on. */
  private void pairs(PairOp.Function function, List<Tensor> inputs) {
    Tensor result = inputs.getFirst();
    for (int i = 1; i < inputs.size(); i++) {
      Tensor other = inputs.get(i);
      Shape shape = new Shape(IndexMaps.broadcast(result.shape(), other.shape()));
      Tensor y = i == inputs.size() - 1 ? out : tensors.apply(shape);
      pair(function, result, other, y);
      result = y;
    }
  }

  private void pair(PairOp.Function function, Tensor a, Tensor b, Tensor y) {
    if (function == PairOp.Function.MULTIPLY && isGate(b, y) && a.features() == y.features()) {
      ops.add(new GateOp(a, b, y, workers), List.of(a, b), y);
    } else if (function == PairOp.Function.MULTIPLY && isGate(a, y) && b.features() == y.features()) {
      ops.add(new GateOp(b, a, y, workers), List.of(a, b), y);
    } else {
      Tensor left = repeated(a, y.shape());
      Tensor right = repeated(b, y.shape());
      ops.add(new PairOp(function, left, right, y, workers), List.of(left, right), y);
    }
  }

  /** Whether it is smaller than y, and has y's sizes along the last axes and no others. */
  private static boolean isGate(Tensor gate, Tensor y) {
    List<Integer> own = gate.shape().sizes().stream().dropWhile(size -> size == 1).toList();
    List<Integer> all = y.shape().sizes();
    return !own.isEmpty() && own.size() < all.size() && all.subList(all.size() - own.size(), all.size()).equals(own);
  }

  private Tensor repeated(Tensor input, Shape shape) {
    if (input.features() == shape.elements()) {
      return input.as(shape);
    }
    Tensor repeated = tensors.apply(shape);
    ops.add(new GatherOp(IndexMaps.repeat(input.shape(), shape), input, repeated, workers), List.of(input), repeated);
    return repeated;
  }
}
