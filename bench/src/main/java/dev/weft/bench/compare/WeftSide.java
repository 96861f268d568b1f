package dev.weft.bench.compare;

import dev.weft.kernel.Simd;
import dev.weft.model.Optimizer;
import dev.weft.model.SGD;
import dev.weft.train.Callback;
import dev.weft.train.EpochResult;
import dev.weft.train.Fit;
import dev.weft.train.Model;
import dev.weft.train.Predictor;
import dev.weft.train.Verdict;

/** Weft. */
public final class WeftSide implements Side {
  static final String VERSION = "Weft (" + Simd.REASON + "), Java " + Runtime.version();

  private Task task;
  private Model model;
  private Predictor predictor;
  private float[] outputs;

  public static void main(String[] words) {
    Side.run(new WeftSide(), words);
  }

  @Override
  public String version() {
    return VERSION;
  }

  @Override
  public void open(Task task) {
    this.task = task;
    model = fresh(task.workload().optimizer());
  }

  private Model fresh(Optimizer optimizer) {
    Model fresh = Model.compile(task.network(), optimizer, task.workload().loss(), Networks.SEED);
    if (task.workload().inference()) {
      Networks.asIfTrained(fresh.variables());
    }
    return fresh;
  }

  @Override
  public void train(Clock clock) {
    clock.begin();
    model.fit(
        task.train(),
        Fit.epochs(task.epochs())
            .batchSize(task.batch())
            .threads(task.threads())
            .augment(task.workload().augmentations())
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
                    return clock.enough() ? Verdict.stop("") : Verdict.CONTINUE;
                  }
                }));
  }

  @Override
  public double comparedLoss() {
    double[] mean = {Double.NaN};
    fresh(SGD.of(Task.COMPARED_RATE))
        .fit(
            task.compared(),
            Fit.epochs(1)
                .batchSize(task.batch())
                .threads(task.threads())
                .shuffle(false)
                .callback(
                    new Callback() {
                      @Override
                      public Verdict batchEnd(int epoch, int step, int steps, double loss, double accuracy) {
                        mean[0] = loss;
                        return Verdict.CONTINUE;
                      }
                    }));
    return mean[0];
  }

  @Override
  public float[] predict(float[] images, int samples) {
    if (predictor == null) {
      predictor = model.predictor(task.threads());
      outputs = new float[task.batch() * task.classes()];
    }
    predictor.predict(images, samples, outputs);
    return outputs;
  }
}
