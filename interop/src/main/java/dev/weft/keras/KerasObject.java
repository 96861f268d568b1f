package dev.weft.keras;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keras's {@code {module, class_name, config, registered_name}} of layers, optimizers, losses and functions. */
final class KerasObject {
  private KerasObject() {}

  /**
   * A user's own class, which only its name may resemble one of Keras's. Of one that was never registered, Keras 3
   * writes no module, but the name.
   */
  static boolean isCustom(Map<?, ?> object) {
    boolean nowhere = object.containsKey("module") && object.get("module") == null;
    return nowhere && object.get("registered_name") != null
        || object.get("registered_name") instanceof String name
            && !name.equals(object.get("class_name"))
            && !name.equals("function")
        || object.get("module") instanceof String module
            && !module.matches("(tensorflow\\.|tf_)?keras(\\..*)?|tensorflow\\.python\\.keras(\\..*)?|builtins");
  }

  /** Such as {@code house>Dense}; of a class that was never registered, {@code Dense of the user's own}. */
  static String ownName(Map<?, ?> object) {
    return object.get("registered_name") instanceof String name
        ? name.equals(object.get("class_name")) ? name + " of the user's own" : name
        : object.get("module") + "." + object.get("class_name");
  }

  /** The class, without Keras 2's mark of a user's own; of a function or a plain name its name. */
  static String kind(Object object) {
    if (object instanceof Map<?, ?> map && map.get("class_name") instanceof String kind) {
      boolean function = kind.equals("function") && map.get("config") instanceof String;
      return function ? (String) map.get("config") : kind.replaceFirst("^Custom>", "");
    }
    return object instanceof String name ? name : "?";
  }

  /** A copy of the arguments; none where the object is a name. */
  static Map<String, Object> config(Object object) {
    return object instanceof Map<?, ?> map && map.get("config") instanceof Map<?, ?> config
        ? Json.object(config, "'config'")
        : new HashMap<>();
  }

  /** What an object has under a name; null where it is none, or has nothing there. */
  static Object member(Object object, String name) {
    return object instanceof Map<?, ?> map ? map.get(name) : null;
  }

  static Map<String, Object> of(String kind, Map<String, Object> config) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("class_name", kind);
    object.put("config", config);
    return object;
  }

  /** The name of a policy of types, such as {@code mixed_float16}; of several, that of a layer which has none. */
  static String policy(Object dtype) {
    if (dtype instanceof Map<?, ?> map && map.get("config") instanceof Map<?, ?> config) {
      return config.get("default_policy") != null ? policy(config.get("default_policy")) : policy(nameOf(config));
    }
    return dtype instanceof String name ? name : "float32";
  }

  private static Object nameOf(Map<?, ?> config) {
    return config.containsKey("mode") ? config.get("mode") + "_from_" + config.get("source_name") : config.get("name");
  }

  /** Whether 32-bit floats compute the same, but for rounding. */
  static boolean isFloat(String policy) {
    return List.of(
            "float32", "float16", "bfloat16", "float64", "mixed_float16", "mixed_bfloat16", "half", "double", "_infer")
        .contains(policy);
  }
}
