package dev.weft.keras;

import dev.weft.WeftException;
import dev.weft.config.Config;
import dev.weft.config.ConfigException;
import dev.weft.model.Optimizer;
import dev.weft.model.Schedule;
import dev.weft.model.StepOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What Weft's optimizers have and Keras's do not: a model file keeps it beside what Keras reads. */
final class OwnTraining {
  /** Arguments of all optimizers. */
  static final List<String> OPTIONS =
      List.of("ema_warmup", "exclude_from_weight_decay", "learning_rates", "adaptive_clipnorm");

  /** Limits on gradients, which Keras knows as numbers alone. */
  static final List<String> LIMITS = List.of("clipnorm", "clipvalue", "global_clipnorm");

  private static final String RATE = "learning_rate";
  private static final String OPTIMIZER = "optimizer";

  private OwnTraining() {}

  static void write(Optimizer optimizer, Map<String, Object> json) {
    Schedule schedule = optimizer.learningRate();
    if (!TrainingWriter.isKnownToKeras(schedule) && !(schedule instanceof Schedule.Custom)) {
      json.put(RATE, Config.write(schedule));
    }
    Map<String, Object> options = Config.arguments(optimizer.options());
    Map<String, Object> none = Config.arguments(StepOptions.NONE);
    Map<String, Object> own = new HashMap<>();
    OPTIONS.stream()
        .filter(name -> !Objects.equals(options.get(name), none.get(name)))
        .forEach(name -> own.put(name, options.get(name)));
    LIMITS.stream().filter(name -> options.get(name) instanceof Map).forEach(name -> own.put(name, options.get(name)));
    if (!own.isEmpty()) {
      json.put(OPTIMIZER, own);
    }
  }

  /** The optimizer that Keras's part of a file describes, with what {@link #write} kept. */
  static Optimizer read(Optimizer optimizer, Map<String, Object> json, String file) {
    try {
      Object schedule = json.get(RATE);
      Optimizer rated = schedule == null ? optimizer : optimizer.learningRate(Config.read(Schedule.class, schedule));
      return json.containsKey(OPTIMIZER)
          ? ((Optimizer.Copies<?>) rated)
              .options(rated.options().withOwn(Config.read(StepOptions.class, json.get(OPTIMIZER))))
          : rated;
    } catch (ConfigException e) {
      throw new WeftException("the training in " + file + " is not readable: " + e.getMessage(), e);
    }
  }
}
