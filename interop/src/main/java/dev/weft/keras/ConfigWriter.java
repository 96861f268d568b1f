package dev.weft.keras;

import dev.weft.config.Config;
import dev.weft.config.SnakeCase;
import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Initializer;
import dev.weft.model.Layer;
import dev.weft.model.Loss;
import dev.weft.model.Node;
import dev.weft.model.Optimizer;
import dev.weft.model.Regularizer;
import dev.weft.model.Schedule;
import dev.weft.model.Shape;
import dev.weft.model.SpatialDropout1D;
import dev.weft.model.SpatialDropout2D;
import dev.weft.train.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A model as the JSON that Keras 3 writes; how it is trained is left out where Weft does not know that. Arguments that
 * Keras got later than 3.0 are left out where Weft has their default ({@code quantization_config}, {@code renorm},
 * {@code optional}, ...), so that older versions read it too.
 */
final class ConfigWriter {
  /** What Keras's layers have and Weft's do not. */
  private static final Map<String, Map<String, Object>> MORE_ARGUMENTS =
      Map.ofEntries(
          Map.entry("Dense", none("kernel_constraint", "bias_constraint")),
          Map.entry(
              "Conv2D",
              with(
                  none("activity_regularizer", "kernel_constraint", "bias_constraint"),
                  Map.of("data_format", "channels_last"))),
          Map.entry(
              "Conv2DTranspose",
              with(
                  none("activity_regularizer", "kernel_constraint", "bias_constraint"),
                  Map.of("data_format", "channels_last"))),
          Map.entry(
              "DepthwiseConv2D",
              with(
                  none("activity_regularizer", "depthwise_constraint", "bias_constraint"),
                  Map.of("data_format", "channels_last"))),
          Map.entry(
              "SeparableConv2D",
              with(
                  none("activity_regularizer", "depthwise_constraint", "pointwise_constraint", "bias_constraint"),
                  Map.of("data_format", "channels_last"))),
          Map.entry("MaxPooling2D", Map.of("data_format", "channels_last")),
          Map.entry("AveragePooling2D", Map.of("data_format", "channels_last")),
          Map.entry("GlobalAveragePooling2D", Map.of("data_format", "channels_last")),
          Map.entry("GlobalMaxPooling2D", Map.of("data_format", "channels_last")),
          Map.entry("ZeroPadding2D", Map.of("data_format", "channels_last")),
          Map.entry("Cropping2D", Map.of("data_format", "channels_last")),
          Map.entry("UpSampling2D", Map.of("data_format", "channels_last")),
          Map.entry("Resizing", Map.of("fill_mode", "constant", "data_format", "channels_last")),
          Map.entry("SpatialDropout1D", none("seed")),
          Map.entry("SpatialDropout2D", with(none("seed"), Map.of("data_format", "channels_last"))),
          Map.entry("AlphaDropout", none("seed", "noise_shape")),
          Map.entry("GaussianDropout", none("seed")),
          Map.entry("GaussianNoise", none("seed")),
          Map.entry("Flatten", Map.of("data_format", "channels_last")),
          Map.entry("Dropout", none("seed")),
          Map.entry("PReLU", none("alpha_constraint")),
          Map.entry(
              "BatchNormalization", with(none("beta_constraint", "gamma_constraint"), Map.of("synchronized", false))),
          Map.entry("LayerNormalization", none("beta_constraint", "gamma_constraint")),
          Map.entry("GroupNormalization", none("beta_constraint", "gamma_constraint")));

  /** Layers of Keras's applications, which are none of {@code keras.layers}. */
  private static final Map<String, String> MODULES =
      Map.of(
          "LayerScale", "keras.src.applications.convnext",
          "StochasticDepth", "keras.src.applications.convnext",
          "CustomScaleLayer", "keras.src.applications.inception_resnet_v2");

