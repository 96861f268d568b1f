package dev.weft.bench.compare;

import dev.weft.engine.Program;
import dev.weft.engine.Team;
import dev.weft.kernel.Simd;
import dev.weft.train.Callback;
import dev.weft.train.EpochResult;
import dev.weft.train.Fit;
import dev.weft.train.Model;
import dev.weft.train.Verdict;

/** Weft. */
public final class WeftSide implements Side {
  private Task task;
  private Model model;
  private Program inference;

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
  public float[] predict(float[] pictures, int first, int samples) {
    if (inference == null) {
      Team team = new Team(task.threads());
      inference = Program.inference(model.network(), model.variables(), null, task.batch(), team);
      inference.weightsChanged();
    }
    int features = inference.inputFeatures();
    System.arraycopy(pictures, first * features, inference.input(), 0, samples * features);
    inference.forward(samples);
    return inference.output();
  }
}
