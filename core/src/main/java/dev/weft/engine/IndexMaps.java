package dev.weft.engine;

import dev.weft.model.Permute;
import dev.weft.model.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Where the values of a sample come from when a layer only moves them. */
final class IndexMaps {
  private IndexMaps() {}

  /** A window of an image, which begins {@code top} rows below its first one and {@code left} columns right of it. */
  static int[] window(Shape in, Shape out, int top, int left) {
    int[] from = new int[out.elements()];
    for (int i = 0; i < from.length; i++) {
      int row = top + i / out.last() / out.size(1);
      int column = left + i / out.last() % out.size(1);
      boolean inside = row >= 0 && row < in.size(0) && column >= 0 && column < in.size(1);
      from[i] = inside ? (row * in.size(1) + column) * in.last() + i % out.last() : -1;
    }
    return from;
  }

  static int[] permute(Permute layer, Shape in) {
    Shape out = layer.outputShape(in);
    int[] from = new int[out.elements()];
    for (int i = 0; i < from.length; i++) {
      int rest = i;
      for (int axis = out.rank() - 1; axis >= 0; axis--) {
        from[i] += rest % out.size(axis) * stride(in, layer.dims().get(axis) - 1);
        rest /= out.size(axis);
      }
    }
    return from;
  }

  /** The sizes of two shapes that are repeated to fit each other. */
  static List<Integer> broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    return IntStream.range(0, rank)
        .map(axis -> Math.max(sizeOf(a, axis, rank), sizeOf(b, axis, rank)))
        .boxed()
        .toList();
  }

  /** The size of one of {@code rank} axes, of which those before the shape's own have size 1. */
  private static int sizeOf(Shape shape, int axis, int rank) {
    int own = axis - rank + shape.rank();
    return own < 0 ? 1 : shape.size(own);
  }

  /** An input repeated along its axes of size 1, and along those that it lacks in front. */
  static int[] repeat(Shape in, Shape out) {
    int[] from = new int[out.elements()];
    for (int i = 0; i < from.length; i++) {
      int rest = i;
      int stride = 1;
      for (int axis = out.rank() - 1; axis >= 0; axis--) {
        int size = sizeOf(in, axis, out.rank());
        from[i] += size == 1 ? 0 : rest % out.size(axis) * stride;
        stride *= size;
        rest /= out.size(axis);
      }
    }
    return from;
  }

  /** The order of a sample's axes with some of them last, counted from 0. */
  static Permute axesLast(List<Integer> axes, int rank) {
    List<Integer> dims = new ArrayList<>();
    IntStream.range(0, rank).filter(axis -> !axes.contains(axis)).forEach(axis -> dims.add(axis + 1));
    axes.forEach(axis -> dims.add(axis + 1));
    return new Permute(dims);
  }

  /** What undoes it. */
  static Permute inverse(Permute order) {
    return new Permute(
        IntStream.rangeClosed(1, order.dims().size()).map(axis -> order.dims().indexOf(axis) + 1).boxed().toList());
  }

  /** How far apart neighbours along an axis lie. */
  private static int stride(Shape shape, int axis) {
    int stride = 1;
    for (int i = axis + 1; i < shape.rank(); i++) {
      stride *= shape.size(i);
    }
    return stride;
  }
}
