package dev.weft.diagnostics;

import dev.weft.metrics.Metric;
import dev.weft.model.Graph;
import dev.weft.model.Loss;
import dev.weft.model.Schedule;
import dev.weft.run.Scores;
import dev.weft.run.Warning;
import dev.weft.source.DataPart;
import dev.weft.train.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether a training learned anything: what was trained, and how.
 *
 * @param images that train
 */
record Learned(Graph network, Loss loss, List<Steps> stages, int images, List<String> classNames) {
  /** The steps of a stage. */
  record Steps(Schedule learningRate, int epochs, int batchSize) {}

  /** Warnings before it begins. */
  List<Warning> before() {
    List<Warning> warnings = new ArrayList<>();
    stages.stream()
        .flatMap(stage -> LastBatchOfOne.in(network, images, stage.batchSize).stream())
        .findFirst()
        .ifPresent(warnings::add);
    tinyRate().ifPresent(warnings::add);
    return warnings;
  }

  /** Of the first stage that has one. */
  private Optional<TinyLearningRate> tinyRate() {
    return IntStream.range(0, stages.size())
        .boxed()
        .flatMap(i -> {
          Steps stage = stages.get(i);
          int number = stages.size() == 1 ? 0 : i + 1;
          int steps = Math.ceilDiv(images, stage.batchSize);
          return TinyLearningRate.in(number, stage.learningRate, stage.epochs, steps).stream();
        })
        .findFirst();
  }

  /** Warnings at its end; of test and validation images, only of one part, the test before the other. */
  List<Warning> after(History history, Optional<Scores> test, Optional<Scores> validation) {
    List<Warning> warnings = new ArrayList<>();
    LossRose.in(history).ifPresent(warnings::add);
    if (tinyRate().isEmpty()) {
      LossStill.in(history).ifPresent(warnings::add);
    }
    double tested = test.or(() -> validation).map(scores -> Metric.LOSS.in(scores.metrics())).orElse(Double.NaN);
    double last = history.last().loss();
    HugeLoss.in(network, loss, classNames.size(), tested > last ? tested : last).ifPresent(warnings::add);
    test.flatMap(scores -> of(DataPart.TEST, scores))
        .or(() -> validation.flatMap(scores -> of(DataPart.VALIDATION, scores)))
        .ifPresent(warnings::add);
    return warnings;
  }

  private Optional<Warning> of(DataPart part, Scores scores) {
    return NothingLearned.in(part, scores.predictions(), classNames)
        .or(() -> OneClass.in(part, scores.predictions(), classNames));
  }
}
