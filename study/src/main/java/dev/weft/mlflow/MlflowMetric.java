package dev.weft.mlflow;

import java.time.Instant;

/**
 * A number of a run.
 *
 * @param name as {@link MlflowNames#name} makes it
 * @param value may be NaN or infinite
 * @param step such as the epoch, counted from 0
 */
public record MlflowMetric(String name, double value, Instant moment, long step) {}
