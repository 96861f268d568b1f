package dev.weft.onnx;

import dev.weft.WeftException;
import dev.weft.model.Padding;
import dev.weft.model.Sides;
import dev.weft.model.Size;
import java.util.Arrays;
import java.util.List;

/**
 * A window that slides over an image, as attributes of Conv and of pooling say it.
 *
 * @param autoPad ONNX's word
 * @param pads above, left, below, right
 * @param ceil whether a last window may lie partly outside
 */
record Window(Size size, Size strides, Size dilation, String autoPad, int[] pads, boolean ceil) {
  static Window of(FileNode node, long height, long width) {
    long[] size = node.integers("kernel_shape");
    if (size != null && !Arrays.equals(size, new long[] {height, width})) {
      throw new WeftException(
          "'kernel_shape' must be that of its kernel, %s x %s; received %s."
              .formatted(height, width, Arrays.toString(size)));
    }
    long[] strides = node.integers("strides", 2, 1);
    long[] dilations = node.integers("dilations", 2, 1);
    long[] pads = node.integers("pads", 4, 0);
    for (long pad : pads) {
      if (pad < 0 || pad > 1 << 20) {
        throw new WeftException("'pads' must be 0 to 1048576; received %s.".formatted(Arrays.toString(pads)));
      }
    }
    return new Window(
        size(height, width),
        size(strides[0], strides[1]),
        size(dilations[0], dilations[1]),
        node.text("auto_pad", "NOTSET"),
        Arrays.stream(pads).mapToInt(pad -> (int) pad).toArray(),
        node.integer("ceil_mode", 0) != 0);
  }

  private static Size size(long height, long width) {
    return Size.of(Math.toIntExact(height), Math.toIntExact(width));
  }

  private static int before(int in, int span, int stride) {
    return Padding.SAME.before(in, span, stride);
  }

  /**
   * The rows and columns that are added around an image, those of a last window that lies partly outside among them.
   *
   * @param onnx the image's axes (channels, height, width)
   */
  Sides sides(List<Axis> onnx) {
    int[] rows = sides(Math.toIntExact(onnx.get(1).size()), 0);
    int[] columns = sides(Math.toIntExact(onnx.get(2).size()), 1);
    return new Sides(rows[0], rows[1], columns[0], columns[1]);
  }

  private int[] sides(int in, int axis) {
    Size spans = size.dilated(dilation);
    int span = axis == 0 ? spans.height() : spans.width();
    int stride = axis == 0 ? strides.height() : strides.width();
    int total = Padding.SAME.total(in, span, stride);
    return switch (autoPad) {
      case "NOTSET", "" -> {
        int before = pads[axis];
        int after = pads[axis + 2];
        if (ceil) {
          long windows = Math.ceilDiv((long) in + before + after - span, stride) + 1;
          windows -= (windows - 1) * stride >= in + before ? 1 : 0; // one that would see padding alone
          after = Math.toIntExact(Math.max(after, (windows - 1) * stride + span - in - before));
        }
        yield new int[] {before, after};
      }
      case "VALID" -> new int[] {0, 0};
      case "SAME_UPPER" -> new int[] {before(in, span, stride), total - before(in, span, stride)};
      case "SAME_LOWER" -> new int[] {total - before(in, span, stride), before(in, span, stride)};
      default -> throw new WeftException("'auto_pad' is none of ONNX's.");
    };
  }

  /** Keras's word for the padding of such an image; null where it has none. */
  Padding padding(List<Axis> onnx) {
    Sides sides = sides(onnx);
    if (sides.equals(Sides.of(0))) {
      return Padding.VALID;
    }
    int height = Math.toIntExact(onnx.get(1).size());
    int width = Math.toIntExact(onnx.get(2).size());
    Size span = size.dilated(dilation);
    int top = before(height, span.height(), strides.height());
    int left = before(width, span.width(), strides.width());
    int rows = Padding.SAME.total(height, span.height(), strides.height());
    int columns = Padding.SAME.total(width, span.width(), strides.width());
    return sides.equals(new Sides(top, rows - top, left, columns - left)) ? Padding.SAME : null;
  }
}
