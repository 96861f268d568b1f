package dev.weft.onnx;

import dev.weft.WeftException;
import dev.weft.model.Concatenate;
import dev.weft.model.Cropping2D;
import dev.weft.model.Sides;
import dev.weft.model.ZeroPadding2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Operators that move numbers, join and cut them. */
final class Shapes {
  private Shapes() {}

  static Computed reshape(Call call) {
    Computed value = call.computed(0);
    long[] wanted = call.has(1) ? call.constant(1).longs() : call.node().integers("shape");
    return reshaped(call, value, sizes(value.dims(), wanted, call.node().integer("allowzero", 0) != 0));
  }

  /** With ONNX's 0 (as it is) and -1 (what is left). */
  static long[] sizes(long[] dims, long[] wanted, boolean allowZero) {
    if (wanted == null || wanted.length > FileArray.MOST_AXES) {
      throw new WeftException(
          "its new shape must have 0 to %s sizes; received %s."
              .formatted(FileArray.MOST_AXES, wanted == null ? "none" : wanted.length));
    }
    long[] sizes = wanted.clone();
    long known = 1;
    int open = -1;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == 0 && !allowZero && i < dims.length) {
        sizes[i] = dims[i];
      }
      if (sizes[i] == -1 && open < 0) {
        open = i;
      } else if (sizes[i] < 0) {
        throw new WeftException(
            "its new shape must be sizes, one of them -1; received %s.".formatted(Arrays.toString(wanted)));
      } else {
        known = Math.multiplyExact(known, sizes[i]);
      }
    }
    long all = LongStream.of(dims).reduce(1, Math::multiplyExact);
    if (open >= 0 && known > 0 && all % known == 0) {
      sizes[open] = all / known;
      known = all;
    }
    if (known != all) {
      throw new WeftException(
          "the shape %s does not become %s.".formatted(Arrays.toString(dims), Arrays.toString(wanted)));
    }
    return sizes;
  }

  private static Computed reshaped(Call call, Computed value, long[] sizes) {
    if (sizes.length < 1 || sizes[0] != value.batch()) {
      throw new WeftException(
          "its first axis must stay the batch; it makes %s of %s."
              .formatted(Arrays.toString(sizes), Arrays.toString(value.dims())));
    }
    List<Long> axes = LongStream.of(sizes).skip(1).boxed().toList();
    return value
        .regrouped(axes)
        .orElseGet(() -> {
          Computed row = call.network().arranged(value, List.of(Axis.joined(value.onnx())));
          List<Axis> one = List.of(Axis.of(Math.toIntExact(row.weft().getFirst().size())));
          List<Axis> split = axes.stream().map(size -> Axis.of(Math.toIntExact(size))).toList();
          Computed fresh = new Computed(value.batch(), row.node(), one, one, value.isPositive(), row.isRead());
          return call.network().renewed(fresh, split);
        });
  }

  static Computed flatten(Call call) {
    Computed value = call.computed(0);
    int rank = value.rank();
    long given = call.node().integer("axis", 1);
    if ((given < 0 ? given + rank : given) != 1) {
      throw new WeftException("'axis' must be 1; received " + given + ".");
    }
    return value.viewed(List.of(Axis.joined(value.onnx())));
  }

  static Computed squeeze(Call call) {
    Computed value = call.computed(0);
    long[] given = call.numbers("axes", 1);
    List<Axis> kept = new ArrayList<>();
    int[] axes = given == null ? null : Call.axes(given, value.rank());
    for (int axis = 1; axis < value.rank(); axis++) {
      int place = axis;
      boolean named = axes == null || Arrays.stream(axes).anyMatch(each -> each == place);
      boolean isOne = value.onnx().get(axis - 1).size() == 1;
      if (named && !isOne && axes != null) {
        throw new WeftException("it removes axis %s of the shape %s.".formatted(axis, Call.shown(value.dims())));
      }
      if (!named || !isOne) {
        kept.add(value.onnx().get(axis - 1));
      }
    }
    if (axes == null ? value.batch() == 1 : Arrays.stream(axes).anyMatch(axis -> axis == 0)) {
      throw new WeftException("it removes the batch's axis.");
    }
    return value.viewed(kept);
  }

  static Computed unsqueeze(Call call) {
    Computed value = call.computed(0);
    long[] given = call.numbers("axes", 1);
    if (given == null || value.rank() + given.length > FileArray.MOST_AXES) {
      throw new WeftException("it must name its axes, and give at most " + FileArray.MOST_AXES + " of them.");
    }
    List<Axis> axes = new ArrayList<>(value.onnx());
    for (int axis : Call.axes(given, value.rank() + given.length)) {
      if (axis == 0) {
        throw new WeftException("it puts an axis before the batch's.");
      }
      axes.add(axis - 1, Axis.ONE);
    }
    return value.viewed(axes);
  }

  static Computed transpose(Call call) {
    Computed value = call.computed(0);
    long[] order = call.node().integers("perm");
    boolean fits =
        order != null
            && order.length == value.rank()
            && order[0] == 0
            && Arrays.equals(Arrays.stream(order).sorted().toArray(), LongStream.range(0, value.rank()).toArray());
    if (!fits) {
      throw new WeftException(
          "'perm' must reorder the axes behind the batch's; received %s.".formatted(Arrays.toString(order)));
    }
    return value.viewed(Arrays.stream(order).skip(1).mapToObj(axis -> value.onnx().get((int) axis - 1)).toList());
  }

  // ---- joined and cut

  static Computed concat(Call call) {
    List<Computed> values = new ArrayList<>();
    for (int i = 0; i < call.inputs().size(); i++) {
      values.add(call.computed(i));
    }
    Computed first = values.getFirst();
    int axis = Call.axis(call.node().integer("axis", 1), first.rank());
    if (axis == 0 || values.stream().anyMatch(value -> value.rank() != first.rank())) {
      throw new WeftException("it must join values of as many axes, and not along the batch's.");
    }
    if (values.size() == 1) {
      return first;
    }
    List<Integer> order = first.order().orElse(usual(first.onnx().size()));
    List<Computed> arranged = new ArrayList<>();
    for (Computed value : values) {
      arranged.add(call.network().arranged(value, order.stream().map(place -> value.onnx().get(place)).toList()));
    }
    int along = order.indexOf(axis - 1);
    String node =
        call.network()
            .add(
                call.name(),
                Concatenate.of().axis(along == order.size() - 1 ? -1 : along + 1),
                Map.of(),
                arranged.stream().map(Computed::node).toArray(String[]::new));
    List<Axis> weft = new ArrayList<>(arranged.getFirst().weft());
    weft.set(along, Axis.of(Math.toIntExact(values.stream().mapToLong(value -> value.dims()[axis]).sum())));
    return inOrder(first, node, weft, order).positive(values.stream().allMatch(Computed::isPositive));
  }

  /** Images with their channels last, others as they are. */
  private static List<Integer> usual(int axes) {
    return axes == 3 ? List.of(1, 2, 0) : LongStream.range(0, axes).mapToObj(axis -> (int) axis).toList();
  }

  private static Computed inOrder(Computed of, String node, List<Axis> weft, List<Integer> order) {
    Axis[] onnx = new Axis[weft.size()];
    for (int i = 0; i < onnx.length; i++) {
      onnx[order.get(i)] = weft.get(i);
    }
    return new Computed(of.batch(), node, weft, List.of(onnx), false, true);
  }

  static Computed slice(Call call) {
    Computed value = call.computed(0);
    long[] starts = call.numbers("starts", 1);
    long[] ends = call.numbers("ends", 2);
    long[] steps = call.has(4) ? call.constant(4).longs() : null;
    if (starts == null || ends == null || starts.length != ends.length) {
      throw new WeftException("it must have as many starts as ends.");
    }
    long[] given = call.numbers("axes", 3);
    long[] axes = given == null ? LongStream.range(0, starts.length).toArray() : given;
    Computed cut = value;
    for (int i = 0; i < starts.length; i++) {
      if (i >= axes.length || steps != null && (i >= steps.length || steps[i] != 1)) {
        throw new WeftException("its steps must be 1, and it must have an axis for each start.");
      }
      int axis = Call.axis(axes[i], value.rank());
      long size = cut.dims()[axis];
      long from = Math.clamp(starts[i] < 0 ? starts[i] + size : starts[i], 0, size);
      long to = Math.clamp(ends[i] < 0 ? ends[i] + size : ends[i], 0, size);
      cut = cut(call, cut, axis, from, to);
    }
    return cut;
  }

  /** The places from one to before another along an axis. */
  private static Computed cut(Call call, Computed value, int axis, long from, long to) {
    long size = value.dims()[axis];
    if (from == 0 && to == size) {
      return value;
    }
    if (axis == 0 || value.rank() > 4 || from >= to) {
      throw new WeftException(
          "it must cut images, not the batch, and leave something; it takes %s to %s of axis %s."
              .formatted(from, to, axis));
    }
    boolean isImage = value.order().equals(Optional.of(List.of(1, 2, 0)));
    if (!isImage || axis == 1) { // Cropping2D cuts the first two axes
      List<Axis> wanted = new ArrayList<>(value.onnx());
      wanted.add(0, wanted.remove(axis - 1));
      while (wanted.size() < 3) {
        wanted.add(1, Axis.ONE);
      }
      Computed turned = call.network().arranged(value, wanted);
      String node = call.network().add(Cropping2D.of(new Sides((int) from, (int) (size - to), 0, 0)), turned.node());
      List<Axis> weft = new ArrayList<>(wanted);
      weft.set(0, Axis.of((int) (to - from)));
      List<Axis> onnx = new ArrayList<>(value.onnx());
      onnx.set(axis - 1, weft.getFirst());
      return new Computed(value.batch(), node, weft, onnx, value.isPositive(), true);
    }
    int before = (int) from;
    int after = (int) (size - to);
    Sides sides = axis == 2 ? new Sides(before, after, 0, 0) : new Sides(0, 0, before, after);
    String node = call.network().add(Cropping2D.of(sides), value.node());
    List<Axis> weft = new ArrayList<>(value.weft());
    weft.set(axis - 2, Axis.of((int) (to - from)));
    return call.made(value, node, weft, 2, 0, 1).positive(value.isPositive());
  }

  static List<Operand> split(Call call) {
    Computed value = call.computed(0);
    int axis = Call.axis(call.node().integer("axis", 0), value.rank());
    long size = value.dims()[axis];
    int count = call.node().outputs().size();
    long[] sizes = call.numbers("split", 1);
    long each = Math.ceilDiv(size, Math.max(1, count));
    List<Operand> parts = new ArrayList<>();
    long from = 0;
    for (int i = 0; i < count; i++) {
      long next = sizes == null ? Math.min(each, size - from) : i < sizes.length ? sizes[i] : 0;
      if (next < 1 || from + next > size) {
        throw new WeftException("it must cut %s places into %s parts.".formatted(size, count));
      }
      parts.add(cut(call, value.read(count == 1), axis, from, from + next));
      from += next;
    }
    return parts;
  }

  static Computed pad(Call call) {
    Computed value = call.computed(0);
    long[] pads = call.has(1) ? call.constant(1).longs() : call.node().integers("pads");
    float with = call.has(2) ? call.single(2).floats()[0] : (float) call.node().decimal("value", 0);
    int rank = value.rank();
    boolean plain = call.node().text("mode", "constant").equals("constant") && !call.has(3) && pads != null;
    if (!plain || pads.length != 2 * rank || Arrays.stream(pads).anyMatch(pad -> pad < 0 || pad > 1 << 20)) {
      throw new WeftException("it must add zeros to each axis; received 'pads' %s.".formatted(Arrays.toString(pads)));
    }
    if (Arrays.stream(pads).allMatch(pad -> pad == 0)) {
      return value;
    }
    List<Integer> grown = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      if (pads[axis] > 0 || pads[axis + rank] > 0) {
        grown.add(axis);
      }
    }
    boolean zeros = Math.abs(with) <= Float.MIN_NORMAL; // as Weft writes them where a runtime must keep them
    if (!zeros || rank != 4 || grown.contains(0) || grown.size() > 2) {
      throw new WeftException(
          "it must add zeros around images; received 'pads' %s with %s.".formatted(Arrays.toString(pads), with));
    }
    int[] image = imageAxes(value, grown);
    List<Axis> wanted = Arrays.stream(image).mapToObj(axis -> value.onnx().get(axis - 1)).toList();
    Computed arranged = call.network().arranged(value, wanted);
    Sides sides =
        new Sides((int) pads[image[0]], (int) pads[image[0] + 4], (int) pads[image[1]], (int) pads[image[1] + 4]);
    String node = call.network().add(ZeroPadding2D.of(sides), arranged.node());
    List<Axis> weft = new ArrayList<>(wanted);
    weft.set(0, Axis.of(Math.toIntExact(wanted.get(0).size() + sides.top() + sides.bottom())));
    weft.set(1, Axis.of(Math.toIntExact(wanted.get(1).size() + sides.left() + sides.right())));
    List<Integer> order = Arrays.stream(image).mapToObj(axis -> axis - 1).toList();
    return inOrder(value, node, weft, order).positive(value.isPositive());
  }

  /** The axes of ONNX that are rows, columns and channels of a padding. */
  private static int[] imageAxes(Computed value, List<Integer> grown) {
    List<Integer> order = value.order().orElse(List.of(1, 2, 0)).stream().map(axis -> axis + 1).toList();
    if (order.subList(0, 2).containsAll(grown)) {
      return order.stream().mapToInt(axis -> axis).toArray();
    }
    List<Integer> axes = new ArrayList<>(grown);
    for (int axis = 1; axis <= 3; axis++) {
      if (!axes.contains(axis)) {
        axes.add(axis);
      }
    }
    return axes.stream().mapToInt(axis -> axis).toArray();
  }
}
