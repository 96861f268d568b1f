package dev.weft.engine;

import dev.weft.model.Permute;
import dev.weft.model.Shape;

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

  /** How far apart neighbours along an axis lie. */
  private static int stride(Shape shape, int axis) {
    int stride = 1;
    for (int i = axis + 1; i < shape.rank(); i++) {
      stride *= shape.size(i);
    }
    return stride;
  }
}
