package dev.weft.keras;

import dev.weft.config.Config;
import dev.weft.config.SnakeCase;
import dev.weft.model.CosineDecayRestarts;
import dev.weft.model.Loss;
import dev.weft.model.OneCycle;
import dev.weft.model.Optimizer;
import dev.weft.model.Schedule;
import dev.weft.train.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a model is trained, as the JSON that Keras 3 writes: the other half of {@link TrainingReader}. */
final class TrainingWriter {
  private static final Set<String> STEPS = Set.of("boundaries", "decay_steps", "first_decay_steps", "warmup_steps");

  private TrainingWriter() {}

  /** Others reach Keras as a constant, their first rate; so do counts of steps that depend on the training. */
  static boolean isKnownToKeras(Schedule schedule) {
    return schedule.isCounted()
        && switch (schedule) {
          case Schedule.Constant s -> true;
          case Schedule.PiecewiseConstantDecay s -> true;
          case Schedule.ExponentialDecay s -> true;
          case Schedule.InverseTimeDecay s -> true;
          case Schedule.PolynomialDecay s -> true;
          case Schedule.CosineDecay s -> true;
          case CosineDecayRestarts s -> true;
          case Schedule.EpochPiecewiseConstant s -> false;
          case Schedule.EpochExponentialDecay s -> false;
          case OneCycle s -> false;
          case Schedule.Custom s -> false;
        };
  }

  static Map<String, Object> write(Model model) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("optimizer", optimizer(model.optimizer()));
    config.put("loss", loss(model.loss()));
    config.put("loss_weights", null);
    config.put("metrics", List.of("accuracy"));
    config.put("weighted_metrics", null);
    config.put("run_eagerly", false);
    config.put("steps_per_execution", 1);
    config.put("jit_compile", false);
    return config;
  }

  private static Map<String, Object> optimizer(Optimizer optimizer) {
    Schedule schedule = optimizer.learningRate();
    Optimizer constant = optimizer.learningRate(Schedule.of(schedule.firstRate()));
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", name(optimizer));
    config.putAll(Config.arguments((Record) constant));
    OwnTraining.OPTIONS.forEach(config::remove);
    Schedule limit = optimizer.options().clipping().limit();
    OwnTraining.LIMITS.forEach(
        name -> config.computeIfPresent(name, (key, value) -> value instanceof Number ? value : limit.firstRate()));
    if (!(schedule instanceof Schedule.Constant) && isKnownToKeras(schedule)) {
      config.put("learning_rate", schedule(schedule));
    }
    return ConfigWriter.object("keras.optimizers", optimizer.kind(), config);
  }

  /** The name that Keras gives to an optimizer that was given none. */
  static String name(Optimizer optimizer) {
    return SnakeCase.of(optimizer.kind());
  }

  private static Map<String, Object> schedule(Schedule schedule) {
    Map<String, Object> config = Config.arguments((Record) schedule);
    config.replaceAll((name, value) -> STEPS.contains(name) ? whole(value) : value);
    return ConfigWriter.object("keras.optimizers.schedules", Config.kind(schedule), config);
  }

  /** Keras counts steps in whole numbers. */
  private static Object whole(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(TrainingWriter::whole).toList();
    }
    return value instanceof Double number && number == Math.rint(number) ? (Object) number.longValue() : value;
  }

  private static Object loss(Loss given) {
    Loss loss = knownToKeras(given);
    Object written = Config.write(loss);
    boolean needsArguments = loss instanceof Loss.CategoricalGeneralizedCrossEntropy; // its function has no default
    if (written instanceof String name && !needsArguments) {
      return name;
    }
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", SnakeCase.of(Config.kind(loss)));
    config.put("reduction", "sum_over_batch_size");
    config.putAll(Config.arguments((Record) loss));
    if (loss instanceof Loss.SparseCategoricalCrossentropy) {
      config.remove("label_smoothing"); // Keras's has no such argument
    }
    config.computeIfPresent(
        "alpha", (name, alpha) -> alpha instanceof List<?> one && one.size() == 1 ? one.getFirst() : alpha);
    return ConfigWriter.object("keras.losses", Config.kind(loss), config);
  }

  /** Keras smooths one-hot labels only: the same loss, but training goes on in Keras with such labels. */
  private static Loss knownToKeras(Loss loss) {
    return loss instanceof Loss.SparseCategoricalCrossentropy sparse && sparse.labelSmoothing() > 0
        ? new Loss.CategoricalCrossentropy(sparse.fromLogits(), sparse.labelSmoothing())
        : loss;
  }
}
