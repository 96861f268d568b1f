package dev.weft.interop;

import dev.weft.WeftException;
import dev.weft.nn.Augmentation;
import dev.weft.nn.Config;
import dev.weft.nn.ConfigException;
import dev.weft.nn.Input;
import dev.weft.nn.KerasArguments;
import dev.weft.nn.Layer;
import dev.weft.nn.Loss;
import dev.weft.nn.Optimizer;
import dev.weft.nn.RMSprop;
import dev.weft.nn.Sequential;
import dev.weft.nn.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Networks, optimizers and losses as the JSON of Keras 2 and 3 describes them. What Weft does not have is gathered, so
 * that one message names all of it; arguments that Weft lacks are accepted where they have the value that changes
 * nothing.
 */
final class ConfigReader {
  private static final int MOST_LAYERS = 1_000;

  /**
   * What a file describes.
   *
   * @param compiled whether it says the optimizer
   */
  record Described(Sequential network, Optimizer optimizer, Loss loss, boolean compiled) {}

  private final List<String> problems = new ArrayList<>();
  private final List<Layer> layers = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private Shape input;

  private ConfigReader() {}

  /**
   * Reads a model's {@code {class_name, config}} and how it was compiled. What {@code compiled} does not say is Keras's
   * default optimizer, RMSprop, and cross-entropy as the loss.
   *
   * @throws WeftException naming everything that Weft does not have, or the first thing that is not as Keras writes it
   */
  static Described read(Map<String, Object> model, Map<String, Object> compiled) {
    ConfigReader reader = new ConfigReader();
    String name = reader.readModel(model);
    Object spec = compiled.containsKey("optimizer") ? compiled.get("optimizer") : compiled.get("optimizer_config");
    Optimizer optimizer = spec == null ? RMSprop.of() : reader.readOptimizer(spec);
    Loss loss = compiled.get("loss") == null ? null : reader.readLoss(compiled.get("loss"));
    if (compiled.get("loss_weights") != null) {
      reader.problems.add(with("compilation", "loss_weights", compiled.get("loss_weights")));
    }
    if (!reader.problems.isEmpty()) {
      throw new WeftException(
          "Weft does not have "
              + String.join("; ", reader.problems)
              + ". Change this in Keras and save the model again.");
    }
    if (reader.input == null) {
      throw new WeftException(
          "the model does not say its input's shape; give it an Input layer in Keras and save it again.");
    }
    Sequential network = reader.checked(() -> new Sequential(name, reader.input, reader.layers, reader.names));
    return new Described(network, optimizer, loss == null ? defaultLoss(network) : loss, spec != null);
  }

  private static Loss defaultLoss(Sequential network) {
    return network.output().last() == 1 ? Loss.BINARY_CROSSENTROPY : Loss.SPARSE_CATEGORICAL_CROSSENTROPY;
  }

  private interface Making<T> {
    T make();
  }

  private <T> T checked(Making<T> making) {
    try {
      return making.make();
    } catch (IllegalArgumentException e) {
      throw new WeftException(e.getMessage(), e);
    }
  }

  // ---- networks

  /** Reads the layers and gives the model's name. */
  private String readModel(Map<String, Object> model) {
    String kind = Json.text(model.get("class_name"), "'class_name' of the model");
    Object config = model.get("config");
    if (config instanceof List<?> layersOnly && kind.equals("Sequential")) {
      readLayers(layersOnly);
      return "sequential";
    }
    Map<String, Object> settings = Json.object(config, "'config' of the model");
    String name = settings.get("name") instanceof String given ? given : "sequential";
    for (String key : List.of("trainable", "dtype")) {
      if (!KerasArguments.isNeutral(key, settings.get(key))) {
        problems.add(with("a model", key, settings.get(key)));
      }
    }
    List<?> specs = Json.list(settings.get("layers"), "'layers' of the model");
    switch (kind) {
      case "Sequential" -> readLayers(specs);
      case "Functional", "Model" -> readLayers(Chain.of(specs));
      default -> problems.add("models of class " + kind);
    }
    if (input == null && settings.get("build_input_shape") != null) {
      input = readShape(settings.get("build_input_shape"));
    }
    return name;
  }

