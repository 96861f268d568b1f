package dev.weft.engine;

/**
 * The labels of what the images of a batch are mixed with. The loss of a mixture is that of its first label times the
 * first weight, plus that of its second label times the second weight.
 *
 * @param labels (samples)
 * @param weights (samples)
 */
public record SecondLabels(int[] labels, float[] weights) {}
