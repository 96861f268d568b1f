package dev.weft.keras;

import dev.weft.Quoted;
import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import dev.weft.config.KerasArguments;
import dev.weft.keras.ModelConfig.Member;
import dev.weft.model.Activation;
import dev.weft.model.ActivationLayer;
import dev.weft.model.AugmentationLayer;
import dev.weft.model.Initializer;
import dev.weft.model.Layer;
import dev.weft.model.ReLU;
import dev.weft.model.Regularizer;
import dev.weft.model.Rescaling;
import dev.weft.model.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Layers as Keras's JSON describes them. Arguments that Weft lacks are accepted where they have the value that changes
 * nothing, and left out where they matter to training alone.
 */
final class LayerReader {
  private static final Set<String> TRAINING_ONLY =
      Set.of("activity_regularizer", "noise_shape", "lora_rank", "lora_alpha", "synchronized", "virtual_batch_size");

  /** {@code min(max(0, 0.2 x + 0.5), 1)}; Keras 3's is another one. */
  private static final List<Layer> HARD_SIGMOID_OF_KERAS_2 = List.of(Rescaling.of(0.2, 0.5), new ReLU(1, 0, 0));

  /** What Keras 2 writes of depthwise and separable convolutions, too, and uses for nothing. */
  private static final Set<String> OF_CONV2D = Set.of("kernel_initializer", "kernel_regularizer", "kernel_constraint");

  private final Problems problems;
  private final LeftOut leftOut;
  private final boolean keras2;

  /**
   * @param keras2 whether Keras 2 or 1 wrote the file
   */
  LayerReader(Problems problems, LeftOut leftOut, boolean keras2) {
    this.problems = problems;
    this.leftOut = leftOut;
    this.keras2 = keras2;
  }

  private static boolean isKnown(String kind) {
    return Config.kinds(Layer.class).contains(kind) || AugmentationLayer.KINDS.contains(kind);
  }

  /**
   * The layer, and behind it its activation where that is a layer; none if there are problems.
   *
   * @param name in the graph
   * @param inputs the shapes of what it takes, null where not known
   */
  List<Layer> read(Member member, String name, List<Shape> inputs) {
    String kind = member.kind().replaceFirst("^(BatchNormalization)V[12]$", "$1");
    Map<String, Object> config = new LinkedHashMap<>(member.config());
    String where = "layer '" + Quoted.text(name) + "' (" + Quoted.text(kind) + ")";
    if (kind.equals("CenterCrop") && !KerasObject.isCustom(member.spec())) {
      Optional<Layer> crop = CenterCrop.read(config, inputs);
      if (crop.isPresent()) {
        checkDtype(config.get("dtype"), where);
        return List.of(crop.get());
      }
    }
    if (KerasObject.isCustom(member.spec()) || !isKnown(kind)) {
      problems.layer(KerasObject.isCustom(member.spec()) ? KerasObject.ownName(member.spec()) : kind);
      return List.of();
    }
    checkDtype(config.remove("dtype"), where);
    config.remove("trainable");
    renameAlpha(kind, config);
    if (kind.equals("DepthwiseConv2D") || kind.equals("SeparableConv2D")) {
      config.keySet().removeAll(OF_CONV2D);
    }
    if (kind.equals("Normalization") && config.containsKey("axis") && config.get("axis") == null) {
      config.put("axis", List.of());
    } else if (isLastAxis(config.get("axis"), inputs)) {
      config.remove("axis");
    }
    leaveOutTraining(kind, config);
    config.replaceAll((argument, value) -> argument.endsWith("_initializer") ? InitializerReader.read(value) : value);
    List<Layer> layers = new ArrayList<>(readActivation(config, where));
    Layer layer = read(kind, config, where);
    if (layer != null) {
      layers.addFirst(layer);
    }
    return layers;
  }

  /** The shape of an input's samples is read elsewhere. */
  void checkInput(Member input) {
    input
        .config()
        .forEach((key, value) -> {
          if (!key.equals("dtype") && !KerasArguments.isNeutral(key, value)) {
            problems.add(with("layer '" + Quoted.text(input.name()) + "' (InputLayer)", key, value));
          }
        });
  }

  /** Constraints, what makes the loss larger and the like; unknown initializers, since the file has the weights. */
  private void leaveOutTraining(String kind, Map<String, Object> config) {
    for (String argument : List.copyOf(config.keySet())) {
      Object value = config.get(argument);
      boolean regularizer = argument.endsWith("_regularizer");
      if (kind.equals("Dropout") && argument.equals("noise_shape")) {
        continue;
      }
      if (argument.endsWith("_initializer") && !isReadable(Initializer.class, InitializerReader.read(value))) {
        config.remove(argument);
      } else if (regularizer && !argument.startsWith("activity") && isReadable(Regularizer.class, value)) {
        continue;
      } else if (regularizer || argument.endsWith("_constraint") || TRAINING_ONLY.contains(argument)) {
        config.remove(argument);
        if (value != null && !Boolean.FALSE.equals(value)) {
          boolean named = regularizer || argument.endsWith("_constraint");
          leftOut.add("the " + argument.replace('_', ' ') + (named ? " " + Quoted.text(KerasObject.kind(value)) : ""));
        }
      }
    }
  }