  private void readLayers(List<?> specs) {
    if (specs.size() > MOST_LAYERS) {
      throw new WeftException("a network may have at most " + MOST_LAYERS + " layers; received " + specs.size() + ".");
    }
    specs.forEach(spec -> readLayer(Json.object(spec, "each of 'layers'")));
  }

  private void readLayer(Map<String, Object> spec) {
    String kind =
        Json.text(spec.get("class_name"), "'class_name' of each layer")
            .replaceFirst("^(BatchNormalization)V[12]$", "$1");
    Map<String, Object> config = Json.object(spec.get("config"), "'config' of each layer");
    String name = config.get("name") instanceof String given ? given : Sequential.snakeCase(kind) + "_" + layers.size();
    String where = "layer '" + name + "' (" + kind + ")";
    for (String key : List.of("batch_shape", "batch_input_shape")) {
      if (input == null && config.get(key) != null) {
        input = readShape(config.get(key));
      }
    }
    if (isCustom(spec) || !(Config.kinds(Layer.class).contains(kind) || Augmentation.KINDS.contains(kind))) {
      problems.add(where);
      return;
    }
    if (kind.equals(Config.kind(Input.of(1)))) {
      config.forEach((key, value) -> {
        if (!KerasArguments.isNeutral(key, value)) {
          problems.add(with(where, key, value));
        }
      });
      return;
    }
    if (kind.equals("LeakyReLU") && config.containsKey("alpha")) {
      config.put("negative_slope", config.remove("alpha"));
    }
    if (isLastAxis(config.get("axis"))) {
      config.remove("axis");
    }
    config.replaceAll((argument, value) -> argument.endsWith("_initializer") ? readInitializer(value) : value);
    Layer layer = read(Layer.class, kind, config, where);
    if (layer != null) {
      layers.add(layer);
      names.add(name);
    }
  }

  /**
   * Keras 3 writes -1, Keras 2 the axis itself (for networks of pictures 3, behind convolutions; 1 for rows), alone or
   * in a list.
   */
  private boolean isLastAxis(Object axis) {
    Object only = axis instanceof List<?> list && list.size() == 1 ? list.getFirst() : axis;
    if (!(only instanceof Integer number)) {
      return only == null;
    }
    return number == -1 || (input != null && number == rank());
  }

  /**
   * The number of axes, without the batch's, of what enters the next layer; -1 where the layers so far do not fit
   * together.
   */
  private int rank() {
    Shape shape = input;
    try {
      for (Layer layer : layers) {
        shape = layer.outputShape(shape);
      }
    } catch (IllegalArgumentException e) {
      return -1;
    }
    return shape.rank();
  }

  private Shape readShape(Object batchShape) {
    List<?> sizes = Json.list(batchShape, "the input's shape");
    if (sizes.size() < 2 || !sizes.stream().skip(1).allMatch(Integer.class::isInstance)) {
      throw new WeftException(
          "the input's shape must be [batch, sizes...] with whole numbers for sizes; received "
              + Json.shortly(batchShape)
              + ".");
    }
    return checked(() -> Shape.of(sizes.stream().skip(1).mapToInt(size -> (Integer) size).toArray()));
  }

  // ---- optimizers and losses

