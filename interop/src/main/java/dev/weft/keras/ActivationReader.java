package dev.weft.keras;

import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import dev.weft.model.Activation;
import java.util.Map;

/** Activations that have no arguments, as Keras and TensorFlow's {@code tf.nn} write them. */
final class ActivationReader {
  private ActivationReader() {}

  /**
   * The activation, or null for one that Weft does not have.
   *
   * @param spec a name, a function as Keras describes it, or null
   */
  static Activation of(Object spec) {
    if (spec == null) {
      return Activation.LINEAR;
    }
    if (spec instanceof Map<?, ?> object && (!"function".equals(object.get("class_name")) || isForeign(object))) {
      return null;
    }
    String name = KerasObject.kind(spec);
    try {
      return Config.read(Activation.class, name.equals("identity") ? "linear" : name);
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
