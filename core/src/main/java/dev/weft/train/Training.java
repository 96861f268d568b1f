package dev.weft.train;

import dev.weft.data.ImageSet;
import dev.weft.engine.Program;
import dev.weft.engine.Team;
import dev.weft.train.Checkpoint.Progress;
import dev.weft.train.History.Outcome;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run of {@code fit}: epochs of steps, with what looks on. */
final class Training {
  private final Model model;
  private final Fit fit;
  private final String recipe;
  private final Program program;
  private final Feed feed;
  private final Evaluator validator;
  private Progress progress = new Progress();
  private double rate;
  private long began;
  private long lastCheckpoint = System.nanoTime();

  Training(Model model, ImageSet set, Fit fit, Team team) {
    this.model = model;
    this.fit = fit;
    int batch = Math.min(fit.batchSize(), set.size());
    program =
        Program.training(
            model.network(),
            model.variables(),
            model.loss(),
            model.optimizer(),
            model.optimizerState(),
            batch,
            model.seed(),
            team);
    feed = new Feed(set, model.scaling(), weights(set), program, team);
    ImageSet validation = fit.validation();
    validator = validation == null ? null : new Evaluator(model, validation, Evaluator.BATCH, team);
    recipe = recipe(set);
  }

  /** What makes two trainings the same, threads left aside. */
  private String recipe(ImageSet set) {
    return String.join(
        "\n",
        model.network().toString(),
        model.optimizer().toString(),
        model.loss().toString(),
        "seed " + model.seed(),
        "pictures " + set.size() + ", batch " + fit.batchSize() + ", shuffle " + fit.shuffle(),
        "validation " + (fit.validation() == null ? 0 : fit.validation().size()),
        "callbacks " + fit.callbacks().stream().map(callback -> callback.getClass().getName()).toList());
  }

  private float[] weights(ImageSet set) {
    if (fit.sampleWeight() != null && fit.sampleWeight().length != set.size()) {
      throw new IllegalArgumentException(
          "there must be as many sample weights as pictures, "
              + set.size()
              + "; received "
              + fit.sampleWeight().length
              + ".");
    }
    if (fit.sampleWeight() == null && fit.classWeight().isEmpty()) {
      return null;
    }
    float[] weights = new float[set.size()];
    for (int i = 0; i < weights.length; i++) {
      double ofClass = fit.classWeight().getOrDefault(set.label(i), 1.0);
      weights[i] = (float) (ofClass * (fit.sampleWeight() == null ? 1 : fit.sampleWeight()[i]));
    }
    return weights;
  }

  History run() {
    fit.callbacks().forEach(callback -> callback.trainBegin(model, fit));
    if (fit.checkpoint() != null && Files.exists(fit.checkpoint())) {
      progress = Checkpoint.read(fit.checkpoint(), recipe, model, fit.callbacks());
    }
    while (!progress.ended && progress.epoch < fit.epochs()) {
      began = System.nanoTime();
      if (fit.shuffle()) {
        feed.shuffle(model.seed(), progress.epoch);
      }
      Verdict verdict = steps();
      progress.seconds += (System.nanoTime() - began) / 1e9;
      if (!verdict.stop() && progress.step < feed.steps()) {
        checkpoint();
        return new History(
            progress.epochs,
            Outcome.INTERRUPTED,
            "Stopped on request in epoch " + (progress.epoch + 1) + ".",
            List.of());
      }
      endEpoch(verdict);
      checkpoint();
    }
    return end();
  }

  /** The steps of an epoch that are still to do, until one is asked to be the last. */
  private Verdict steps() {
    while (progress.step < feed.steps()) {
      int samples = feed.load(progress.step);
      rate = rate();
      double loss = program.step(samples, feed.labels(), feed.weights(), rate);
      progress.lossSum += loss * samples;
      progress.correct += program.correct(samples, feed.labels());
      progress.samples += samples;
      Verdict verdict = batchEnd();
      progress.step++;
      if (verdict.stop()) {
        return verdict;
      }
      if (fit.stop().getAsBoolean() && progress.step < feed.steps()) {
        break;
      }
      if (System.nanoTime() - lastCheckpoint > fit.checkpointEvery().toNanos()) {
        checkpoint();
      }
    }
    return Verdict.CONTINUE;
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
    double loss = progress.lossSum / progress.samples;
    double accuracy = (double) progress.correct / progress.samples;
    Verdict verdict = Verdict.CONTINUE;
    for (int i = 0; i < fit.callbacks().size(); i++) {
      Verdict said = fit.callbacks().get(i).batchEnd(progress.epoch, progress.step, feed.steps(), loss, accuracy);
      verdict = said.stop() ? said : verdict;
    }
    return verdict;
  }

  /** Validates, tells the callbacks, and turns to the next epoch. */
  private void endEpoch(Verdict ofSteps) {
    Evaluation validation = validator == null ? null : validator.run();
    EpochResult result =
        new EpochResult(
            progress.epoch,
            rate,
            progress.lossSum / progress.samples,
            (double) progress.correct / progress.samples,
            validation == null ? Double.NaN : validation.loss(),
            validation == null ? Double.NaN : validation.accuracy(),
            progress.seconds);
    progress.epochs.add(result);
    Verdict verdict = ofSteps;
    for (Callback callback : fit.callbacks()) {
      Verdict said = callback.epochEnd(result, model);
      verdict = verdict.stop() ? verdict : said;
    }
    progress.ended = verdict.stop();
    progress.reason = verdict.reason();
    progress.epoch++;
    progress.step = 0;
    progress.lossSum = 0;
    progress.correct = 0;
    progress.samples = 0;
    progress.seconds = 0;
  }

  private void checkpoint() {
    if (fit.checkpoint() != null) {
      Checkpoint.write(fit.checkpoint(), recipe, model, progress, fit.callbacks());
    }
    lastCheckpoint = System.nanoTime();
  }

  private History end() {
    List<String> notes = new ArrayList<>();
    fit.callbacks().stream().map(callback -> callback.trainEnd(model)).flatMap(Optional::stream).forEach(notes::add);
    Outcome outcome = progress.ended ? Outcome.STOPPED : Outcome.COMPLETED;
    return new History(progress.epochs, outcome, progress.reason, notes);
  }
}
