package dev.weft.keras;

import dev.weft.Quoted;
import dev.weft.config.Config;
import dev.weft.config.SnakeCase;
import dev.weft.keras.LayerCall.Tensor;
import dev.weft.keras.ModelConfig.Call;
import dev.weft.keras.ModelConfig.Member;
import dev.weft.model.Activation;
import dev.weft.model.Layer;
import dev.weft.model.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Operations that stand among a model's layers: {@code x + y}, {@code x * 2}, functions of {@code keras.ops}, and
 * TensorFlow's as Keras 2 wrote them ({@code TFOpLambda}). Each that is read becomes the layer, or the layers, that
 * compute the same.
 */
final class OperationReader {
  private static final Set<String> OPERANDS =
      Set.of("x", "y", "x1", "x2", "a", "b", "inputs", "xs", "values", "features", "logits", "input_tensor", "tensor");

  /** TensorFlow's names, and others' for one operation. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("sub", "subtract"),
          Map.entry("mul", "multiply"),
          Map.entry("truediv", "divide"),
          Map.entry("true_divide", "divide"),
          Map.entry("realdiv", "divide"),
          Map.entry("neg", "negative"),
          Map.entry("concat", "concatenate"),
          Map.entry("reduce_mean", "mean"),
          Map.entry("reduce_max", "max"),
          Map.entry("amax", "max"),
          Map.entry("clip_by_value", "clip"),
          Map.entry("exp", "exponential"),
          Map.entry("swish", "silu"),
          Map.entry("getitem", "get_item"));

  private final String kind;
  private final Map<String, Object> options = new LinkedHashMap<>();
  private final List<Object> operands = new ArrayList<>();
  private final List<Shape> shapes;
  private final boolean ofTensorFlow;

  private OperationReader(Call call, List<Shape> shapes) {
    Member member = call.member();
    this.shapes = shapes;
    this.ofTensorFlow = isTensorFlows(member);
    this.kind = kind(member);
    options.putAll(Json.object(LayerCall.decode(member.config()), "'config'"));
    for (String said : List.of("name", "function", "dtype", "trainable")) {
      if (!kind.equals("cast")) {
        options.remove(said);
      }
    }
    for (Object argument : call.arguments().args()) {
      operands.addAll(argument instanceof List<?> list && kind.equals("concatenate") ? list : boxed(argument));
    }
    call.arguments()
        .named()
        .forEach((name, value) -> {
          if (OPERANDS.contains(name)) {
            operands.addAll(value instanceof List<?> list && kind.equals("concatenate") ? list : boxed(value));
          } else {
            options.put(name, value);
          }
        });
    options.values().removeIf(Objects::isNull);
    if (ofTensorFlow) {
      options.remove("name");
    }
  }

  private static List<Object> boxed(Object value) {
    List<Object> one = new ArrayList<>();
    one.add(value);
    return one;
  }

  private static boolean isTensorFlows(Member member) {
    return member.kind().equals("TFOpLambda") || member.kind().equals("SlicingOpLambda");
  }

  private static String kind(Member member) {
    String name =
        member.config().get("function") instanceof String function
            ? function.substring(function.lastIndexOf('.') + 1)
            : SnakeCase.of(member.kind());
    return NAMES.getOrDefault(name, name);
  }

  /** Whether it is no layer; where the file does not say its module, an addition of two arguments is none. */
  static boolean isOperation(Member member) {
    if (member.spec().get("module") instanceof String module) {
      return module.matches("keras\\.(src\\.)?(ops|activations)\\b.*");
    }
    boolean severalArguments = member.calls().stream().anyMatch(call -> call.args().size() > 1);
    return isTensorFlows(member) || severalArguments && Config.kinds(Layer.class).contains(member.kind());
  }

  /** Such as {@code operation 'tf.abs' (math.abs)}. */
  static String describe(Call call) {
    Member member = call.member();
    Object function = member.config().get("function");
    return Quoted.text(function instanceof String name ? name : member.kind());
  }

