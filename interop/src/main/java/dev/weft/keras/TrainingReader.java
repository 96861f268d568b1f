package dev.weft.keras;

import dev.weft.Quoted;
import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import dev.weft.model.Graph;
import dev.weft.model.Loss;
import dev.weft.model.Optimizer;
import dev.weft.model.RMSprop;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a file's model was compiled. Nothing in it stops a model from being read: what Weft does not have is left out,
 * with Keras's default optimizer, RMSprop, or cross-entropy in place of an unknown optimizer or loss.
 */
final class TrainingReader {
  private final LeftOut leftOut;

  TrainingReader(LeftOut leftOut) {
    this.leftOut = leftOut;
  }

  /**
   * The optimizer.
   *
   * @param spec Keras's JSON, or null
   */
  Optimizer optimizer(Object spec) {
    if (spec == null) {
      return RMSprop.of();
    }
    String kind = KerasObject.kind(spec);
    Map<String, Object> config = KerasObject.config(spec);
    boolean custom = spec instanceof Map<?, ?> object && KerasObject.isCustom(object);
    Object inner = config.containsKey("inner_optimizer") ? config.get("inner_optimizer") : config.get("optimizer");
    if (kind.startsWith("LossScaleOptimizer") && inner != null) {
      leftOut.add("loss scaling");
      return optimizer(inner);
    }
    if (config.containsKey("lr")) {
      config.put("learning_rate", config.remove("lr"));
    }
    if (kind.equals("Nadam")) {
      config.remove("decay"); // the schedule of its momentum
    }
    config.remove("weight_decay", false);
    Optimizer read = custom ? null : read(Optimizer.class, kind, config, "the optimizer " + Quoted.text(kind));
    if (custom) {
      leftOut.add("the optimizer " + Quoted.text(kind));
    }
    return read == null ? RMSprop.of() : read;
  }

  /**
   * The loss.
   *
   * @param spec Keras's JSON, or null
   */
  Loss loss(Object spec, Graph network) {
    if (spec instanceof List<?> list && list.size() == 1) {
      return loss(list.getFirst(), network);
    }
    if (spec instanceof Map<?, ?> byOutput && byOutput.size() == 1 && !byOutput.containsKey("class_name")) {
      return loss(byOutput.values().iterator().next(), network);
    }
    if (spec == null) {
      leftOut.loss();
      return instead(network.output().last() == 1, false);
    }
    String kind = KerasObject.kind(spec);
    Map<String, Object> config = KerasObject.config(spec);
    boolean fromLogits = Boolean.TRUE.equals(config.get("from_logits"));
    boolean custom = spec instanceof List<?> || spec instanceof Map<?, ?> object && KerasObject.isCustom(object);
    Loss read = custom ? null : read(Loss.class, kind, config, "the loss " + Quoted.text(kind));
    if (custom) {
      leftOut.loss();
      leftOut.add("the loss " + Quoted.text(spec instanceof List<?> list ? "of " + list.size() + " outputs" : kind));
    }
    if (read != null) {
      return read;
    }
    boolean binary = kind.toLowerCase(Locale.ROOT).contains("binary");
    return instead(binary || network.output().last() == 1, fromLogits);
  }

  private static Loss instead(boolean binary, boolean fromLogits) {
    Loss instead = binary ? Loss.BINARY_CROSSENTROPY : Loss.SPARSE_CATEGORICAL_CROSSENTROPY;
    return fromLogits ? Config.read(Loss.class, Map.of(Config.kind(instead), Map.of("from_logits", true))) : instead;
  }

  /** What is there of an optimizer or a loss; null where Weft does not have its class. */
  private <T> T read(Class<T> family, String kind, Map<String, Object> config, String where) {
    while (true) {
      try {
        return Config.read(family, KerasObject.of(kind, config));
      } catch (ConfigException e) {
        if (family == Loss.class) {
          leftOut.loss();
        }
        String argument = e.path().size() > 1 ? e.path().get(1) : null;
        if (argument == null || e.aboutRule() || !config.containsKey(argument)) {
          leftOut.add(e.path().contains("class_name") ? where : where + " as it is");
          return null;
        }
        leftOut.add(argument(argument, config.remove(argument), where));
      }
    }
  }

  private static String argument(String argument, Object value, String where) {
    return argument.equals("learning_rate")
        ? "the learning rate's schedule " + Quoted.text(KerasObject.kind(value))
        : where + "'s " + Quoted.text(argument) + " " + Quoted.value(value);
  }

  /** What else changes training: how much each loss counts. */
  void rest(Map<String, Object> compiled) {
    Object weights = compiled.get("loss_weights");
    Object only = weights instanceof List<?> list && list.size() == 1 ? list.getFirst() : weights;
    if (only != null && !(only instanceof Number number && number.doubleValue() == 1)) {
      leftOut.loss();
      leftOut.add("loss_weights " + Quoted.value(weights));
    }
  }
}
