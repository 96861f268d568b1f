package dev.weft.train;

import dev.weft.dataset.ImageSet;
import dev.weft.engine.Program;
import dev.weft.engine.WorkerPool;
import dev.weft.model.Optimizer;
import dev.weft.model.Schedule;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The epochs of one stage: steps, with what looks on; they end early where the network diverges. */
final class Training {
  private final Model model;
  private final Fit fit;
  private final Fit whole;
  private final List<Callback> callbacks;
  private final Checkpoint checkpoint;
  private final Position position;
  private final boolean staged;
  private final Program program;
  private final BatchLoader feed;
  private final Evaluator validator;
  private final BatchStatistics statistics;

  /** Of the layers that do not learn; null where there are none before all others. */
  private final FrozenOutputs frozen;

  private final Schedule schedule;

  /** On gradients; null for none. */
  private final Schedule limit;

  private final long every;

  /** Of the last batch; 0 before the first one. */
  private int samples;

  private long clock;
  private long lastCheckpoint = System.nanoTime();

  /**
   * The model and its optimizer's state are as the checkpoint has them.
   *
   * @param scheduled its optimizer for a training of this length
   * @param whole what holds for all stages
   * @param checkpoint null for none
   * @param stages how many there are
   */
  Training(
      Model model,
      Stage stage,
      Optimizer scheduled,
      Fit whole,
      Position position,
      Checkpoint checkpoint,
      int stages,
      WorkerPool workers) {
    this.model = model;
    this.fit = stage.fit();
    schedule = scheduled.learningRate();
    limit = scheduled.options().clipping().limit();
    this.whole = whole;
    this.checkpoint = checkpoint;
    this.position = position;
    staged = stages > 1;
    callbacks = Stream.concat(fit.callbacks().stream(), whole.callbacks().stream()).toList();
    ImageSet set = stage.train();
    int batch = Math.min(fit.batchSize(), set.size());
    FrozenPart part = FrozenPart.of(model.network(), model.variables()).orElse(null);
    FrozenPart.chance(model.network())
        .ifPresent(layer ->
            whole
                .callbacks()
                .forEach(callback ->
                    callback.note(
                        "frozen layers behind '%s' compute anew in each epoch, as it is at random.".formatted(layer))));
    frozen = part == null ? null : new FrozenOutputs(model, part, stage, whole, workers);
    float[] weights = fit.weights(set);
    every = TimeUnit.NANOSECONDS.convert(whole.checkpointEvery());
    program =
        Program.training(
            part == null ? model.network() : part.head(),
            part == null ? model.variables() : part.headVariables(),
            model.loss(),
            model.optimizer(),
            model.optimizerState(),
            batch,
            model.seed(),
            workers);
    BatchAugmentation augmentation = BatchAugmentation.of(fit.augment(), set, batch);
    feed =
        part == null
            ? new BatchLoader(set, model.scaling(), weights, augmentation, program, workers)
            : frozen.loader(set, weights, augmentation, program);
    statistics = new BatchStatistics(model, program, feed);
    ImageSet validation = fit.validation();
    validator =
        validation == null
            ? null
            : part == null
                ? new Evaluator(model, validation, Model.EVALUATION_BATCH, workers)
                : frozen.validator(validation);
  }

  /** False if asked to stop before the last step; the checkpoint is written then. */
  boolean run() {
    boolean ran = frozen == null || !frozen.isStopped();
    while (ran && !position.ended && position.epoch < position.stageEpoch + fit.epochs()) {
      ran = epoch();
      save();
    }
    whole.profile().accept(program.profile());
    return ran;
  }

  /** Does what is still to do of an epoch; false if asked to stop before its last step. */
  private boolean epoch() {
    clock = System.nanoTime();
    program.weightsChanged();
    feed.begin(model.seed(), position.epoch);
    if (fit.shuffle()) {
      feed.shuffle(model.seed(), position.epoch);
    }
    Verdict verdict = Verdict.CONTINUE;
    while (!verdict.stop() && position.step < feed.steps()) {
      if (whole.stop().getAsBoolean()) {
        return false;
      }
      step();
      verdict = batchEnd();
      position.step++;
      lap();
      if (!verdict.stop() && clock - lastCheckpoint > every) {
        save();
      }
    }
    epochEnd();
    return true;
  }

