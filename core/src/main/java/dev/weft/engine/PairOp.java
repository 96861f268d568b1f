package dev.weft.engine;

import dev.weft.kernel.Merges;

/** The product, the larger or the smaller of two inputs of one shape, value by value. */
final class PairOp implements Op {
  enum Function {
    MULTIPLY,
    MAXIMUM,
    MINIMUM
  }

  private final Function function;
  private final Tensor a;
  private final Tensor b;
  private final Tensor y;
  private final WorkerPool workers;
  private final WorkerPool.Task forward = this::forwardUnit;
  private final WorkerPool.Task backward = this::backwardUnit;
  private int length;

  PairOp(Function function, Tensor a, Tensor b, Tensor y, WorkerPool workers) {
    this.function = function;
    this.a = a;
    this.b = b;
    this.y = y;
    this.workers = workers;
  }

  @Override
  public void forward(int samples, boolean training) {
    length = samples * y.features();
    workers.run(forward, ElementwiseOp.units(length));
  }

  @Override
  public void backward(int samples) {
    length = samples * y.features();
    workers.run(backward, ElementwiseOp.units(length));
  }

  private void forwardUnit(int unit) {
    int from = ElementwiseOp.from(unit);
    int to = ElementwiseOp.to(unit, length);
    switch (function) {
      case MULTIPLY -> Merges.multiply(a.values(), b.values(), y.values(), from, to);
      case MAXIMUM -> Merges.maximum(a.values(), b.values(), y.values(), from, to);
      case MINIMUM -> Merges.minimum(a.values(), b.values(), y.values(), from, to);
    }
  }

  private void backwardUnit(int unit) {
    gradient(a, b, unit);
    gradient(b, a, unit);
  }

  private void gradient(Tensor of, Tensor other, int unit) {
    int from = ElementwiseOp.from(unit);
    int to = ElementwiseOp.to(unit, length);
    if (of.gradient() == null) {
      return;
    }
    if (function == Function.MULTIPLY) {
      Merges.multiply(y.gradient(), other.values(), of.gradient(), from, to);
    } else {
      Merges.winnerBackward(of.values(), other.values(), y.values(), y.gradient(), of.gradient(), from, to);
    }
  }
}
