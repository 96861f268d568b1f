package dev.weft.train;

/**
 * What one epoch of training gave. Loss and accuracy are means over its batches while the weights moved, the penalty of
 * the regularizers in the loss; validation is measured after the last step.
 *
 * @param epoch counted from 0
 * @param learningRate of the epoch's last step
 * @param accuracy from 0 to 1
 * @param valLoss NaN where there is no validation data
 * @param valAccuracy NaN where there is no validation data
 * @param seconds of training, without validation
 */
public record EpochResult(
    int epoch, double learningRate, double loss, double accuracy, double valLoss, double valAccuracy, double seconds) {

  public boolean validated() {
    return !Double.isNaN(valLoss) || !Double.isNaN(valAccuracy);
  }
}
