package dev.weft.train;

import dev.weft.data.ImageSet;
import dev.weft.engine.Program;
import dev.weft.engine.Team;
import dev.weft.train.History.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One run of {@code fit}: epochs of steps, with what looks on. */
final class Training {
  private final Model model;
  private final Fit fit;
  private final Checkpoint checkpoint;
  private final Progress progress;
  private final Program program;
  private final Feed feed;
  private final Evaluator validator;
  private final long every;
  private long clock;
  private long lastCheckpoint = System.nanoTime();

  /** The program comes last: it is made from the model and the optimizer's state as the checkpoint has them. */
  Training(Model model, ImageSet set, Fit fit, Team team) {
    this.model = model;
    this.fit = fit;
    float[] weights = fit.weights(set);
    fit.callbacks().forEach(callback -> callback.trainBegin(model, fit));
    checkpoint = fit.checkpoint() == null ? null : new Checkpoint(model, set, weights, fit);
    every = TimeUnit.NANOSECONDS.convert(fit.checkpointEvery());
    progress = checkpoint == null ? new Progress() : checkpoint.begin();
    program =
        Program.training(
            model.network(),
            model.variables(),
            model.loss(),
            model.optimizer(),
            model.optimizerState(),
            Math.min(fit.batchSize(), set.size()),
            model.seed(),
            team);
    feed = new Feed(set, model.scaling(), weights, program, team);
    ImageSet validation = fit.validation();
    validator = validation == null ? null : new Evaluator(model, validation, Evaluator.BATCH, team);
  }

  History run() {
    while (!progress.ended && progress.epoch < fit.epochs()) {
      boolean whole = epoch();
      save();
      if (!whole) {
        String reason = "stopped on request in epoch " + (progress.epoch + 1) + ".";
        return new History(progress.epochs, Outcome.INTERRUPTED, reason, List.of());
      }
    }
    List<String> notes = new ArrayList<>();
    fit.callbacks().stream().map(callback -> callback.trainEnd(model)).flatMap(Optional::stream).forEach(notes::add);
    Outcome outcome = progress.ended ? Outcome.STOPPED : Outcome.COMPLETED;
    return new History(progress.epochs, outcome, progress.reason, notes);
  }

  /** Does what is still to do of an epoch; false if asked to stop before its last step. */
  private boolean epoch() {
    clock = System.nanoTime();
    if (fit.shuffle()) {
      feed.shuffle(model.seed(), progress.epoch);
    }
    Verdict verdict = Verdict.CONTINUE;
    while (!verdict.stop() && progress.step < feed.steps()) {
      if (fit.stop().getAsBoolean()) {
        return false;
      }
      step();
      verdict = batchEnd();
      progress.step++;
      lap();
      if (!verdict.stop() && clock - lastCheckpoint > every) {
        save();
      }
    }
    epochEnd(verdict);
    return true;
  }

  private void step() {
    int samples = feed.load(progress.step);
    progress.rate = rate();
    progress.lossSum += samples * program.step(samples, feed.labels(), feed.weights(), progress.rate);
    progress.correct += program.correct(samples, feed.labels());
    progress.samples += samples;
  }

  private double rate() {
    long step = model.optimizerState().iterations();
    double rate = model.optimizer().learningRate().rate(progress.epoch, step);
    for (int i = 0; i < fit.callbacks().size(); i++) {
      rate = fit.callbacks().get(i).learningRate(progress.epoch, step, rate);
    }
    return rate;
  }

  private Verdict batchEnd() {
    Verdict verdict = Verdict.CONTINUE;
    for (int i = 0; i < fit.callbacks().size(); i++) {
      Callback callback = fit.callbacks().get(i);
      verdict =
          verdict.or(
              callback.batchEnd(progress.epoch, progress.step, feed.steps(), progress.loss(), progress.accuracy()));
    }
    return verdict;
  }

  /** Validates, tells the callbacks, and turns to the next epoch. */
  private void epochEnd(Verdict ofSteps) {
    Evaluation validation = validator == null ? null : validator.run();
    EpochResult result =
        new EpochResult(
            progress.epoch,
            progress.rate,
            progress.loss(),
            progress.accuracy(),
            validation == null ? Double.NaN : validation.loss(),
            validation == null ? Double.NaN : validation.accuracy(),
            progress.seconds);
    Verdict verdict = ofSteps;
    for (Callback callback : fit.callbacks()) {
      verdict = verdict.or(callback.epochEnd(result, model));
    }
    progress.turn(result, verdict);
  }

  /** Adds the time since the clock was last looked at to the epoch's. */
  private void lap() {
    long now = System.nanoTime();
    progress.seconds += (now - clock) / 1e9;
    clock = now;
  }

  private void save() {
    if (checkpoint != null) {
      checkpoint.write(progress);
    }
    lastCheckpoint = System.nanoTime();
  }
}
