package dev.weft.onnx;

import dev.weft.WeftException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operators whose inputs are all known, such as those that compute a shape: they are arrays, too. */
final class Folding {
  private static final int MOST_COUNTED = 1 << 20;

  private final long most;
  private long elements;

  /**
   * @param most numbers of all arrays together
   */
  Folding(long most) {
    this.most = most;
  }

  /** The operator's output; null where it is none that is computed here. */
  FileArray fold(Call call) {
    FileArray result = compute(call);
    if (result != null && (elements += result.elements()) > most) {
      throw new WeftException("its arrays become too large; at most %s numbers are computed.".formatted(most));
    }
    return result;
  }

  private int elements(long[] dims) {
    int count = FileArray.elements(dims);
    if (count > most) {
      throw new WeftException("its arrays become too large; at most %s numbers are computed.".formatted(most));
    }
    return count;
  }

  private FileArray compute(Call call) {
    FileNode node = call.node();
    return switch (node.operator()) {
      case "Identity", "Cast", "CastLike", "Dropout" -> cast(call);
      case "Reshape" -> {
        long[] wanted = call.has(1) ? call.constant(1).longs() : node.integers("shape");
        long[] sizes = Shapes.sizes(call.constant(0).dims(), wanted, node.integer("allowzero", 0) != 0);
        yield call.constant(0).reshaped(sizes);
      }
      case "Squeeze" -> squeeze(call);
      case "Unsqueeze" -> unsqueeze(call);
      case "Transpose" -> transpose(call);
      case "Concat" -> concat(call);
      case "Gather" -> gather(call);
      case "Slice" -> slice(call);
      case "ConstantOfShape" -> filled(call);
      case "Expand" -> binary(call.constant(0), ones(call.constant(1).longs()), (a, b) -> a);
      case "Range" -> range(call);
      case "Where" -> where(call);
      case "ReduceProd" -> product(call);
      case "Add" -> binary(call, Double::sum);
      case "Sub" -> binary(call, (a, b) -> a - b);
      case "Mul" -> binary(call, (a, b) -> a * b);
      case "Div" -> divided(call);
      case "Mod" -> binary(call, (a, b) -> a - b * Math.floor(a / b));
      case "Max" -> binary(call, Math::max);
      case "Min" -> binary(call, Math::min);
      case "Pow" -> binary(call, Math::pow);
      case "Equal" -> binary(call, (a, b) -> a == b ? 1 : 0);
      case "Less" -> binary(call, (a, b) -> a < b ? 1 : 0);
      case "Greater" -> binary(call, (a, b) -> a > b ? 1 : 0);
      case "And" -> binary(call, (a, b) -> a != 0 && b != 0 ? 1 : 0);
      case "Or" -> binary(call, (a, b) -> a != 0 || b != 0 ? 1 : 0);
      case "Not" -> unary(call, a -> a == 0 ? 1 : 0);
      case "Neg" -> unary(call, a -> -a);
      case "Abs" -> unary(call, Math::abs);
      case "Sqrt" -> unary(call, Math::sqrt);
      case "Reciprocal" -> unary(call, a -> 1 / a);
      case "Exp" -> unary(call, Math::exp);
      case "Floor" -> unary(call, Math::floor);
      case "Ceil" -> unary(call, Math::ceil);
      default -> null;
    };
  }

  private static FileArray cast(Call call) {
    FileArray array = call.constant(0);
    if (!call.node().operator().equals("Cast")) {
      return array;
    }
    long to = call.node().integer("to", 0);
    boolean toFloat =
        to == OnnxFields.DataType.FLOAT
            || to == OnnxFields.DataType.DOUBLE
            || to == OnnxFields.DataType.FLOAT16
            || to == OnnxFields.DataType.BFLOAT16;
    if (toFloat == array.isFloat()) {
      return array;
    }
    return toFloat ? FileArray.of(array.dims(), array.floats()) : FileArray.of(array.dims(), array.longs());
  }

  // ---- axes

  private static FileArray squeeze(Call call) {
    FileArray array = call.constant(0);
    long[] dims = array.dims();
    long[] given = call.numbers("axes", 1);
    int[] axes = given == null ? null : Call.axes(given, dims.length);
    long[] kept =
        IntStream.range(0, dims.length)
            .filter(axis -> dims[axis] != 1 || axes != null && Arrays.stream(axes).noneMatch(each -> each == axis))
            .mapToLong(axis -> dims[axis])
            .toArray();
    return array.reshaped(kept);
  }

  private static FileArray unsqueeze(Call call) {
    FileArray array = call.constant(0);
    long[] given = call.numbers("axes", 1);
    List<Long> dims = new ArrayList<>(LongStream.of(array.dims()).boxed().toList());
    if (given == null || given.length > FileArray.MOST_AXES) {
      throw new WeftException("it must name its axes.");
    }
    for (int axis : Call.axes(given, dims.size() + given.length)) {
      dims.add(Math.min(axis, dims.size()), 1L);
    }
    return array.reshaped(dims.stream().mapToLong(size -> size).toArray());
  }