  /**
   * The layers, one after the other, or none if Weft has none.
   *
   * @param shapes of the operation's inputs, null where not known
   */
  static List<Layer> read(Call call, List<Shape> shapes) {
    List<Map<String, Object>> described = new OperationReader(call, shapes).read();
    try {
      return described.stream().map(each -> Config.read(Layer.class, each)).toList();
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  private List<Map<String, Object>> read() {
    long tensors = operands.stream().filter(Tensor.class::isInstance).count();
    if (kind.equals("concatenate") && tensors == operands.size()) {
      Object axis = options.containsKey("axis") ? options.remove("axis") : 0;
      return one("Concatenate", Map.of("axis", axis));
    }
    if (operands.size() == 2 && tensors == 2) {
      return merge();
    }
    if (operands.size() == 2 && tensors == 1 && Set.of("add", "subtract", "multiply", "divide").contains(kind)) {
      return rescale();
    }
    Shape shape = shapes.size() == 1 ? shapes.getFirst() : null;
    if (tensors != 1 || shape == null || !(operands.getFirst() instanceof Tensor)) {
      return List.of();
    }
    List<?> rest = operands.subList(1, operands.size());
    return switch (kind) {
      case "negative" -> rest.isEmpty() ? one("Rescaling", Map.of("scale", -1.0)) : List.of();
      case "mean" -> pool("GlobalAveragePooling2D", shape, rest);
      case "max" -> pool("GlobalMaxPooling2D", shape, rest);
      case "reshape" -> reshape(shape, option(rest, "newshape", "shape"));
      case "expand_dims" -> expand(shape, option(rest, "axis"));
      case "squeeze" -> squeeze(shape, option(rest, "axis"));
      case "transpose" -> transpose(option(rest, "axes", "perm"));
      case "clip" -> clip(rest);
      case "cast" -> KerasObject.isFloat(String.valueOf(option(rest, "dtype"))) ? one("Identity", Map.of()) : List.of();
      case "get_item" -> crop(shape, rest);
      case "pad" -> pad(rest);
      default -> activation(rest);
    };
  }

  private static List<Map<String, Object>> one(String layer, Map<String, Object> config) {
    return List.of(KerasObject.of(layer, config));
  }

  /** The first of these options, or the next argument without a name. */
  private Object option(List<?> rest, String... names) {
    for (String name : names) {
      if (options.containsKey(name)) {
        return rest.isEmpty() ? options.remove(name) : null;
      }
    }
    return rest.size() == 1 ? rest.getFirst() : null;
  }

  // ---- arithmetic

  /** Arrays of different rank line up at their last axis, the batch's too: no layer does that. */
  private List<Map<String, Object>> merge() {
    boolean same =
        shapes.stream().allMatch(Objects::nonNull) && shapes.stream().map(Shape::rank).distinct().count() == 1;
    return switch (kind) {
      case "add" -> same ? one("Add", Map.of()) : List.of();
      case "subtract" -> same ? one("Subtract", Map.of()) : List.of();
      case "multiply" -> same ? one("Multiply", Map.of()) : List.of();
      case "maximum" -> same ? one("Maximum", Map.of()) : List.of();
      case "minimum" -> same ? one("Minimum", Map.of()) : List.of();
      default -> List.of();
    };
  }

  /** With a number, or one for each channel. */
  private List<Map<String, Object>> rescale() {
    boolean constantFirst = !(operands.getFirst() instanceof Tensor);
    List<Double> constant = numbers(constantFirst ? operands.getFirst() : operands.getLast());
    if (constant.isEmpty() || (constantFirst && kind.equals("divide"))) {
      return List.of();
    }
    List<Double> ones = constant.stream().map(number -> 1.0).toList();
    List<Double> zeros = constant.stream().map(number -> 0.0).toList();
    List<Double> negative = constant.stream().map(number -> -number).toList();
    List<Double> minusOnes = ones.stream().map(number -> -number).toList();
    return switch (kind) {
      case "add" -> rescaling(ones, constant);
      case "subtract" -> constantFirst ? rescaling(minusOnes, constant) : rescaling(ones, negative);
      case "multiply" -> rescaling(constant, zeros);
      default -> rescaling(constant.stream().map(number -> 1 / number).toList(), zeros);
    };
  }

  private static List<Map<String, Object>> rescaling(List<Double> scale, List<Double> offset) {
    return one("Rescaling", Map.of("scale", bare(scale), "offset", bare(offset)));
  }

  private static Object bare(List<Double> numbers) {
    return numbers.size() == 1 ? numbers.getFirst() : numbers;
  }

  /** A number, or a row of numbers in axes of size 1; empty for anything else. */
  private static List<Double> numbers(Object constant) {
    Object inner = constant;
    while (inner instanceof List<?> list && list.size() == 1 && list.getFirst() instanceof List<?>) {
      inner = list.getFirst();
    }
    List<?> all = inner instanceof List<?> list ? list : boxed(inner);
    return all.stream().allMatch(Number.class::isInstance)
        ? all.stream().map(number -> ((Number) number).doubleValue()).toList()
        : List.of();
  }

  private List<Map<String, Object>> clip(List<?> rest) {
    Object least = rest.isEmpty() ? first("x_min", "clip_value_min") : rest.getFirst();
    Object most = rest.size() < 2 ? first("x_max", "clip_value_max") : rest.get(1);
    boolean fromZero = least instanceof Number number && number.doubleValue() == 0;
    return fromZero && most instanceof Number ? one("ReLU", Map.of("max_value", most)) : List.of();
  }

  private Object first(String... names) {
    for (String name : names) {
      if (options.containsKey(name)) {
        return options.get(name);
      }
    }
    return null;
  }

  // ---- functions

  private List<Map<String, Object>> activation(List<?> rest) {
    if (!rest.isEmpty()) {
      return List.of();
    }
    Object axis = options.get("axis");
    if (kind.endsWith("softmax") && (axis == null || axis.equals(-1))) {
      options.remove("axis");
    }
    if (kind.equals("gelu")) {
      boolean approximate =
          options.containsKey("approximate") ? Boolean.TRUE.equals(options.get("approximate")) : !ofTensorFlow;
      return one("Activation", Map.of("activation", approximate ? "gelu_tanh" : "gelu"));
    }
    Object slope = first("negative_slope", "alpha");
    return switch (kind) {
      case "re_lu" -> one("ReLU", options);
      case "leaky_relu" -> one("LeakyReLU", Map.of("negative_slope", slope == null ? 0.2 : slope));
      case "elu" -> one("ELU", Map.of("alpha", slope == null ? 1.0 : slope));
      default -> isPlain() && isActivation(kind) ? one("Activation", Map.of("activation", kind)) : List.of();
    };
  }

  /** Whether all options have the values that an activation by name has. */
  private boolean isPlain() {
    return options.entrySet().stream()
        .allMatch(option ->
            switch (option.getKey()) {
              case "alpha" -> isNumber(option.getValue(), 1);
              case "threshold" -> isNumber(option.getValue(), 0.5);
              case "b" -> isNumber(option.getValue(), 4);
              default -> false;
            });
  }

  private static boolean isNumber(Object value, double wanted) {
    return value instanceof Number number && number.doubleValue() == wanted;
  }

  private static boolean isActivation(String name) {
    Activation known = ActivationReader.of(name);
    return known != null && known != Activation.LINEAR;
  }

  // ---- shapes

  /** A mean or maximum over height and width. */
  private List<Map<String, Object>> pool(String layer, Shape shape, List<?> rest) {
    Object axis = option(rest, "axis");
    Object keep = options.getOrDefault("keepdims", false);
    boolean planes =
        shape.rank() == 3
            && axis instanceof List<?> axes
            && axes.size() == 2
            && axes.stream().map(each -> positive(each, 4)).sorted().toList().equals(List.of(1, 2));
    return !planes ? List.of() : one(layer, Boolean.TRUE.equals(keep) ? Map.of("keepdims", true) : Map.of());
  }

  private static int positive(Object axis, int rank) {
    return axis instanceof Integer number ? (number < 0 ? number + rank : number) : -1;
  }

  /** The batch's size is left open as -1; so is one of the others at most. */
  private static List<Map<String, Object>> reshape(Shape shape, Object target) {
    if (!(target instanceof List<?> sizes) || sizes.size() < 2) {
      return List.of();
    }
    List<?> rest = sizes.subList(1, sizes.size());
    boolean known = rest.stream().allMatch(Integer.class::isInstance);
    boolean batchOpen = sizes.getFirst() == null || sizes.getFirst().equals(-1);
    long elements = known ? rest.stream().mapToLong(size -> (Integer) size).reduce(1, (a, b) -> a * b) : 0;
    return batchOpen && elements == shape.elements() ? one("Reshape", Map.of("target_shape", rest)) : List.of();
  }

  private static List<Map<String, Object>> expand(Shape shape, Object axis) {
    int at = positive(axis, shape.rank() + 2) - 1;
    List<Integer> sizes = new ArrayList<>(shape.sizes());
    if (at < 0 || at > sizes.size()) {
      return List.of();
    }
    sizes.add(at, 1);
    return one("Reshape", Map.of("target_shape", sizes));
  }

  private static List<Map<String, Object>> squeeze(Shape shape, Object axis) {
    List<Integer> sizes = new ArrayList<>(shape.sizes());
    List<?> axes = axis instanceof List<?> list ? list : boxed(axis);
    List<Integer> places = axes.stream().map(each -> positive(each, shape.rank() + 1) - 1).sorted().toList();
    for (int place : places.reversed()) {
      if (place < 0 || place >= sizes.size() || sizes.remove(place) != 1) {
        return List.of();
      }
    }
    return sizes.isEmpty() ? List.of() : one("Reshape", Map.of("target_shape", sizes));
  }

  private static List<Map<String, Object>> transpose(Object axes) {
    return axes instanceof List<?> list && list.size() > 1 && list.getFirst().equals(0)
        ? one("Permute", Map.of("dims", list.subList(1, list.size())))
        : List.of();
  }

  /** {@code x[:, 1:7, :-2, :]}. */
  private static List<Map<String, Object>> crop(Shape shape, List<?> rest) {
    if (shape.rank() != 3 || rest.size() != 1 || !(rest.getFirst() instanceof List<?> slices) || slices.size() > 4) {
      return List.of();
    }
    List<List<Integer>> cropping = new ArrayList<>();
    for (int axis = 0; axis < 4; axis++) {
      int size = axis == 0 ? Integer.MAX_VALUE : shape.size(axis - 1);
      List<Integer> cut = axis < slices.size() ? cut(slices.get(axis), size) : List.of(0, 0);
      if (cut == null || ((axis == 0 || axis == 3) && !cut.equals(List.of(0, 0)))) {
        return List.of();
      }
      cropping.add(cut);
    }
    return one("Cropping2D", Map.of("cropping", cropping.subList(1, 3)));
  }

  /** How much a slice leaves out at both ends; null for one with steps, or none. */
  private static List<Integer> cut(Object slice, int size) {
    Object config = KerasObject.member(slice, "config");
    Object step = KerasObject.member(config, "step");
    if (!"__slice__".equals(KerasObject.member(slice, "class_name")) || !(step == null || step.equals(1))) {
      return null;
    }
    Object start = KerasObject.member(config, "start");
    Object stop = KerasObject.member(config, "stop");
    int from = start == null ? 0 : Math.clamp(positive(start, size), 0, size);
    int to = stop == null ? size : Math.clamp(positive(stop, size), 0, size);
    return from < to ? List.of(from, size - to) : null;
  }

  private List<Map<String, Object>> pad(List<?> rest) {
    Object widths = option(rest, "pad_width", "paddings");
    Object value = options.getOrDefault("constant_values", 0);
    boolean constant = String.valueOf(options.getOrDefault("mode", "constant")).equalsIgnoreCase("constant");
    return constant
            && isNumber(value, 0)
            && widths instanceof List<?> list
            && list.size() == 4
            && IntStream.of(0, 3).allMatch(axis -> list.get(axis).equals(List.of(0, 0)))
        ? one("ZeroPadding2D", Map.of("padding", list.subList(1, 3)))
        : List.of();
  }
}
