package dev.weft.onnx;

import dev.weft.onnx.Axis.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value that the network computes: a node of Weft's graph, and how its axes stand to those of ONNX. Transposing and
 * reshaping change only that; no layer is made before one needs its numbers in another order.
 *
 * @param batch the size of ONNX's first axis
 * @param node of Weft's graph
 * @param weft the axes of the node's samples
 * @param onnx the axes behind the batch, of the same parts
 * @param isPositive whether no number is below 0
 * @param isRead once, so that the layer may be changed for its reader
 */
record Computed(long batch, String node, List<Axis> weft, List<Axis> onnx, boolean isPositive, boolean isRead)
    implements Operand {
  Computed {
    weft = List.copyOf(weft);
    onnx = List.copyOf(onnx);
  }

  @Override
  public long[] dims() {
    long[] dims = new long[onnx.size() + 1];
    dims[0] = batch;
    for (int i = 0; i < onnx.size(); i++) {
      dims[i + 1] = onnx.get(i).size();
    }
    return dims;
  }

  int rank() {
    return onnx.size() + 1;
  }

  /** The same numbers as other axes of ONNX. */
  Computed viewed(List<Axis> axes) {
    return new Computed(batch, node, weft, axes, isPositive, isRead);
  }

  Computed read(boolean once) {
    return new Computed(batch, node, weft, onnx, isPositive, isRead && once);
  }

  Computed positive(boolean positive) {
    return new Computed(batch, node, weft, onnx, positive, isRead);
  }

  /** What a layer makes of it that changes no axis. */
  Computed then(String layer) {
    return new Computed(batch, layer, weft, onnx, false, true);
  }

  /** Channels last: how Weft's layers take what ONNX has as (batch, channels, height, width). */
  List<Axis> channelsLast() {
    List<Axis> axes = new ArrayList<>(onnx.subList(1, onnx.size()));
    axes.add(onnx.getFirst());
    return axes;
  }

  /** Where ONNX's axes stand in Weft's order; empty where they are joined, split or left out there. */
  Optional<List<Integer>> order() {
    if (weft.size() != onnx.size()) {
      return Optional.empty();
    }
    List<Integer> order = new ArrayList<>();
    for (Axis axis : weft) {
      int found = -1;
      for (int i = 0; i < onnx.size() && found < 0; i++) {
        found = !order.contains(i) && onnx.get(i).equals(axis) ? i : -1;
      }
      if (found < 0) {
        return Optional.empty();
      }
      order.add(found);
    }
    return Optional.of(order);
  }

  /**
   * The same numbers as ONNX's axes of these sizes; empty where a part would be cut at a place that is none of its own.
   */
  Optional<Computed> regrouped(List<Long> sizes) {
    List<Axis> weftAxes = new ArrayList<>(weft);
    List<Part> rest = new ArrayList<>(Axis.joined(onnx).parts());
    List<Axis> axes = new ArrayList<>();
    for (long size : sizes) {
      List<Part> taken = new ArrayList<>();
      long left = size;
      while (left > 1) {
        if (rest.isEmpty()) {
          return Optional.empty();
        }
        Part next = rest.removeFirst();
        if (left % next.size() == 0) {
          taken.add(next);
          left /= next.size();
        } else if (next.size() % left == 0) {
          List<Part> two = Axis.split(next, (int) left);
          weftAxes.replaceAll(axis -> axis.replaced(next, two));
          taken.add(two.getFirst());
          rest.addFirst(two.getLast());
          left = 1;
        } else {
          return Optional.empty();
        }
      }
      axes.add(new Axis(taken));
    }
    return Optional.of(new Computed(batch, node, weftAxes, axes, isPositive, isRead));
  }
}