  private static FileArray transpose(Call call) {
    FileArray array = call.constant(0);
    long[] dims = array.dims();
    long[] given = call.node().integers("perm");
    int[] order =
        given == null
            ? IntStream.range(0, dims.length).map(axis -> dims.length - 1 - axis).toArray()
            : Arrays.stream(given).mapToInt(axis -> (int) axis).toArray();
    if (!Arrays.equals(Arrays.stream(order).sorted().toArray(), IntStream.range(0, dims.length).toArray())) {
      throw new WeftException("'perm' must name each axis once; received %s.".formatted(Arrays.toString(given)));
    }
    long[] moved = Arrays.stream(order).mapToLong(axis -> dims[axis]).toArray();
    return array.picked(moved, Transposition.of(dims, order).places());
  }

  /** Along the first axis alone: shapes are rows. */
  private static FileArray concat(Call call) {
    List<FileArray> parts = IntStream.range(0, call.inputs().size()).mapToObj(call::constant).toList();
    if (parts.stream().anyMatch(part -> part.dims().length != 1)) {
      throw new WeftException("it must join rows of numbers, or what the network computes.");
    }
    if (parts.stream().anyMatch(FileArray::isFloat)) {
      float[] all = new float[parts.stream().mapToInt(FileArray::elements).sum()];
      int at = 0;
      for (FileArray part : parts) {
        System.arraycopy(part.floats(), 0, all, at, part.elements());
        at += part.elements();
      }
      return FileArray.of(new long[] {all.length}, all);
    }
    return FileArray.row(parts.stream().flatMapToLong(part -> LongStream.of(part.longs())).toArray());
  }

