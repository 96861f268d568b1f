package dev.weft.train;

/**
 * A model on labelled pictures.
 *
 * @param loss the mean over the pictures, plus the penalty of the regularizers, as in training
 * @param accuracy from 0 to 1
 * @param labels (pictures)
 * @param outputs (pictures, classes): probabilities where the network ends in a softmax
 * @param seconds that it took
 */
public record Evaluation(double loss, double accuracy, int[] labels, float[] outputs, int classes, double seconds) {}
