package dev.weft.keras;

import dev.weft.config.Config;
import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.Flatten;
import dev.weft.model.Graph;
import dev.weft.model.Initializer;
import dev.weft.model.Layer;
import dev.weft.model.Node;
import dev.weft.model.Regularizer;
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

  private ConfigWriter() {}

  static Map<String, Object> write(Model model) {
    Map<String, Object> json = new ModelWriter(model.network()).write(ModelTree.of(model.network()));
    if (model.trainedOtherwise().isEmpty()) {
      json.put("compile_config", TrainingWriter.write(model));
    }
    return json;
  }

  /** Keras has no name for this activation, which only an operation of a Functional model computes. */
  static boolean isKnownToKeras(Graph network) {
    return network.nodes().stream()
        .map(Node::layer)
        .filter(layer -> !(layer instanceof ActivationLayer))
        .flatMap(layer -> layer.arguments().values().stream())
        .noneMatch(Config.write(Activation.GELU_TANH)::equals);
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
