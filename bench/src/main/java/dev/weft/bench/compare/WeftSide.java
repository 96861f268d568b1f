package dev.weft.bench.compare;

import dev.weft.kernel.Simd;
import dev.weft.train.Callback;
import dev.weft.train.EpochResult;
import dev.weft.train.Fit;
import dev.weft.train.Model;
import dev.weft.train.Predictor;
import dev.weft.train.Verdict;

/** Weft. */
public final class WeftSide implements Side {
  private Task task;
  private Model model;
  private Predictor predictor;
  private float[] outputs;

  public static void main(String[] words) {
    Side.run(new WeftSide(), words);
  }

  @Override
  public String version() {
    return "Weft (" + Simd.REASON + "), Java " + Runtime.version();
  }

  @Override
  public void open(Task task) {
    this.task = task;
    model = Model.compile(task.network(), task.workload().optimizer(), task.workload().loss(), 1);
  }

  @Override
  public void train(Clock clock) {
    clock.begin();
    model.fit(
        task.train(),
        Fit.epochs(task.epochs())
            .batchSize(task.batch())
            .threads(task.threads())
            .callback(
                new Callback() {
                  @Override
                  public Verdict batchEnd(int epoch, int step, int steps, double loss, double accuracy) {
                    clock.batch();
                    return Verdict.CONTINUE;
                  }

                  @Override
                  public Verdict epochEnd(EpochResult result, Model model) {
                    clock.end();
                    return Verdict.CONTINUE;
                  }
                }));
  }

  @Override
  public float[] predict(float[] images, int samples) {
    if (predictor == null) {
      predictor = model.predictor(task.threads());
      outputs = new float[task.batch() * task.network().output().elements()];
    }
    predictor.predict(images, samples, outputs);
    return outputs;
  }
}
