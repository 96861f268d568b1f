package dev.weft.interop;

import dev.weft.nn.Activation;
import dev.weft.nn.Config;
import dev.weft.nn.ConfigException;
import java.util.Map;

/** Activations that have no arguments, as Keras 1 to 3 and TensorFlow's {@code tf.nn} write them. */
final class ActivationReader {
  /** What functions call themselves, where that is not Keras's name. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "softmax_v2", "softmax",
          "log_softmax_v2", "log_softmax",
          "hard_swish", "hard_silu",
          "swish", "silu",
          "exp", "exponential",
          "identity", "linear");

  private ActivationReader() {}

  /**
   * The activation, or null for one that Weft does not have.
   *
   * @param spec a name, a function as Keras describes it, or null
   * @param keras2 whether Keras 2 or 1 wrote it: there {@code hard_sigmoid} is {@code clip(0.2 x + 0.5, 0, 1)}
   */
  static Activation of(Object spec, boolean keras2) {
    if (spec == null) {
      return Activation.LINEAR;
    }
    if (spec instanceof Map<?, ?> object && (!"function".equals(object.get("class_name")) || isForeign(object))) {
      return null;
    }
    String name = KerasObject.kind(spec);
    try {
      return Config.read(Activation.class, OTHER_NAMES.getOrDefault(name, name));
    } catch (ConfigException e) {
      return null;
    }
  }

  /** A user's own function, or one of another library whose default is not Keras's. */
  private static boolean isForeign(Map<?, ?> function) {
    String name = KerasObject.kind(function);
    String module = String.valueOf(function.get("module"));
    boolean otherwise =
        module.startsWith("jax") && name.equals("gelu") || module.startsWith("torch") && name.equals("leaky_relu");
    boolean registered = function.get("registered_name") instanceof String own && own.contains(">");
    boolean known = module.matches("null|builtins|(tensorflow|tf_keras|keras|jax|torch)\\b.*");
    return otherwise || registered || !known;
  }
}
