package dev.weft.train;

/** Ends a training without warning, as {@code kill -9} would: after a step, or after an epoch if the step is -1. */
record Kill(int epoch, int step) implements Callback {
  static final Kill NEVER = new Kill(-1, -1);

  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Override
  public Verdict batchEnd(int epoch, int step, int steps, double loss, double accuracy) {
    return at(epoch, step);
  }

  @Override
  public Verdict epochEnd(EpochResult result, Model model) {
    return at(result.epoch(), -1);
  }

  private Verdict at(int epoch, int step) {
    if (epoch == this.epoch && step == this.step) {
      throw new Killed();
    }
    return Verdict.CONTINUE;
  }
}
