package dev.weft.train;

/**
 * Stops when the loss is no longer a number. See <a href="https://keras.io/api/callbacks/terminate_on_nan/">Keras</a>.
 */
public final class StopOnNaN implements Callback {
  @Override
  public Verdict batchEnd(int epoch, int step, int steps, double loss, double accuracy) {
    if (Double.isFinite(loss)) {
      return Verdict.CONTINUE;
    }
    return Verdict.stop(
        "the loss became "
            + loss
            + " in epoch "
            + (epoch + 1)
            + ", step "
            + (step + 1)
            + "; try a smaller learning rate or clip the gradients.");
  }
}
