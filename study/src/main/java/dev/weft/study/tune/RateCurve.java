package dev.weft.study.tune;

/**
 * The loss of each step of a sweep.
 *
 * @param rates rising
 * @param losses of the step's batch, before the step; the last may be no number
 */
public record RateCurve(long seed, double[] rates, double[] losses) {}