  private Optimizer readOptimizer(Object spec) {
    if (spec instanceof String name) {
      return read(Optimizer.class, name, new HashMap<>(), "the optimizer " + name);
    }
    Map<String, Object> object = Json.object(spec, "'optimizer'");
    String kind = Json.text(object.get("class_name"), "'class_name' of the optimizer").replaceFirst("^Custom>", "");
    String where = "the optimizer " + kind;
    if (isCustom(object) || !Config.kinds(Optimizer.class).contains(kind)) {
      problems.add(where);
      return null;
    }
    Map<String, Object> config = Json.object(object.get("config"), "'config' of the optimizer");
    if (config.containsKey("lr")) {
      config.put("learning_rate", config.remove("lr"));
    }
    if (kind.equals("Nadam")) {
      config.remove("decay"); // the schedule of its momentum
    }
    config.remove("weight_decay", false);
    return read(Optimizer.class, kind, config, where);
  }

  private Loss readLoss(Object spec) {
    if (spec instanceof List<?> list && list.size() == 1) {
      return readLoss(list.getFirst());
    }
    if (spec instanceof Map<?, ?> byOutput && byOutput.size() == 1 && !byOutput.containsKey("class_name")) {
      return readLoss(byOutput.values().iterator().next());
    }
    if (spec instanceof Map<?, ?> function && "function".equals(function.get("class_name"))) {
      return readLoss(function.get("config"));
    }
    if (spec instanceof String name) {
      return read(Loss.class, name, new HashMap<>(), "the loss '" + name + "'");
    }
    Map<String, Object> object = Json.object(spec, "'loss'");
    String kind = Json.text(object.get("class_name"), "'class_name' of the loss");
    Map<String, Object> config = Json.object(object.get("config"), "'config' of the loss");
    String where = "the loss " + kind;
    if (isCustom(object)) {
      problems.add(where);
      return null;
    }
    return read(Loss.class, kind, config, where);
  }

  // ---- arguments

  /** Keras 2 wrote {@code glorot_uniform} and its kin as VarianceScaling with the numbers that make them. */
  private static Object readInitializer(Object initializer) {
    if (initializer instanceof Map<?, ?> object
        && "VarianceScaling".equals(object.get("class_name"))
        && object.get("config") instanceof Map<?, ?> config
        && config.get("scale") instanceof Number scale) {
      String normal = String.valueOf(config.get("distribution")).equals("uniform") ? "_uniform" : "_normal";
      String family =
          switch (scale.doubleValue() + " " + config.get("mode")) {
            case "1.0 fan_avg" -> "glorot";
            case "2.0 fan_in" -> "he";
            case "1.0 fan_in" -> "lecun";
            default -> null;
          };
      if (family != null && !"untruncated_normal".equals(config.get("distribution"))) {
        return family + normal;
      }
    }
    return initializer;
  }

  private static Map<String, Object> classAndConfig(Object kind, Map<String, Object> config) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("class_name", kind);
    object.put("config", config);
    return object;
  }

  /** A user's own class, which only its name may resemble one of Keras's. */
  private static boolean isCustom(Map<String, Object> spec) {
    return spec.get("registered_name") instanceof String name && !name.equals(spec.get("class_name"))
        || spec.get("module") instanceof String module && !module.matches("(tensorflow\\.|tf_)?keras(\\..*)?");
  }

  /** The value, or null; each argument that Weft does not have, or not so, is a problem. */
  private <T> T read(Class<T> family, String kind, Map<String, Object> config, String where) {
    int before = problems.size();
    while (true) {
      try {
        return Config.read(family, classAndConfig(kind, config));
      } catch (ConfigException e) {
        String argument = e.path().size() > 1 ? e.path().get(1) : null;
        if (argument != null && !e.aboutRule() && config.containsKey(argument)) {
          problems.add(with(where, argument, config.remove(argument)));
          continue;
        }
        if (problems.size() == before) {
          problems.add(
              e.path().contains("class_name")
                  ? where
                  : where + " as it is (" + e.getMessage().replaceFirst("\\.$", "") + ")");
        }
        return null;
      }
    }
  }

  private static String with(String where, String argument, Object value) {
    return where + " with " + argument + " " + Json.shortly(value);
  }
}