  private void step() {
    long began = System.nanoTime();
    samples = feed.load(position.step);
    program.profile().batches(System.nanoTime() - began);
    position.rate = rate();
    position.lossSum += samples * program.step(samples, feed.labels(), feed.weights(), feed.second(), position.rate);
    for (int i = 0; i < callbacks.size(); i++) {
      callbacks.get(i).outputs(position.epoch, samples, feed.places(), feed.labels(), program.output());
    }
    position.correct += program.correct(samples, feed.answers());
    position.samples += samples;
  }

  private double rate() {
    long step = model.optimizerState().iterations();
    int epoch = position.epoch - position.rateEpoch;
    long rateStep = step - position.rateStep;
    double momentum = schedule.momentum(epoch, rateStep);
    if (!Double.isNaN(momentum)) {
      program.momentum(momentum);
    }
    if (limit != null) {
      program.limit(limit.rate(epoch, rateStep));
    }
    double rate = schedule.rate(epoch, rateStep);
    for (int i = 0; i < callbacks.size(); i++) {
      rate = callbacks.get(i).learningRate(position.epoch, step, rate);
    }
    return rate;
  }

  private Verdict batchEnd() {
    Verdict verdict = Divergence.ofStep(position.loss(), position.epoch, position.step);
    position.diverged = verdict.stop();
    note(verdict, true);
    for (int i = 0; i < callbacks.size(); i++) {
      Verdict its =
          callbacks.get(i).batchEnd(position.epoch, position.step, feed.steps(), position.loss(), position.accuracy());
      note(its, isOfAllStages(i));
      verdict = verdict.or(its);
    }
    return verdict;
  }

  /** Validates, tells the callbacks, and turns to the next epoch. */
  private void epochEnd() {
    callbacks.forEach(callback -> callback.evaluationBegin(position.epoch, statistics));
    Evaluation validation = validator == null ? null : validator.run();
    EpochResult result =
        new EpochResult(
            position.epoch,
            position.rate,
            position.loss(),
            position.accuracy(),
            validation == null ? Double.NaN : validation.loss(),
            validation == null ? Double.NaN : validation.accuracy(),
            position.seconds,
            staged ? position.stage + 1 : 0);
    if (!position.diverged) {
      Double valLoss = validation == null ? null : (Double) validation.loss();
      Verdict divergence = Divergence.ofEpoch(model.variables(), program, samples, valLoss, position.epoch);
      position.diverged = divergence.stop();
      note(divergence, true);
    }
    if (validation != null) {
      callbacks.forEach(callback -> callback.validated(position.epoch, validation));
    }
    for (int i = 0; i < callbacks.size(); i++) {
      note(callbacks.get(i).epochEnd(result, model), isOfAllStages(i));
    }
    if (frozen != null && position.epoch == position.stageEpoch) {
      frozen.sayWhatWasSaved(result.seconds());
    }
    callbacks.forEach(Callback::evaluationEnd);
    position.turn(result);
  }

  /** A stage's own callbacks end that stage alone. */
  private boolean isOfAllStages(int callback) {
    return callback >= fit.callbacks().size();
  }

  /** The first verdict to stop counts, but one for all stages before any other. */
  private void note(Verdict verdict, boolean ofAllStages) {
    if (verdict.stop() && (!position.ended || ofAllStages && !position.over)) {
      position.end(verdict, ofAllStages);
    }
  }

  /** Adds the time since the clock was last looked at to the epoch's. */
  private void lap() {
    long now = System.nanoTime();
    position.seconds += (now - clock) / 1e9;
    clock = now;
  }

  private void save() {
    if (checkpoint != null) {
      checkpoint.write(position);
    }
    lastCheckpoint = System.nanoTime();
  }
}
