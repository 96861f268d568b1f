package dev.weft.train;

import dev.weft.dataset.ImageSet;
import dev.weft.engine.Program;
import dev.weft.engine.WorkerPool;
import dev.weft.model.Schedule;
import dev.weft.model.Span;
import dev.weft.train.History.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One run of {@code fit}: epochs of steps, with what looks on; it ends early where the network diverges. */
final class Training {
  private final Model model;
  private final Fit fit;
  private final Checkpoint checkpoint;
  private final Position position;
  private final Program program;
  private final BatchLoader feed;
  private final Evaluator validator;
  private final Schedule schedule;
  private final long every;

  /** Of the last batch; 0 before the first one. */
  private int samples;

  private long clock;
  private long lastCheckpoint = System.nanoTime();

  /** The program comes last: it is made from the model and the optimizer's state as the checkpoint has them. */
  Training(Model model, ImageSet set, Fit fit, WorkerPool workers) {
    this.model = model;
    this.fit = fit;
    int batch = Math.min(fit.batchSize(), set.size());
    HeapCheck check = HeapCheck.of(model, batch, fit.validation() == null ? 0 : fit.validation().size());
    check.run();
    float[] weights = fit.weights(set);
    schedule = model.optimizer().learningRate().in(new Span(fit.epochs(), Math.ceilDiv(set.size(), batch)));
    fit.callbacks().forEach(callback -> callback.trainBegin(model, fit));
    checkpoint = fit.checkpoint() == null ? null : new Checkpoint(model, set, weights, fit, schedule);
    every = TimeUnit.NANOSECONDS.convert(fit.checkpointEvery());
    position = checkpoint == null ? new Position() : checkpoint.begin();
    program =
        check.make(() ->
            Program.training(
                model.network(),
                model.variables(),
                model.loss(),
                model.optimizer(),
                model.optimizerState(),
                batch,
                model.seed(),
                workers));
    BatchAugmentation augmentation = BatchAugmentation.of(fit.augment(), set, batch);
    feed = new BatchLoader(set, model.scaling(), weights, augmentation, program, workers);
    ImageSet validation = fit.validation();
    validator = validation == null ? null : new Evaluator(model, validation, Model.EVALUATION_BATCH, workers);
  }

  History run() {
    History history = epochs();
    fit.profile().accept(program.profile());
    return history;
  }

  private History epochs() {
    while (!position.ended && position.epoch < fit.epochs()) {
      boolean whole = epoch();
      save();
      if (!whole) {
        String reason = "stopped on request in epoch " + (position.epoch + 1) + ".";
        return new History(position.epochs, Outcome.INTERRUPTED, reason, List.of());
      }
    }
    model.optimizerState().useAverages();
    List<String> notes = new ArrayList<>();
    fit.callbacks().stream().map(callback -> callback.trainEnd(model)).flatMap(Optional::stream).forEach(notes::add);
    Outcome outcome = position.diverged ? Outcome.DIVERGED : position.ended ? Outcome.STOPPED : Outcome.COMPLETED;
    return new History(position.epochs, outcome, position.reason, notes);
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
      if (fit.stop().getAsBoolean()) {
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
    epochEnd(verdict);
    return true;
  }

  private void step() {
    long began = System.nanoTime();
    samples = feed.load(position.step);
    program.profile().batches(System.nanoTime() - began);
    position.rate = rate();
    position.lossSum += samples * program.step(samples, feed.labels(), feed.weights(), feed.second(), position.rate);
    position.correct += program.correct(samples, feed.answers());
    position.samples += samples;
  }

  private double rate() {
    long step = model.optimizerState().iterations();
    double momentum = schedule.momentum(position.epoch, step);
    if (!Double.isNaN(momentum)) {
      program.momentum(momentum);
    }
    double rate = schedule.rate(position.epoch, step);
    for (int i = 0; i < fit.callbacks().size(); i++) {
      rate = fit.callbacks().get(i).learningRate(position.epoch, step, rate);
    }
    return rate;
  }

  private Verdict batchEnd() {
    Verdict verdict = Divergence.ofStep(position.loss(), position.epoch, position.step);
    position.diverged = verdict.stop();
    for (int i = 0; i < fit.callbacks().size(); i++) {
      Callback callback = fit.callbacks().get(i);
      verdict =
          verdict.or(
              callback.batchEnd(position.epoch, position.step, feed.steps(), position.loss(), position.accuracy()));
    }
    return verdict;
  }

  /** Validates, tells the callbacks, and turns to the next epoch. */
  private void epochEnd(Verdict ofSteps) {
    Evaluation validation = validator == null ? null : validator.run();
    EpochResult result =
        new EpochResult(
            position.epoch,
            position.rate,
            position.loss(),
            position.accuracy(),
            validation == null ? Double.NaN : validation.loss(),
            validation == null ? Double.NaN : validation.accuracy(),
            position.seconds);
    Verdict verdict = ofSteps;
    if (!position.diverged) {
      Double valLoss = validation == null ? null : (Double) validation.loss();
      Verdict divergence = Divergence.ofEpoch(model.variables(), program, samples, valLoss, position.epoch);
      position.diverged = divergence.stop();
      verdict = divergence.or(verdict);
    }
    for (Callback callback : fit.callbacks()) {
      verdict = verdict.or(callback.epochEnd(result, model));
    }
    position.turn(result, verdict);
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