  private static final Set<String> STATISTICS = Set.of("mean", "variance");
  private static final Set<String> STEPS = Set.of("boundaries", "decay_steps", "first_decay_steps", "warmup_steps");

  private ConfigWriter() {}

  static Map<String, Object> write(Model model) {
    Map<String, Object> json = new ModelWriter(model.network()).write(ModelTree.of(model.network()));
    if (model.trainedOtherwise().isEmpty()) {
      json.put("compile_config", compileConfig(model));
    }
    return json;
  }

  /** Others reach Keras as a constant, their first rate. */
  static boolean isKnownToKeras(Schedule schedule) {
    return switch (schedule) {
      case Schedule.Constant s -> true;
      case Schedule.PiecewiseConstantDecay s -> true;
      case Schedule.ExponentialDecay s -> true;
      case Schedule.InverseTimeDecay s -> true;
      case Schedule.PolynomialDecay s -> true;
      case Schedule.CosineDecay s -> true;
      case Schedule.CosineDecayRestarts s -> true;
      case Schedule.EpochPiecewiseConstant s -> false;
      case Schedule.EpochExponentialDecay s -> false;
      case Schedule.Custom s -> false;
    };
  }

  /** Keras has no name for this activation, which only an operation of a Functional model computes. */
  static boolean isKnownToKeras(Graph network) {
    return network.nodes().stream()
        .map(Node::layer)
        .filter(layer -> !(layer instanceof ActivationLayer))
        .flatMap(layer -> layer.arguments().values().stream())
        .noneMatch(Config.write(Activation.GELU_TANH)::equals);
  }

