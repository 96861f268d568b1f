package dev.weft.engine;

import java.util.List;

/**
 * Ops that do work of each other: a batch normalization leaves its passes to the op before it and to the op behind it.
 * What a node reads is held until the next one is made, so that it does not become what that writes.
 */
final class Neighbours {
  private final Lifetimes lifetimes;
  private final Buffers buffers;

  /** The op before, if it and the next one may do work of each other, and what it makes. */
  private Op before;

  private Tensor between;

  /** Whether several layers take it. */
  private boolean isShared;

  /** What the node before has read, and may still read while the next one works. */
  private List<Tensor> held = List.of();

  /** What the node before has added. */
  private List<Tensor> heldSkips = List.of();

  /** What the node before that has added: it may write their gradients while the next but one still reads its own. */
  private List<Tensor> earlierSkips = List.of();

  Neighbours(Lifetimes lifetimes, Buffers buffers) {
    this.lifetimes = lifetimes;
    this.buffers = buffers;
  }

  /** Leaves the passes of a batch normalization to the op before it, or to this one behind it. */
  void link(Op op, Tensor in, Tensor out) {
    if (before != null && in.hasValuesOf(between) && in.shape().equals(between.shape())) {
      boolean alone = !isShared && in.hasGradientOf(between);
      if (op instanceof BatchNormalizationOp norm && alone) {
        norm.follow(before);
      }
      if (before instanceof BatchNormalizationOp norm) {
        norm.precede(op, alone);
      }
    }
    before = op;
    between = out;
    isShared = false;
  }

  /** Says that several layers take a value: a batch normalization that makes it adds up their gradients itself. */
  void share(Tensor value, FanOutOp fan) {
    isShared = true;
    if (before instanceof BatchNormalizationOp norm && value.hasValuesOf(between)) {
      norm.takeSum(fan);
    }
  }

  /** Ends a node: holds what it reads and adds, and releases what no node reads any more. */
  void hold(List<Tensor> inputs, List<Tensor> added) {
    held.forEach(lifetimes::read);
    held = inputs;
    earlierSkips.forEach(lifetimes::read);
    earlierSkips = heldSkips;
    heldSkips = added;
    buffers.releaseScratch();
  }

  /** Says that the next node does no work of those so far, nor they of it. */
  void part() {
    hold(List.of(), List.of());
    hold(List.of(), List.of());
    before = null;
  }
}