  private FileArray gather(Call call) {
    FileArray array = call.constant(0);
    FileArray places = call.constant(1);
    long[] dims = array.dims();
    int axis = Call.axis(call.node().integer("axis", 0), Math.max(1, dims.length));
    if (dims.length == 0) {
      throw new WeftException("it must take from an array with axes.");
    }
    long[] wanted = places.longs().clone();
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = Call.axis(wanted[i], (int) dims[axis]);
    }
    return taken(array, axis, wanted, places.dims());
  }

  /** Some places along an axis, which then has other sizes. */
  private FileArray taken(FileArray array, int axis, long[] wanted, long... instead) {
    long[] dims = array.dims();
    int inner = FileArray.elements(Arrays.copyOfRange(dims, axis + 1, dims.length));
    int outer = FileArray.elements(Arrays.copyOf(dims, axis));
    long[] sizes =
        LongStream.concat(
                LongStream.concat(LongStream.of(dims).limit(axis), LongStream.of(instead)),
                LongStream.of(dims).skip(axis + 1L))
            .toArray();
    int[] from = new int[elements(sizes)];
    int at = 0;
    for (int o = 0; o < outer; o++) {
      for (long place : wanted) {
        for (int i = 0; i < inner; i++) {
          from[at++] = (o * (int) dims[axis] + (int) place) * inner + i;
        }
      }
    }
    return array.picked(sizes, from);
  }

  private FileArray slice(Call call) {
    FileArray cut = call.constant(0);
    long[] starts = call.numbers("starts", 1);
    long[] ends = call.numbers("ends", 2);
    long[] axes = call.numbers("axes", 3);
    long[] steps = call.has(4) ? call.constant(4).longs() : null;
    if (starts == null || ends == null || starts.length != ends.length) {
      throw new WeftException("it must have as many starts as ends.");
    }
    for (int i = 0; i < starts.length; i++) {
      if (axes != null && i >= axes.length || steps != null && (i >= steps.length || steps[i] == 0)) {
        throw new WeftException("it must have an axis and a step for each start, and no step of 0.");
      }
      int axis = Call.axis(axes == null ? i : axes[i], cut.dims().length);
      cut = sliced(cut, axis, starts[i], ends[i], steps == null ? 1 : steps[i]);
    }
    return cut;
  }

  private FileArray sliced(FileArray array, int axis, long start, long end, long step) {
    long[] dims = array.dims();
    long size = dims[axis];
    boolean forward = step > 0;
    if (size == 0) {
      return array;
    }
    long from = Math.clamp(start < 0 ? start + size : start, 0, forward ? size : size - 1L);
    long to = Math.clamp(end < 0 ? end + size : end, forward ? 0 : -1, size);
    LongStream.Builder kept = LongStream.builder();
    for (long i = from; forward ? i < to : i > to; i = Math.addExact(i, step)) {
      kept.add(i);
    }
    long[] places = kept.build().toArray();
    return taken(array, axis, places, places.length);
  }

  // ---- numbers

  private static void requireModest(long[] dims) {
    if (FileArray.elements(dims) > 1 << 20) {
      throw new WeftException("it must make at most 2^20 numbers; received the shape " + Arrays.toString(dims) + ".");
    }
  }

  private static FileArray filled(Call call) {
    long[] dims = call.constant(0).longs();
    requireModest(dims);
    FileArray value = call.node().attributes().get("value") instanceof FileArray given ? given : null;
    return value == null || value.elements() != 1
        ? FileArray.of(dims, new float[FileArray.elements(dims)])
        : value.picked(dims, new int[FileArray.elements(dims)]);
  }

  private static FileArray ones(long[] dims) {
    requireModest(dims);
    long[] ones = new long[FileArray.elements(dims)];
    Arrays.fill(ones, 1);
    return FileArray.of(dims, ones);
  }

  private static FileArray range(Call call) {
    FileArray first = call.single(0);
    FileArray step = call.single(2);
    double count = Math.ceil(((double) value(call.single(1)) - value(first)) / value(step));
    if (!(count <= MOST_COUNTED)) {
      throw new WeftException("it must count at most 2^20 numbers; its step is " + value(step) + ".");
    }
    int length = (int) Math.max(0, count);
    if (!first.isFloat()) {
      return FileArray.row(LongStream.range(0, length).map(i -> first.longs()[0] + i * step.longs()[0]).toArray());
    }
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = value(first) + i * value(step);
    }
    return FileArray.of(new long[] {length}, values);
  }

  private static float value(FileArray single) {
    return single.floats()[0];
  }

  private FileArray where(Call call) {
    FileArray yes = binary(call.constant(0), call.constant(1), (condition, value) -> condition != 0 ? value : 0);
    FileArray no = binary(call.constant(0), call.constant(2), (condition, value) -> condition != 0 ? 0 : value);
    return binary(yes, no, Double::sum);
  }

  private static FileArray product(Call call) {
    if (call.numbers("axes", 1) != null && call.constant(0).dims().length != 1) {
      throw new WeftException("it must be of a row of numbers.");
    }
    long product = LongStream.of(call.constant(0).longs()).reduce(1, Math::multiplyExact);
    return FileArray.of(call.node().integer("keepdims", 1) == 0 ? new long[0] : new long[] {1}, product);
  }

  private FileArray unary(Call call, DoubleUnaryOperator function) {
    FileArray array = call.constant(0);
    return binary(array, FileArray.of(new long[0], 0L), (a, b) -> function.applyAsDouble(a));
  }

  private FileArray binary(Call call, DoubleBinaryOperator function) {
    if (call.inputs().size() != 2) {
      throw new WeftException("it must have 2 inputs; it has " + call.inputs().size() + ".");
    }
    return binary(call.constant(0), call.constant(1), function);
  }

  private FileArray divided(Call call) {
    boolean whole = !call.constant(0).isFloat() && !call.constant(1).isFloat();
    if (whole && LongStream.of(call.constant(1).longs()).anyMatch(value -> value == 0)) {
      throw new WeftException("it divides by 0.");
    }
    return binary(call, (a, b) -> a / b);
  }

  /** Repeated along axes of size 1; whole numbers are cut towards 0. */
  private FileArray binary(FileArray a, FileArray b, DoubleBinaryOperator function) {
    int rank = Math.max(a.dims().length, b.dims().length);
    long[] first = aligned(a.dims(), rank);
    long[] second = aligned(b.dims(), rank);
    long[] dims = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      if (first[axis] != second[axis] && first[axis] != 1 && second[axis] != 1) {
        throw new WeftException(
            "arrays of the shapes %s and %s do not fit.".formatted(Arrays.toString(first), Arrays.toString(second)));
      }
      dims[axis] = first[axis] == 1 ? second[axis] : first[axis];
    }
    int count = elements(dims);
    boolean floats = a.isFloat() || b.isFloat();
    float[] results = new float[floats ? count : 0];
    long[] whole = new long[floats ? 0 : count];
    float[] af = floats ? a.floats() : null;
    float[] bf = floats ? b.floats() : null;
    long[] al = floats ? null : a.longs();
    long[] bl = floats ? null : b.longs();
    for (int i = 0; i < count; i++) {
      int left = place(i, dims, first);
      int right = place(i, dims, second);
      if (floats) {
        results[i] = (float) function.applyAsDouble(af[left], bf[right]);
      } else {
        whole[i] = (long) function.applyAsDouble(al[left], bl[right]);
      }
    }
    return floats ? FileArray.of(dims, results) : FileArray.of(dims, whole);
  }

  private static long[] aligned(long[] dims, int rank) {
    long[] aligned = new long[rank];
    Arrays.fill(aligned, 1);
    System.arraycopy(dims, 0, aligned, rank - dims.length, dims.length);
    return aligned;
  }

  private static int place(int index, long[] dims, long[] own) {
    int place = 0;
    int stride = 1;
    int rest = index;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      int digit = rest % (int) dims[axis];
      rest /= (int) dims[axis];
      place += own[axis] == 1 ? 0 : digit * stride;
      stride *= (int) own[axis];
    }
    return place;
  }
}