  private static Map<String, Object> compileConfig(Model model) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("optimizer", optimizer(model.optimizer()));
    config.put("loss", loss(model.loss()));
    config.put("loss_weights", null);
    config.put("metrics", List.of("accuracy"));
    config.put("weighted_metrics", null);
    config.put("run_eagerly", false);
    config.put("steps_per_execution", 1);
    config.put("jit_compile", false);
    return config;
  }

  // ---- layers

  static Map<String, Object> input(ModelTree.Input input) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("batch_shape", batch(input.sizes()));
    config.put("dtype", "float32");
    config.put("sparse", false);
    config.put("name", input.name());
    return object("keras.layers", "InputLayer", config);
  }

  /** A layer by the name that it has in its model. */
  static Map<String, Object> layer(Graph network, Node node, String name) {
    Layer layer = node.layer();
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", name);
    config.put("trainable", !network.isFrozen(node));
    config.put("dtype", dtype());
    if (layer instanceof SpatialDropout1D || layer instanceof SpatialDropout2D) {
      config.remove("trainable"); // an argument that they alone do not take
    }
    layer.arguments().forEach((argument, value) -> config.put(argument, argument(argument, value)));
    config.putAll(MORE_ARGUMENTS.getOrDefault(layer.kind(), Map.of()));
    String module = MODULES.get(layer.kind());
    Map<String, Object> json = object(module == null ? "keras.layers" : module, layer.kind(), config);
    if (module != null) {
      json.put("registered_name", layer.kind());
    }
    Shape input = network.inputShape(network.node(node.name()));
    if (layer instanceof Flatten || !layer.weights(input).isEmpty()) {
      json.put("build_config", Map.of("input_shape", batch(input.sizes())));
    }
    return json;
  }

  private static Object argument(String name, Object value) {
    if (name.endsWith("_initializer")) {
      return initializer(Config.read(Initializer.class, value));
    }
    if (name.endsWith("_regularizer") && value != null) {
      Regularizer regularizer = Config.read(Regularizer.class, value);
      return object("keras.regularizers", Config.kind(regularizer), Config.arguments((Record) regularizer));
    }
    if (STATISTICS.contains(name) && value instanceof List<?> list && list.size() == 1) {
      return list.getFirst(); // Keras takes a list for one number an axis
    }
    boolean noAxes = name.equals("shared_axes") || name.equals("axis"); // Keras says null for none
    return noAxes && List.of().equals(value) ? null : value;
  }

  private static Map<String, Object> initializer(Initializer initializer) {
    Map<String, Object> config = Config.arguments((Record) initializer);
    boolean drawn =
        switch (initializer) {
          case Initializer.Zeros zeros -> false;
          case Initializer.Ones ones -> false;
          case Initializer.Constant constant -> false;
          default -> true;
        };
    if (drawn) {
      config.put("seed", null);
    }
    return object("keras.initializers", Config.kind(initializer), config);
  }

  // ---- optimizers and losses

  private static Map<String, Object> optimizer(Optimizer optimizer) {
    Schedule schedule = optimizer.learningRate();
    Optimizer constant = optimizer.learningRate(Schedule.of(schedule.rate(0, 0)));
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", name(optimizer));
    config.putAll(Config.arguments((Record) constant));
    if (!(schedule instanceof Schedule.Constant) && isKnownToKeras(schedule)) {
      config.put("learning_rate", schedule(schedule));
    }
    return object("keras.optimizers", optimizer.kind(), config);
  }

  /** The name that Keras gives to an optimizer that was given none. */
  static String name(Optimizer optimizer) {
    return SnakeCase.of(optimizer.kind());
  }

  private static Map<String, Object> schedule(Schedule schedule) {
    Map<String, Object> config = Config.arguments((Record) schedule);
    config.replaceAll((name, value) -> STEPS.contains(name) ? whole(value) : value);
    return object("keras.optimizers.schedules", Config.kind(schedule), config);
  }

  /** Keras counts steps in whole numbers. */
  private static Object whole(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(ConfigWriter::whole).toList();
    }
    return value instanceof Double number && number == Math.rint(number) ? (Object) number.longValue() : value;
  }

  private static Object loss(Loss given) {
    Loss loss = knownToKeras(given);
    Object written = Config.write(loss);
    boolean needsArguments = loss instanceof Loss.CategoricalGeneralizedCrossEntropy; // its function has no default
    if (written instanceof String name && !needsArguments) {
      return name;
    }
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", SnakeCase.of(Config.kind(loss)));
    config.put("reduction", "sum_over_batch_size");
    config.putAll(Config.arguments((Record) loss));
    if (loss instanceof Loss.SparseCategoricalCrossentropy) {
      config.remove("label_smoothing"); // Keras's has no such argument
    }
    config.computeIfPresent(
        "alpha", (name, alpha) -> alpha instanceof List<?> one && one.size() == 1 ? one.getFirst() : alpha);
    return object("keras.losses", Config.kind(loss), config);
  }

  /** Keras smooths one-hot labels only: the same loss, but training goes on in Keras with such labels. */
  private static Loss knownToKeras(Loss loss) {
    return loss instanceof Loss.SparseCategoricalCrossentropy sparse && sparse.labelSmoothing() > 0
        ? new Loss.CategoricalCrossentropy(sparse.fromLogits(), sparse.labelSmoothing())
        : loss;
  }

  // ---- objects

  static Map<String, Object> object(String module, String kind, Map<String, Object> config) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("module", module);
    json.put("class_name", kind);
    json.put("config", config);
    json.put("registered_name", null);
    return json;
  }

  static Map<String, Object> dtype() {
    return object("keras", "DTypePolicy", Map.of("name", "float32"));
  }

  /** A shape with the batch's axis, whose size is open. */
  static List<Integer> batch(List<Integer> sizes) {
    List<Integer> all = new ArrayList<>(sizes);
    all.addFirst(null);
    return all;
  }

  private static Map<String, Object> none(String... names) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (String name : names) {
      arguments.put(name, null);
    }
    return arguments;
  }

  private static Map<String, Object> with(Map<String, Object> some, Map<String, Object> more) {
    some.putAll(more);
    return some;
  }
}
