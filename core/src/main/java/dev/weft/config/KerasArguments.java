package dev.weft.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Arguments that Keras has and Weft does not, and the values with which they change nothing. */
public final class KerasArguments {
  /** All are neutral when null, too. */
  private static final Map<String, Set<Object>> NEUTRAL =
      Map.ofEntries(
          Map.entry("trainable", Set.of(true)),
          Map.entry("data_format", Set.of("channels_last")),
          Map.entry("dilation_rate", Set.of(1.0)),
          Map.entry("groups", Set.of(1.0)),
          Map.entry("fill_mode", Set.of("constant")),
          Map.entry("keepdims", Set.of(false)),
          Map.entry("axis", Set.of(-1.0)),
          Map.entry("synchronized", Set.of(false)),
          Map.entry("renorm", Set.of(false)),
          Map.entry("sparse", Set.of(false)),
          Map.entry("ragged", Set.of(false)),
          Map.entry("decay", Set.of(0.0)),
          Map.entry("reduction", Set.of("auto", "sum_over_batch_size", "mean")),
          Map.entry("dtype", Set.of("float32")));

  private static final Set<String> NEUTRAL_ONLY_IF_NULL =
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
          "ignore_class");

  /** They say nothing of what a network computes that has its weights, or are read elsewhere. */
  private static final Set<String> ALWAYS_NEUTRAL =
      Set.of(
          "name",
          "seed",
          "fused",
          "renorm_momentum",
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

  private KerasArguments() {}

  /** Whether Keras has an argument of this name, which Weft does not need when it has this value. */
  public static boolean isNeutral(String name, Object value) {
    if (ALWAYS_NEUTRAL.contains(name)) {
      return true;
    }
    if (value == null) {
      return NEUTRAL.containsKey(name) || NEUTRAL_ONLY_IF_NULL.contains(name);
    }
    if (value instanceof List<?> list) {
      return !list.isEmpty() && list.stream().allMatch(element -> isNeutral(name, element));
    }
    if (value instanceof Map<?, ?> policy && policy.get("config") instanceof Map<?, ?> config) {
      return name.equals("dtype") && isNeutral(name, config.get("name"));
    }
    Object comparable = value instanceof Number number ? (Object) number.doubleValue() : value;
    return NEUTRAL.getOrDefault(name, Set.of()).contains(comparable);
  }
}
