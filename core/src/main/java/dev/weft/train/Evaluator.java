package dev.weft.train;

import dev.weft.dataset.ImageSet;
import dev.weft.engine.Program;
import dev.weft.engine.WorkerPool;
import dev.weft.model.Outputs;
import java.util.stream.IntStream;

/** Runs a model over labelled images, as often as wanted, with its weights as they are then. */
final class Evaluator {
  private final Model model;
  private final ImageSet set;
  private final WorkerPool workers;
  private final Program program;
  private final BatchLoader feed;
  private final Outputs meaning;

  Evaluator(Model model, ImageSet set, int batch, WorkerPool workers) {
    this.model = model;
    this.set = set;
    this.workers = workers;
    program = Program.inference(model.network(), model.variables(), model.loss(), Math.min(batch, set.size()), workers);
    meaning = Outputs.of(model.network(), model.loss());
    feed = new BatchLoader(set, model.scaling(), null, null, program, workers);
  }

  /** The head of a model behind layers whose outputs are known. */
  Evaluator(Model model, FrozenPart part, Features features, ImageSet set, WorkerPool workers) {
    this.model = model;
    this.set = set;
    this.workers = workers;
    int batch = Math.min(Model.EVALUATION_BATCH, set.size());
    program = Program.inference(part.head(), part.headVariables(), model.loss(), batch, workers);
    meaning = Outputs.of(model.network(), model.loss());
    feed = new BatchLoader(set, model.scaling(), null, null, program, null, features, workers);
  }

  Evaluation run() {
    long began = System.nanoTime();
    program.weightsChanged();
    Judgement judgement = new Judgement();
    float[] outputs = outputs();
    each(
        feed,
        (at, samples) -> {
          program.evaluate(samples, feed.labels(), null);
          System.arraycopy(program.output(), 0, outputs, at, samples * program.outputFeatures());
          judgement.add(samples, feed.labels());
        });
    return judgement.of(outputs, began);
  }

  /** Of each image, and of the means of the outputs over it and its views. */
  ViewedEvaluation run(ImageViews views, ViewedEvaluation.Watcher watcher) {
    long began = System.nanoTime();
    Evaluation plain = run();
    float[] means = plain.outputs().clone();
    int all = 1 + views.count();
    watcher.evaluated(1, all);
    for (int view = 0; view < views.count(); view++) {
      BatchAugmentation augmentation = BatchAugmentation.of(views.changes(view), set, program.batch());
      BatchLoader augmented = new BatchLoader(set, model.scaling(), null, augmentation, program, workers);
      augmented.begin(views.seed(), view);
      addOutputs(augmented, means);
      watcher.evaluated(2 + view, all);
    }
    for (int i = 0; i < means.length; i++) {
      means[i] /= all;
    }
    return new ViewedEvaluation(plain, judged(means, began));
  }

  private Evaluation judged(float[] outputs, long began) {
    Judgement judgement = new Judgement();
    for (int from = 0; from < set.size(); from += program.batch()) {
      int samples = Math.min(program.batch(), set.size() - from);
      int[] labels = IntStream.range(from, from + samples).map(set::label).toArray();
      int features = program.outputFeatures();
      System.arraycopy(outputs, from * features, program.output(), 0, samples * features);
      program.evaluateOutputs(samples, labels);
      judgement.add(samples, labels);
    }
    return judgement.of(outputs, began);
  }

  private float[] outputs() {
    return new float[Math.multiplyExact(set.size(), program.outputFeatures())];
  }

  private void addOutputs(BatchLoader loader, float[] sums) {
    each(
        loader,
        (at, samples) -> {
          program.forward(samples);
          for (int i = 0; i < samples * program.outputFeatures(); i++) {
            sums[at + i] += program.output()[i];
          }
        });
  }

  private interface Batch {
    /**
     * @param at where its outputs begin among all
     */
    void take(int at, int samples);
  }

  private void each(BatchLoader loader, Batch batch) {
    for (int step = 0; step < loader.steps(); step++) {
      int samples = loader.load(step);
      batch.take(step * program.batch() * program.outputFeatures(), samples);
    }
  }

  /** What the labels say of the outputs so far. */
  private final class Judgement {
    private double loss;
    private int correct;

    void add(int samples, int[] labels) {
      loss += program.lossSum();
      correct += program.correct(samples, labels);
    }

    Evaluation of(float[] outputs, long began) {
      return new Evaluation(
          loss / set.size() + program.penalty(),
          (double) correct / set.size(),
          set.labels(),
          outputs,
          program.outputFeatures(),
          meaning,
          (System.nanoTime() - began) / 1e9);
    }
  }
}
