package dev.weft.train;

import dev.weft.dataset.ImageSet;
import dev.weft.engine.Program;
import dev.weft.engine.WorkerPool;
import dev.weft.model.Outputs;

/** Runs a model over labelled images, as often as wanted, with its weights as they are then. */
final class Evaluator {
  private final ImageSet set;
  private final Program program;
  private final BatchLoader feed;
  private final Outputs meaning;

  Evaluator(Model model, ImageSet set, int batch, WorkerPool workers) {
    this.set = set;
    program = Program.inference(model.network(), model.variables(), model.loss(), Math.min(batch, set.size()), workers);
    meaning = Outputs.of(model.network(), model.loss());
    feed = new BatchLoader(set, model.scaling(), null, null, program, workers);
  }

  Evaluation run() {
    long began = System.nanoTime();
    int classes = program.outputFeatures();
    float[] outputs = new float[Math.multiplyExact(set.size(), classes)];
    double loss = 0;
    int correct = 0;
    int done = 0;
    program.weightsChanged();
    for (int step = 0; step < feed.steps(); step++) {
      int samples = feed.load(step);
      program.evaluate(samples, feed.labels(), null);
      loss += program.lossSum();
      correct += program.correct(samples, feed.labels());
      System.arraycopy(program.output(), 0, outputs, done * classes, samples * classes);
      done += samples;
    }
    return new Evaluation(
        loss / set.size() + program.penalty(),
        (double) correct / set.size(),
        set.labels(),
        outputs,
        classes,
        meaning,
        (System.nanoTime() - began) / 1e9);
  }
}
