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
      case "reshape" -> ShapeOperations.reshape(shape, option(rest, "newshape", "shape"));
      case "expand_dims" -> ShapeOperations.expand(shape, option(rest, "axis"));
      case "squeeze" -> ShapeOperations.squeeze(shape, option(rest, "axis"));
      case "transpose" -> ShapeOperations.transpose(option(rest, "axes", "perm"));
      case "clip" -> clip(rest);
      case "cast" -> KerasObject.isFloat(String.valueOf(option(rest, "dtype"))) ? one("Identity", Map.of()) : List.of();
      case "get_item" -> rest.size() == 1 ? ShapeOperations.crop(shape, rest.getFirst()) : List.of();
      case "pad" -> pad(rest);
      default -> activation(rest);
    };
  }

  static List<Map<String, Object>> one(String layer, Map<String, Object> config) {
    return List.of(KerasObject.of(layer, config));
  }

  private List<Map<String, Object>> pool(String layer, Shape shape, List<?> rest) {
    boolean keep = Boolean.TRUE.equals(options.get("keepdims"));
    return ShapeOperations.areImageAxes(option(rest, "axis"), shape)
        ? one(layer, keep ? Map.of("keepdims", true) : Map.of())
        : List.of();
  }

  private List<Map<String, Object>> pad(List<?> rest) {
    Object widths = option(rest, "pad_width", "paddings");
    boolean constant = String.valueOf(options.getOrDefault("mode", "constant")).equalsIgnoreCase("constant");
    boolean zero = isNumber(options.getOrDefault("constant_values", 0), 0);
    return constant && zero ? ShapeOperations.pad(widths) : List.of();
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
}
