package dev.weft.interop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The arguments of Keras's layers, optimizers and losses that Weft does not have. */
final class UnknownArguments {
  /** The value that an argument must have (or null). */
  private static final Map<String, Object> NEUTRAL =
      Map.ofEntries(
          Map.entry("trainable", true),
          Map.entry("data_format", "channels_last"),
          Map.entry("dilation_rate", 1),
          Map.entry("groups", 1),
          Map.entry("keepdims", false),
          Map.entry("synchronized", false),
          Map.entry("renorm", false),
          Map.entry("sparse", false),
          Map.entry("ragged", false),
          Map.entry("use_ema", false),
          Map.entry("amsgrad", false),
          Map.entry("decay", 0),
          Map.entry("dtype", "float32"));

  /** What must be null. */
  private static final Set<String> NONE =
      Set.of(
          "activity_regularizer",
          "kernel_constraint",
          "bias_constraint",
          "alpha_constraint",
          "beta_constraint",
          "gamma_constraint",
          "noise_shape",
          "renorm_clipping",
          "virtual_batch_size",
          "adjustment",
          "quantization_config",
          "lora_rank",
          "lora_alpha",
          "loss_scale_factor",
          "gradient_accumulation_steps",
          "ignore_class");

  /** What says nothing of what a trained network computes, or is read elsewhere. */
  private static final Set<String> IGNORED =
      Set.of(
          "name",
          "seed",
          "fused",
          "renorm_momentum",
          "ema_momentum",
          "ema_overwrite_frequency",
          "jit_compile",
          "is_legacy_optimizer",
          "schedule_decay",
          "batch_shape",
          "batch_input_shape",
          "input_shape",
          "optional",
          "input_axes",
          "output_axes",
          "fn");

  private UnknownArguments() {}

  /** Takes them out of a configuration; returns those whose value would change what the network computes. */
  static Map<String, Object> take(Map<String, Object> config) {
    config.keySet().removeAll(IGNORED);
    Map<String, Object> changing = new LinkedHashMap<>();
    for (String key : List.copyOf(config.keySet())) {
      if (NEUTRAL.containsKey(key) || NONE.contains(key)) {
        Object value = config.remove(key);
        if (value != null && !isNeutral(key, value)) {
          changing.put(key, value);
        }
      }
    }
    return changing;
  }

  private static boolean isNeutral(String key, Object value) {
    if (value instanceof List<?> list) {
      return !list.isEmpty() && list.stream().allMatch(element -> isNeutral(key, element));
    }
    if (key.equals("dtype") && value instanceof Map<?, ?> policy && policy.get("config") instanceof Map<?, ?> config) {
      return isNeutral(key, config.get("name"));
    }
    Object neutral = NEUTRAL.get(key);
    return value instanceof Number number && neutral instanceof Integer wanted
        ? number.doubleValue() == wanted
        : neutral != null && neutral.equals(value);
  }
}
