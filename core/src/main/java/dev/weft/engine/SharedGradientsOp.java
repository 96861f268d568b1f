package dev.weft.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Adds the weight gradients of a layer's later calls to those of its first one, call by call. It stands before the
 * first call, so that its backward pass comes after all of theirs.
 */
final class SharedGradientsOp implements Op {
  private record Pair(Parameter first, Parameter later) {}

  private final List<Pair> pairs = new ArrayList<>();

  void add(Parameter first, Parameter later) {
    pairs.add(new Pair(first, later));
  }

  @Override
  public void forward(int samples, boolean training) {}

  @Override
  public void backward(int samples) {
    for (int i = 0; i < pairs.size(); i++) {
      float[] sum = pairs.get(i).first.gradient();
      float[] part = pairs.get(i).later.gradient();
      for (int j = 0; j < pairs.get(i).first.values().length; j++) {
        sum[j] += part[j];
      }
    }
  }
}