  private static boolean isReadable(Class<?> family, Object value) {
    if (value == null) {
      return true;
    }
    if (value instanceof Map<?, ?> object && KerasObject.isCustom(object)) {
      return false;
    }
    try {
      return Config.read(family, value) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Puts the activation's name into the arguments, or linear where it takes layers to compute it: those are given. */
  private List<Layer> readActivation(Map<String, Object> config, String where) {
    if (!config.containsKey("activation")) {
      return List.of();
    }
    Object activation = config.get("activation");
    while (activation instanceof Map<?, ?> object
        && "Activation".equals(object.get("class_name"))
        && !KerasObject.isCustom(object)) {
      activation = KerasObject.config(object).get("activation");
    }
    String kind = KerasObject.kind(activation);
    config.put("activation", "linear");
    if (activation instanceof Map<?, ?> object
        && !"function".equals(object.get("class_name"))
        && !KerasObject.isCustom(object)
        && isKnown(kind)) {
      Layer layer = readActivationLayer(kind, KerasObject.config(activation), where);
      return layer == null ? List.of() : List.of(layer);
    }
    if (keras2 && kind.equals("hard_sigmoid")) {
      return HARD_SIGMOID_OF_KERAS_2;
    }
    Activation known = ActivationReader.of(activation);
    if (known == null) {
      Object said = activation instanceof Map<?, ?> ? kind : activation;
      problems.add(with(where, "activation", kind.equals("?") ? "lambda" : said));
    } else {
      config.put("activation", Config.write(known));
    }
    return List.of();
  }

  private Layer readActivationLayer(String kind, Map<String, Object> config, String where) {
    checkDtype(config.remove("dtype"), where);
    config.remove("trainable");
    leaveOutTraining(kind, config);
    renameAlpha(kind, config);
    return read(kind, config, where + " with activation " + Quoted.text(kind));
  }

  /** Keras 2's name of LeakyReLU's slope. */
  private static void renameAlpha(String kind, Map<String, Object> config) {
    if (kind.equals("LeakyReLU") && config.containsKey("alpha")) {
      config.put("negative_slope", config.remove("alpha"));
    }
  }

  void checkDtype(Object dtype, String where) {
    String policy = KerasObject.policy(dtype);
    if (!KerasObject.isFloat(policy)) {
      problems.add(where + " with the type " + Quoted.text(policy));
    } else if (!policy.equals("float32") && !policy.equals("_infer")) {
      leftOut.type(policy);
    }
  }

  /**
   * Keras 3 writes -1, Keras 2 the axis itself (for networks of images 3, behind convolutions; 1 for rows), alone or in
   * a list.
   */
  private static boolean isLastAxis(Object axis, List<Shape> inputs) {
    Object only = axis instanceof List<?> list && list.size() == 1 ? list.getFirst() : axis;
    if (!(only instanceof Integer number)) {
      return only == null;
    }
    Shape input = inputs.isEmpty() ? null : inputs.getFirst();
    return number == -1 || (input != null && number == input.rank());
  }

  /** The layer, or null; each argument that Weft does not have, or not so, is a problem. */
  private Layer read(String kind, Map<String, Object> config, String where) {
    boolean said = false;
    while (true) {
      try {
        if (AugmentationLayer.KINDS.contains(kind)) {
          return augmentation(kind, config);
        }
        return kind.equals("Activation")
            ? ActivationLayer.of(Config.read(Activation.class, config.get("activation")))
            : Config.read(Layer.class, KerasObject.of(kind, config));
      } catch (ConfigException e) {
        String argument = e.path().size() > 1 ? e.path().get(1) : null;
        if (argument != null && !e.aboutRule() && config.containsKey(argument)) {
          problems.add(with(where, argument, config.remove(argument)));
          said = true;
          continue;
        }
        if (!said) {
          problems.add(where + " as it is (" + e.getMessage().replaceFirst("\\.$", "") + ")");
        }
        return null;
      }
    }
  }

  private static Layer augmentation(String kind, Map<String, Object> config) {
    Map<String, Object> arguments = new LinkedHashMap<>(config);
    arguments.keySet().removeAll(Set.of("name", "trainable", "dtype", "batch_input_shape"));
    return new AugmentationLayer(kind, arguments);
  }

  private static String with(String where, String argument, Object value) {
    return where + " with " + Quoted.text(argument) + " " + Quoted.value(value);
  }
}
